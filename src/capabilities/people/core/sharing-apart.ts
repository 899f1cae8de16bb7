import type { Id } from '#kernel/id.ts'
import { duosOf } from './duo.ts'
import type { PersonName, WorkingDays } from './person.ts'
import type { KnownPerson } from './roster/known-person.ts'
import type { ImportPlan, PlannedRow } from './roster/plan.ts'
import { neverTogether } from './unit-check.ts'

export type SharerAfter = PersonName & { workingDays: WorkingDays | null }
/** Two who will share a class and are never there at the same time. */
export type SharingApart = { pair: [SharerAfter, SharerAfter]; groups: string[] }

/** In a list of more people than this nobody looks for pairs. */
const MOST_PEOPLE = 2_000

type After = SharerAfter & { id: Id; groups: readonly string[]; isTouched: boolean }

/** Pairs who share a class and will never meet once a plan is carried out; only those that the plan touches. */
export function sharingApart(plan: ImportPlan, known: readonly KnownPerson[]): SharingApart[] {
  const people = peopleAfter(plan, known)
  if (people.length > MOST_PEOPLE) return []
  const byId = new Map(people.map((person) => [person.id, person]))
  return duosOf(people).flatMap(({ pair, groups }) => {
    const [one, other] = pair.map((id) => byId.get(id)!) as [After, After]
    const isWorthSaying = (one.isTouched || other.isTouched) && neverTogether(one.workingDays, other.workingDays)
    return isWorthSaying ? [{ pair: [one, other], groups }] : []
  })
}

function peopleAfter({ rows }: ImportPlan, known: readonly KnownPerson[]): After[] {
  const changed = new Map(rows.flatMap((row) => (row.knownId && row.changes.length ? [[row.knownId, row]] : [])))
  const returning = new Set(rows.flatMap(({ knownId, returns }) => (knownId && returns ? [knownId] : [])))
  const stay = known
    .filter(({ id, left }) => !left || returning.has(id))
    .map((person): After => after({ ...person, isTouched: changed.has(person.id) }, changed.get(person.id)))
  const arrive = rows.flatMap((row): After[] =>
    row.status === 'new' ? [{ ...row.person!, id: `line ${row.line}`, isTouched: true }] : []
  )
  return [...stay, ...arrive]
}

function after(person: After, row: PlannedRow | undefined): After {
  const values = row?.changes.map(({ field, to }) => [field, to] as const) ?? []
  return { ...person, ...(Object.fromEntries(values) as Partial<After>) }
}
