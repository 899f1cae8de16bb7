import type { Id } from '#kernel/id.ts'

/** What stands between wishes and visits, the first thing first. */
export type Missing = 'alone' | 'no_wishes' | 'nobody_open' | 'no_moments' | 'no_cover'

export type Standing = {
  people: Id[]
  wishes: { person: Id; host: Id | null }[]
  /** Whose lessons are open. */
  open: ReadonlySet<Id>
  /** Of whom we know when they are free or teach: by the timetable, or since they said so. */
  known: ReadonlySet<Id>
  covers: number
}

/** What is missing before a plan can be made; empty when there is nothing. */
export function missingIn({ people, wishes, open, known, covers }: Standing): Missing[] {
  if (people.length < 2) return ['alone']
  const missing: Missing[] = []
  if (wishes.length === 0) missing.push('no_wishes')
  if (open.size === 0) missing.push('nobody_open')
  if (
    ![...open].some((host) => known.has(host)) ||
    (wishes.length > 0 && !wishes.some(({ person }) => known.has(person)))
  )
    missing.push('no_moments')
  if (covers === 0) missing.push('no_cover')
  return missing
}
