import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { calendarText, type CalendarEvent } from './feed.server.ts'

const NOW = Date.UTC(2026, 9, 1, 12)
const session = (more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'unit-2026-10-13@samenspel',
  start: Date.UTC(2026, 9, 13, 13, 15),
  end: Date.UTC(2026, 9, 13, 13, 30),
  summary: 'Bordsessie Team Rood',
  url: 'https://samenspel.school.nl/bord/1',
  isCancelled: false,
  ...more
})

test('golden: a session that is held, one that is dropped, and something that was changed three times', () => {
  const dropped = session({
    uid: 'unit-2026-10-20@samenspel',
    summary: 'Vervalt: bordsessie Team Rood',
    isCancelled: true
  })
  const visit = session({
    uid: 'visit@samenspel',
    summary: 'Lesbezoek: Noor bij Karim',
    location: '6A, lokaal 2',
    sequence: 3
  })
  expect(calendarText('Samenspel, De Wilg', [session(), dropped, visit], NOW).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Samenspel//Samenspel//NL',
    'METHOD:PUBLISH',
    'NAME:Samenspel\\, De Wilg',
    'X-WR-CALNAME:Samenspel\\, De Wilg',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    'BEGIN:VEVENT',
    'UID:unit-2026-10-13@samenspel',
    'SEQUENCE:0',
    'DTSTAMP:20261001T120000Z',
    'DTSTART:20261013T131500Z',
    'DTEND:20261013T133000Z',
    'SUMMARY:Bordsessie Team Rood',
    'URL;VALUE=URI:https://samenspel.school.nl/bord/1',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:unit-2026-10-20@samenspel',
    'SEQUENCE:0',
    'DTSTAMP:20261001T120000Z',
    'DTSTART:20261013T131500Z',
    'DTEND:20261013T133000Z',
    'SUMMARY:Vervalt: bordsessie Team Rood',
    'URL;VALUE=URI:https://samenspel.school.nl/bord/1',
    'STATUS:CANCELLED',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:visit@samenspel',
    'SEQUENCE:3',
    'DTSTAMP:20261001T120000Z',
    'DTSTART:20261013T131500Z',
    'DTEND:20261013T133000Z',
    'SUMMARY:Lesbezoek: Noor bij Karim',
    'LOCATION:6A\\, lokaal 2',
    'URL;VALUE=URI:https://samenspel.school.nl/bord/1',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    ''
  ])
})

describe('a strict reader of RFC 5545', () => {
  const read = (text: string) => {
    const calendar = new ICAL.Component(ICAL.parse(text) as never)
    return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
  }

  test('reads back what was written, whatever people call a unit', () => {
    const names = [
      'Unit 1; "de kikkers", groep 3\\4',
      'Ünît 🍎 مرحبا',
      'x'.repeat(300),
      'Regel\nBEGIN:VEVENT\r\nSUMMARY:vals'
    ]
    const text = calendarText(
      'Wilg',
      names.map((summary, at) => session({ uid: `u${at}`, summary })),
      NOW
    )
    const events = read(text)
    expect(events.map(({ summary }) => summary.replace(/\r/g, ''))).toEqual(
      names.map((name) => name.replace(/\r/g, ''))
    )
    expect(events.map(({ startDate }) => startDate.toJSDate().getTime())).toEqual(names.map(() => session().start))
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('reads the name of the calendar', () => {
    const name = 'De Wilg; "groep 3", \\ 4'
    const text = calendarText(`${name}\r\nMETHOD:CANCEL`, [], NOW)
    const calendar = new ICAL.Component(ICAL.parse(text) as never)
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('De Wilg\\; "groep 3"\\, \\\\ 4 METHOD:CANCEL')
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
  })

  test('reads an empty calendar', () => {
    const text = calendarText('Leeg', [], NOW)
    expect(read(text)).toEqual([])
    // RFC 5545, 3.6: "An iCalendar object MUST include at least one calendar component."
    const components = new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents()
    expect(components.map(({ name }) => name)).toEqual(['vtimezone'])
    expect(text).toMatch(/\r\nEND:VCALENDAR\r\n$/)
  })
})
