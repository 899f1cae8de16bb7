import type { Database } from '#platform/db/door.ts'
import { makeDemonstration, type MadeDemonstration } from './make.server.ts'

export type ManySchools = {
  count: number
  /** How long they have been at it. */
  years?: number
  units?: number
  now?: number
  /** The seed of the first; each next one has the next. */
  seed?: number
  onMade?: (made: number) => void
}

/** Schools made at the same time: as many as two cores and the pool of connections keep busy. */
const AT_ONCE = 4

/** Many schools with a past, all different and each the same at every making: for benches. */
export async function makeSchools(
  database: Database,
  { count, years = 0.5, units = 2, now = Date.now(), seed = 1, onMade }: ManySchools
): Promise<MadeDemonstration[]> {
  const made: MadeDemonstration[] = []
  let next = 0
  const work = async () => {
    while (next < count) {
      const at = next++
      const plan = { name: `Proefschool ${at + 1}`, seed: seed + at, now, weeks: Math.round(years * 52), units }
      const result = await makeDemonstration(database, plan)
      if (!result.ok) throw new Error(result.failure.code)
      made[at] = result.value
      onMade?.(at + 1)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, work))
  return made
}
