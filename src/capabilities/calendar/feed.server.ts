import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

/** One event as a calendar shows it; moments in ms since 1970. */
export type CalendarEvent = {
  /** Stays the same whatever happens to the event: what a calendar knows it by. */
  uid: string
  start: number
  end: number
  summary: string
  description?: string
  url?: string
  location?: string
  /** How often it was changed: of two copies a calendar believes the one with the higher number. */
  sequence?: number
  /** Told to calendars, so that they show that it does not take place. */
  isCancelled: boolean
}

const HOUR = 3_600

/**
 * A calendar must hold a component at least (RFC 5545, 3.6). One without events holds a zone that nothing refers to, so
 * that a strict reader takes it for what it is: empty, and not broken.
 */
const NOTHING = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
  'END:VCALENDAR'
].join('\r\n')

/** The library escapes the texts of events, but not the name of the calendar (RFC 5545, 3.3.11). */
const escapeText = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').replace(/[\\;,]/g, '\\$&')

/**
 * A calendar for subscribing to (RFC 5545, METHOD:PUBLISH): each event by itself, in UTC, so that moved and dropped
 * ones need no exceptions to a rule and every product reads the same. `now` becomes the stamp of the events.
 */
export function calendarText(name: string, events: readonly CalendarEvent[], now: number): string {
  const calendar = ical({
    name: escapeText(name),
    prodId: { company: 'Samenspel', product: 'Samenspel', language: 'NL' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: HOUR
  })
  for (const { uid, start, end, summary, description, url, location, sequence, isCancelled } of events)
    calendar.createEvent({
      id: uid,
      stamp: new Date(now),
      start: new Date(start),
      end: new Date(end),
      summary,
      description: description ?? null,
      url: url ?? null,
      location: location ?? null,
      sequence: sequence ?? 0,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED
    })
  const text = calendar.toString().trimEnd()
  return `${events.length > 0 ? text : text.replace(/END:VCALENDAR$/, NOTHING)}\r\n`
}
