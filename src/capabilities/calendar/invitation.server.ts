import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus
} from 'ical-generator'
import type { CalendarEvent } from './feed.server.ts'

export type InvitationMethod = 'REQUEST' | 'CANCEL'
export type Invitation = {
  event: CalendarEvent
  /** The school as it sends mail, and whom it invites. */
  organizer: { name: string; address: string }
  attendee: { name: string; address: string }
  /** Whether who is invited has said yes already, as to an agreed visit. */
  hasAccepted: boolean
}

/** Which of the two an event is, as it stands: an invitation (or a changed one), or the end of one. */
export const methodOf = ({ isCancelled }: Pick<CalendarEvent, 'isCancelled'>): InvitationMethod =>
  isCancelled ? 'CANCEL' : 'REQUEST'

/**
 * One event for one person's calendar, as it goes along with a mail (RFC 5546, 3.2.2 and 3.2.5). No answer is asked:
 * who cannot come says so in Samenspel.
 */
export function invitationText({ event, organizer, attendee, hasAccepted }: Invitation, now: number): string {
  const isOff = event.isCancelled
  const calendar = ical({
    prodId: { company: 'Samenspel', product: 'Samenspel', language: 'NL' },
    method: isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST
  })
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence ?? 0,
    stamp: new Date(now),
    start: new Date(event.start),
    end: new Date(event.end),
    summary: event.summary,
    url: event.url ?? null,
    location: event.location ?? null,
    status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: quotable(organizer.name), email: organizer.address },
    attendees: [
      {
        name: quotable(attendee.name),
        email: attendee.address,
        rsvp: false,
        role: ICalAttendeeRole.REQ,
        type: ICalAttendeeType.INDIVIDUAL,
        status: hasAccepted ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION
      }
    ]
  })
  return `${calendar.toString()}\r\n`.replace(/(\r\n)+$/, '\r\n')
}

/** A name stands between double quotes there, and a quoted value holds none of these (RFC 5545, 3.2). */
const quotable = (name: string): string => name.replace(/[\p{Cc}"\\]+/gu, ' ').trim() || 'Samenspel'
