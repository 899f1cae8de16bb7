import { addDays, dayOf, isDay, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { timeZoneOf } from './circle.server.ts'
import { areSlots, mondayOf, type WeeklyMoment, type WeeklySlot } from './core/weekly-moment.ts'
import { findUnit } from './store/units.server.ts'

/** How far ahead (days) another moment can be chosen. */
const AHEAD = 366

/** When this unit meets, met before and will meet: one after another, with the weeks without any left out. */
export async function weeklyMomentsOf(tx: Tx, unit: Id): Promise<WeeklyMoment[]> {
  const rows = await tx.sql<(WeeklySlot & { since: Day; from: Day; until: Day | null })[]>`
    select weekday, minute, since, from_day as from, until_day as until from weekly_moments
    where unit_id = ${unit} order by from_day, turn`
  const moments: WeeklyMoment[] = []
  for (const { weekday, minute, ...span } of rows) {
    const last = moments.at(-1)
    if (last?.from === span.from) moments[moments.length - 1] = { ...last, slots: [...last.slots, { weekday, minute }] }
    else moments.push({ ...span, slots: [{ weekday, minute }] })
  }
  return moments
}

/** When this unit meets from now on, or from the day on that was chosen last; null where nothing is. */
export async function weeklyMomentOf(tx: Tx, unit: Id): Promise<WeeklyMoment | null> {
  return (await weeklyMomentsOf(tx, unit)).find(({ until }) => until === null) ?? null
}

/** Whoever chooses a moment waits here for the one who is doing so for the same unit, until the commit. */
export async function lockMoments(tx: Tx, unit: Id): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtext('weekly-moments'), hashtext(${unit}))`
}

/**
 * Chooses the weekly moment of a unit from a day on: one slot, two by turns, or none. The first turn is in the week of
 * that day. What counted before it stays as it was; what was chosen for later falls away.
 */
export async function chooseMoment(
  tx: Tx,
  unit: Id,
  slots: readonly WeeklySlot[],
  by: Id | null,
  now: number,
  chosenFrom?: string
): Promise<Result<void>> {
  if (!areSlots(slots)) return refuse({ code: 'input_invalid', field: 'slots' })
  if (!(await findUnit(tx, unit))) return refuse({ code: 'not_found' })
  const today = dayOf(now, await timeZoneOf(tx))
  const from = chosenFrom ?? today
  if (!isDay(from)) return refuse({ code: 'date_invalid', field: 'from' })
  if (from < today) return refuse({ code: 'date_past', field: 'from' })
  if (from > addDays(today, AHEAD)) return refuse({ code: 'date_too_far', field: 'from' })
  await lockMoments(tx, unit)
  await tx.sql`delete from weekly_moments where unit_id = ${unit} and from_day >= ${from}`
  await tx.sql`
    update weekly_moments set until_day = ${from}
    where unit_id = ${unit} and (until_day is null or until_day > ${from})`
  for (const [turn, { weekday, minute }] of slots.entries())
    await tx.sql`
      insert into weekly_moments (school_id, unit_id, turn, weekday, minute, since, from_day, chosen_by)
      values (${tx.school}, ${unit}, ${turn}, ${weekday}, ${minute}, ${mondayOf(from)}, ${from}, ${by})`
  return ok(undefined)
}
