import { addDays, type Day } from '#kernel/days.ts'

/** Who answers, and about what; each side answers about all four, so that the answers lie beside each other. */
export const SIDES = ['leader', 'coach', 'teachers'] as const
export type Side = (typeof SIDES)[number]
export const SUBJECTS = ['programme', 'leader', 'coach', 'teachers'] as const
export type Subject = (typeof SUBJECTS)[number]
/** From "not at all" to "wholly". */
export const VALUES = [1, 2, 3, 4] as const
export type Value = (typeof VALUES)[number]

/** Every six weeks, for two weeks, until two years are over. */
const WEEKS = 6
const OPEN_DAYS = 14
export const LAST_ROUND = 17
/** Of fewer teachers than this nothing is told, not even how many answered: they are known by name. */
export const FEWEST = 5

export type Round = { number: number; opens: Day; closes: Day }

export const roundOf = (first: Day, number: number): Round => {
  const opens = addDays(first, number * WEEKS * 7)
  return { number, opens, closes: addDays(opens, OPEN_DAYS - 1) }
}

/** The rounds whose answers may be read, the last one first; and the one that is open, if any. */
export function roundsOn(first: Day, today: Day): { open: Round | null; closed: Round[]; next: Round | null } {
  const all = Array.from({ length: LAST_ROUND }, (_, at) => roundOf(first, at + 1))
  return {
    open: all.find(({ opens, closes }) => opens <= today && today <= closes) ?? null,
    closed: all.filter(({ closes }) => closes < today).reverse(),
    next: all.find(({ opens }) => opens > today) ?? null
  }
}

export type Count = { side: Side; about: Subject; value: Value; count: number }
/** What one side said about the four: how many answered, and how often each value was chosen; null is not shown. */
export type Heard = { side: Side; people: number | null; answers: Record<Subject, number[]> | null }

/**
 * What every side said. The leader and the coach are one each and were told so; of the teachers nothing is shown under
 * five, and not whether anybody answered.
 */
export function hear(counts: readonly Count[]): Heard[] {
  return SIDES.map((side) => {
    const here = counts.filter((count) => count.side === side)
    const chosen = (about: Subject) =>
      VALUES.map((value) => here.find((one) => one.about === about && one.value === value)?.count ?? 0)
    const people = chosen('programme').reduce((sum, count) => sum + count, 0)
    const isShown = side === 'teachers' ? people >= FEWEST : people > 0
    const answers = isShown
      ? {
          programme: chosen('programme'),
          leader: chosen('leader'),
          coach: chosen('coach'),
          teachers: chosen('teachers')
        }
      : null
    return { side, people: side === 'teachers' && !isShown ? null : people, answers }
  })
}
