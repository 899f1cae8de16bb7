import { isHeld, type PlannedSession } from '#calendar'
import {
  firstDayOfChange,
  forgetLeftOver,
  nextSessions,
  SESSIONS_CHANGED,
  sessionsOf,
  type CalendarEvent
} from '#calendar/server'
import { addDays, dayOf, type Day } from '#kernel/days.ts'
import { isId, type Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { areSlots, type WeeklySlot } from '#people'
import { chooseMoment, listUnits, lockMoments, timeZoneOf, weeklyMomentsOf, type Unit } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import { enqueueChange } from '#platform/jobs/queue.ts'
import * as t from '#texts/calendar'

/** A board session lasts a quarter of an hour. */
const SESSION_MINUTES = 15
/** What a calendar that is subscribed to shows: some weeks back, and a school year ahead. */
const WEEKS_BACK = 4
const DAYS_AHEAD = 366

/** When a unit meets as a rule, now and before and later, as the calendar asks for it. */
export const unitCalendar = async (tx: Tx, unit: Id) => ({ unit, patterns: await weeklyMomentsOf(tx, unit) })

/** Where people's weekly moments and the school's calendar meet: when a unit holds its sessions, and held them. */
export async function unitSessions(tx: Tx, unit: Id, from: Day, until: Day): Promise<PlannedSession[]> {
  const calendar = await unitCalendar(tx, unit)
  return calendar.patterns.length > 0 ? sessionsOf(tx, calendar, from, until) : []
}

export type MomentWish = {
  by: Id
  now: number
  /** The first day on which it counts; today and nothing mean as soon as it can. */
  from?: string
}

/**
 * Chooses when a unit meets, from a day on; who was invited to its sessions hears of it within minutes. What was planned
 * before that day, and a session of today that has begun, stays as it was. Says from which day it counts.
 */
export async function chooseWeeklyMoment(
  tx: Tx,
  unit: Id,
  slots: readonly WeeklySlot[],
  { by, now, from: wish }: MomentWish
): Promise<Result<{ from: Day }>> {
  if (!isId(unit)) return refuse({ code: 'not_found' })
  if (!areSlots(slots)) return refuse({ code: 'input_invalid', field: 'slots' })
  await lockMoments(tx, unit)
  const timeZone = await timeZoneOf(tx)
  const today = dayOf(now, timeZone)
  const from =
    wish && wish !== today
      ? wish
      : await firstDayOfChange(tx, await unitCalendar(tx, unit), slots, { now, today, timeZone })
  const chosen = await chooseMoment(tx, unit, slots, by, now, from)
  if (!chosen.ok) return chosen
  await forgetLeftOver(tx, await unitCalendar(tx, unit), from)
  await enqueueChange(tx, SESSIONS_CHANGED, unit, now)
  return ok({ from })
}

/** The days off of the school changed, and so perhaps the sessions of every unit; says which these are. */
export async function freeDaysChanged(tx: Tx, now: number): Promise<Id[]> {
  const units = (await listUnits(tx)).map(({ id }) => id)
  for (const id of units) await enqueueChange(tx, SESSIONS_CHANGED, id, now)
  return units
}

/** How many sessions to come a board knows, so that it has the next one when one is over. */
const KNOWN = 3

/**
 * The moments at which the next sessions of a unit begin, holidays and changes counted; none when nothing is planned in
 * ten weeks, null when the unit has no weekly moment (any more).
 */
export async function comingSessions(tx: Tx, unit: Id, now: number): Promise<number[] | null> {
  const [calendar, timeZone] = await Promise.all([unitCalendar(tx, unit), timeZoneOf(tx)])
  const today = dayOf(now, timeZone)
  if (calendar.patterns.length === 0) return null
  const coming = await nextSessions(tx, calendar, { now, today, timeZone })
  if (coming.length === 0 && !calendar.patterns.some(({ until }) => until === null || until > today)) return null
  return coming.slice(0, KNOWN).map(({ day, minute }) => momentAt(day, minute, timeZone))
}

/** The board sessions of somebody's units, as events of a calendar. A session in a holiday is no event. */
export async function sessionEvents(
  tx: Tx,
  units: readonly Pick<Unit, 'id' | 'name'>[],
  now: number,
  publicUrl: string | null,
  language?: Language
): Promise<CalendarEvent[]> {
  const timeZone = await timeZoneOf(tx)
  const today = dayOf(now, timeZone)
  const events: CalendarEvent[] = []
  for (const { id, name } of units) {
    const sessions = await unitSessions(tx, id, addDays(today, -7 * WEEKS_BACK), addDays(today, DAYS_AHEAD))
    for (const session of sessions) {
      if (session.state === 'free') continue
      const start = momentAt(session.day, session.minute, timeZone)
      events.push({
        uid: `${id}-${session.on}@samenspel`,
        start,
        end: start + SESSION_MINUTES * 60_000,
        summary: isHeld(session) ? t.event({ unit: name }, language) : t.event_dropped({ unit: name }, language),
        ...(publicUrl ? { url: `${publicUrl}/bord/${id}` } : {}),
        isCancelled: !isHeld(session)
      })
    }
  }
  return events
}
