import { isHeld, type PlannedSession } from '#calendar'
import { nextSession, SESSIONS_CHANGED, sessionsOf, type CalendarEvent } from '#calendar/server'
import { addDays, dayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import type { Result } from '#kernel/result.ts'
import type { WeeklySlot } from '#people'
import { chooseMoment, listUnits, timeZoneOf, weeklyMomentOf, type Unit } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import { enqueueChange } from '#platform/jobs/queue.ts'
import * as t from '#texts/calendar'

/** A board session lasts a quarter of an hour. */
const SESSION_MINUTES = 15
/** What a calendar that is subscribed to shows: some weeks back, and a school year ahead. */
const WEEKS_BACK = 4
const DAYS_AHEAD = 366

/** Where people's weekly moments and the school's calendar meet: when a unit holds its sessions. */
export async function unitSessions(tx: Tx, unit: Id, from: Day, until: Day): Promise<PlannedSession[]> {
  const pattern = await weeklyMomentOf(tx, unit)
  return pattern ? sessionsOf(tx, { unit, pattern }, from, until) : []
}

/** Chooses when a unit meets; who was invited to its sessions hears of it within minutes. */
export async function chooseWeeklyMoment(
  tx: Tx,
  unit: Id,
  slots: readonly WeeklySlot[],
  { by, now }: { by: Id; now: number }
): Promise<Result<void>> {
  const chosen = await chooseMoment(tx, unit, slots, by, now)
  if (chosen.ok) await enqueueChange(tx, SESSIONS_CHANGED, unit, now)
  return chosen
}

/** The days off of the school changed, and so perhaps the sessions of every unit. */
export async function freeDaysChanged(tx: Tx, now: number): Promise<void> {
  for (const { id } of await listUnits(tx)) await enqueueChange(tx, SESSIONS_CHANGED, id, now)
}

/** The moment at which the next session of a unit begins, holidays and changes counted. */
export async function nextSessionAt(tx: Tx, unit: Id, now: number): Promise<number | null> {
  const [pattern, timeZone] = await Promise.all([weeklyMomentOf(tx, unit), timeZoneOf(tx)])
  const next = pattern && (await nextSession(tx, { unit, pattern }, { now, today: dayOf(now, timeZone), timeZone }))
  return next && momentAt(next.day, next.minute, timeZone)
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
