import { dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { timeZoneOf } from './circle.server.ts'
import { mondayOf, type WeeklyMoment, type WeeklySlot } from './core/weekly-moment.ts'
import { findUnit } from './store/units.server.ts'

/** When this unit meets; null where nothing was chosen. */
export async function weeklyMomentOf(tx: Tx, unit: Id): Promise<WeeklyMoment | null> {
  const rows = await tx.sql<(WeeklySlot & { since: string })[]>`
    select weekday, minute, since from weekly_moments where unit_id = ${unit} order by turn`
  return rows[0] ? { slots: rows.map(({ weekday, minute }) => ({ weekday, minute })), since: rows[0].since } : null
}

const isSlot = ({ weekday, minute }: WeeklySlot): boolean =>
  Number.isInteger(weekday) && weekday >= 1 && weekday <= 5 && Number.isInteger(minute) && minute >= 0 && minute < 1440

/** Chooses the weekly moment of a unit: one slot, two by turns, or none. The first turn is in this week. */
export async function chooseMoment(
  tx: Tx,
  unit: Id,
  slots: readonly WeeklySlot[],
  by: Id | null,
  now: number
): Promise<Result<void>> {
  if (slots.length > 2 || !slots.every(isSlot)) return refuse({ code: 'input_invalid', field: 'slots' })
  if (!(await findUnit(tx, unit))) return refuse({ code: 'not_found' })
  const since = mondayOf(dayOf(now, await timeZoneOf(tx)))
  await tx.sql`delete from weekly_moments where unit_id = ${unit}`
  for (const [turn, { weekday, minute }] of slots.entries())
    await tx.sql`
      insert into weekly_moments (school_id, unit_id, turn, weekday, minute, since, chosen_by)
      values (${tx.school}, ${unit}, ${turn}, ${weekday}, ${minute}, ${since}, ${by})`
  return ok(undefined)
}
