import type { CalendarEvent } from '#calendar/server'
import { addDays, dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import { roleIn, VISIT_MINUTES, type LessonVisit } from '#lesson-visits'
import { calendarVisits } from '#lesson-visits/server'
import { fullName, maySeeSchool } from '#people'
import { listPeople, standingOf, timeZoneOf, whereEverybodyIs } from '#people/server'
import type { Language } from '#platform/i18n/runtime.ts'
import type { Tx } from '#platform/db/door.ts'
import * as t from '#texts/visits'

const LENGTH = VISIT_MINUTES * 60_000
const DAYS_BACK = 28

/** For whom, in whose names and language, and when on the clock of the school. */
export type ForCalendar = {
  person: Id
  names: Readonly<Record<Id, string>>
  timeZone: string
  publicUrl: string | null
  language?: Language
  /** On which site of the school somebody works; without it a school in one place is told of. */
  placeOf?: (person: Id) => string | null
}

/**
 * A visit and its talk as events of a calendar of one of the three: when, and with whom. Never what is to be learnt, nor
 * the class: whoever holds the address of a calendar reads it. A visit that is not agreed (any more) does not take place.
 */
export function eventsOfVisit(
  visit: LessonVisit & { sequence?: number },
  { person, names, timeZone, publicUrl, language, placeOf }: ForCalendar
): CalendarEvent[] {
  const role = roleIn(visit, person)
  if (!role) return []
  const nameOf = (id: Id) => names[id] ?? ''
  const isCancelled = visit.state !== 'agreed' && visit.state !== 'done'
  const event = (uid: string, start: number, summary: string, location: string | null = null): CalendarEvent => ({
    uid: `${uid}@samenspel`,
    start,
    end: start + LENGTH,
    summary: isCancelled ? t.calendar_dropped({ what: summary }, language) : summary,
    ...(publicUrl !== null
      ? { url: role === 'cover' ? `${publicUrl}/leren` : `${publicUrl}/leren/bezoek/${visit.id}` }
      : {}),
    ...(location !== null ? { location } : {}),
    sequence: visit.sequence ?? 0,
    isCancelled
  })
  const at = momentAt(visit.day, visit.start, timeZone)
  const place = (id: Id) => placeOf?.(id) ?? null
  if (role === 'cover')
    return [event(visit.id, at, t.calendar_cover({ name: nameOf(visit.visitor) }, language), place(visit.visitor))]
  const both = { visitor: nameOf(visit.visitor), host: nameOf(visit.host) }
  const other = nameOf(role === 'visitor' ? visit.host : visit.visitor)
  return [
    event(visit.id, at, t.calendar_visit(both, language), place(visit.host)),
    event(
      `${visit.id}-talk`,
      momentAt(visit.talkDay, visit.talkStart, timeZone),
      t.calendar_talk({ name: other }, language)
    )
  ]
}

/** Everything of lesson visits that somebody's calendar shows: some weeks back, and all that comes. */
export async function visitEvents(
  tx: Tx,
  person: Id,
  now: number,
  { publicUrl, language }: Pick<ForCalendar, 'publicUrl' | 'language'>
): Promise<CalendarEvent[]> {
  if (!maySeeSchool((await standingOf(tx, person)).grants)) return []
  const timeZone = await timeZoneOf(tx)
  const visits = await calendarVisits(tx, person, addDays(dayOf(now, timeZone), -DAYS_BACK))
  if (visits.length === 0) return []
  const names = Object.fromEntries((await listPeople(tx)).map((one) => [one.id, fullName(one)]))
  const { sites, siteOf } = await whereEverybodyIs(tx)
  const placeOf = (id: Id) => sites.find((site) => site.id === siteOf.get(id))?.name ?? null
  const whom = { person, names, timeZone, publicUrl, placeOf, ...(language ? { language } : {}) }
  return visits.flatMap((visit) => eventsOfVisit(visit, whom))
}
