import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import type { CalendarEvent } from './feed.server.ts'
import { invitationText, type Invitation } from './invitation.server.ts'

const NOW = Date.UTC(2026, 9, 1, 12)
const invitation = (event: Partial<CalendarEvent> = {}, more: Partial<Invitation> = {}): Invitation => ({
  event: {
    uid: 'unit-2026-10-13@samenspel',
    start: Date.UTC(2026, 9, 13, 13, 15),
    end: Date.UTC(2026, 9, 13, 13, 30),
    summary: 'Bordsessie Team Rood',
    url: 'https://samenspel.school.nl/bord/1',
    isCancelled: false,
    ...event
  },
  organizer: { name: 'Samenspel', address: 'samenspel@wilg.example' },
  attendee: { name: 'Noor van ’t Hof', address: 'noor@wilg.example' },
  hasAccepted: false,
  ...more
})
const lines = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

test('golden: an invitation', () => {
  expect(lines(invitationText(invitation(), NOW))).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Samenspel//Samenspel//NL',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:unit-2026-10-13@samenspel',
    'SEQUENCE:0',
    'DTSTAMP:20261001T120000Z',
    'DTSTART:20261013T131500Z',
    'DTEND:20261013T133000Z',
    'SUMMARY:Bordsessie Team Rood',
    'ORGANIZER;CN="Samenspel":mailto:samenspel@wilg.example',
    'ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN="Noor van ’t Hof":MAILTO:noor@wilg.example',
    'URL;VALUE=URI:https://samenspel.school.nl/bord/1',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    ''
  ])
})

test('golden: its end', () => {
  const ended = invitation({ isCancelled: true, sequence: 2, summary: 'Vervalt: bordsessie Team Rood' })
  const found = lines(invitationText(ended, NOW))
  for (const line of ['METHOD:CANCEL', 'SEQUENCE:2', 'STATUS:CANCELLED', 'UID:unit-2026-10-13@samenspel'])
    expect(found).toContain(line)
  expect(found.filter((line) => line.startsWith('ATTENDEE'))).toHaveLength(1)
})

describe('a strict reader of RFC 5545', () => {
  test('finds in an invitation what RFC 5546 asks of one, whatever people and units are called', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(name, name, fc.nat(50), fc.boolean(), (summary, called, sequence, isCancelled) => {
        const attendee = { name: called, address: 'noor@wilg.example' }
        const text = invitationText(invitation({ summary, sequence, isCancelled }, { attendee }), NOW)
        const calendar = new ICAL.Component(ICAL.parse(text) as never)
        expect(calendar.getFirstPropertyValue('method')).toBe(isCancelled ? 'CANCEL' : 'REQUEST')
        const events = calendar.getAllSubcomponents('vevent')
        expect(events).toHaveLength(1)
        const event = new ICAL.Event(events[0]!)
        expect([event.uid, event.sequence]).toEqual(['unit-2026-10-13@samenspel', sequence])
        expect(String(event.organizer).toLowerCase()).toBe('mailto:samenspel@wilg.example')
        expect(event.attendees.map((one) => String(one.getFirstValue()).toLowerCase())).toEqual([
          'mailto:noor@wilg.example'
        ])
        expect(event.attendees[0]!.getFirstParameter('rsvp')).toBe('FALSE')
        expect(events[0]!.getFirstPropertyValue('dtstamp')).not.toBeNull()
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      })
    )
  })
})
