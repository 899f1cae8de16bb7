import type { Id } from '#kernel/id.ts'
import type { Person } from './person.ts'
import type { KnownPerson } from './roster/known-person.ts'
import type { PlannedRow } from './roster/plan.ts'
import { fold } from './roster/text.ts'
import type { UnitIds } from './units-after.ts'

type MembershipOf = { unit: Id; person: Id }

/** What one row of a list comes down to: the person as it becomes, and which memberships start, end and stay. */
export type Outcome = {
  isNew: boolean
  person: Person
  starts: MembershipOf[]
  ends: MembershipOf[]
  stays: MembershipOf[]
}

/** `who` is the person that the row changes, or the id for a new one. Every unit it names is among `units`. */
export const outcomeOf = (row: PlannedRow, who: KnownPerson | Id, units: UnitIds): Outcome =>
  typeof who === 'string' ? arrivalOf(row, who, units) : changeOf(row, who, units)

function arrivalOf(row: PlannedRow, id: Id, units: UnitIds): Outcome {
  const { units: names, ...listed } = row.person!
  const starts = names.map((name) => ({ unit: units.get(fold(name))!, person: id }))
  const person: Person = { ...listed, id, source: 'import', leftOn: null }
  return { isNew: true, person, starts, ends: [], stays: [] }
}

/** What was made by hand stays: only a membership that an import made ends by one. */
function changeOf(row: PlannedRow, known: KnownPerson, units: UnitIds): Outcome {
  const { units: memberships, left: _left, ...person } = known
  const values = Object.fromEntries(
    row.changes.filter(({ field }) => field !== 'units').map(({ field, to }) => [field, to])
  )
  const before = new Map(memberships.map(({ name, source }) => [fold(name), source]))
  const listed = row.changes.find((candidate) => candidate.field === 'units')
  const after = new Set(((listed?.to as string[] | undefined) ?? [...before.keys()]).map(fold))
  const of = (name: string): MembershipOf => ({ unit: units.get(name)!, person: known.id })
  return {
    isNew: false,
    person: { ...person, groups: [...person.groups], leftOn: null, ...values } as Person,
    starts: [...after].filter((name) => !before.has(name)).map(of),
    ends: [...before].filter(([name, source]) => !after.has(name) && source === 'import').map(([name]) => of(name)),
    stays: [...before.keys()].filter((name) => after.has(name)).map(of)
  }
}

/** Does somebody whom the school knows have another address after this? */
export const movesAddress = ({ status, changes }: PlannedRow): boolean =>
  status === 'changed' && changes.some(({ field }) => field === 'email')
