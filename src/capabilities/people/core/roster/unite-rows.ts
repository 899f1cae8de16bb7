import { uniteDays } from './days.ts'
import { unite } from './lists.ts'
import { fold } from './text.ts'
import type { ReadRow, RosterPerson, RowProblem } from './types.ts'

/** Two people with one name key are written alike: case, accents and spaces do not count. */
export const nameKey = (person: Pick<RosterPerson, 'givenName' | 'infix' | 'familyName'>): string =>
  [person.givenName, person.infix, person.familyName].map(fold).join('|')

/** Leading zeros come and go between one export and the next. */
export const staffKey = (staffNumber: string): string => fold(staffNumber).replace(/^0+(?=.)/, '')

/**
 * A key that a pupil system gives, with a sign before it so that it is never taken for a staff number. Of two numbers
 * of different kinds neither contradicts the other, and the number of the staff system stays.
 */
export const isFileKey = (staffNumber: string): boolean => staffNumber.startsWith('edex:')

type PersonRow = ReadRow & { person: RosterPerson }

/**
 * Makes one person of the rows of one person (one per group, for instance). Rows belong together when they share
 * the name and an address or a staff number; or the name alone, where nothing says that they are two people. The
 * same address or staff number with another name is a problem of the later row.
 */
export function uniteRows(rows: readonly ReadRow[]): ReadRow[] {
  const others: ReadRow[] = []
  const byName = new Map<string, PersonRow[]>()
  const holders = new Map<string, PersonRow>()
  for (const row of rows) {
    const problem = isPersonRow(row) ? findConflict(row, holders) : null
    if (!isPersonRow(row)) others.push(row)
    else if (problem) others.push({ ...row, status: 'problem', problems: [...row.problems, problem] })
    else {
      for (const key of identitiesOf(row.person)) if (!holders.has(key)) holders.set(key, row)
      const namesakes = byName.get(nameKey(row.person))
      if (namesakes) namesakes.push(row)
      else byName.set(nameKey(row.person), [row])
    }
  }
  const people = [...byName.values()].flatMap((namesakes) => joinByName(groupRows(namesakes))).map(toPerson)
  return [...others, ...people].sort((one, other) => one.line - other.line)
}

const isPersonRow = (row: ReadRow): row is PersonRow => row.status === 'read' && row.person !== null

const identitiesOf = ({ email, staffNumber }: RosterPerson): string[] => [
  ...(email ? [`email ${email}`] : []),
  ...(staffNumber ? [`staff ${staffKey(staffNumber)}`] : [])
]

function findConflict({ person }: PersonRow, holders: ReadonlyMap<string, PersonRow>): RowProblem | null {
  for (const key of identitiesOf(person)) {
    const holder = holders.get(key)
    if (!holder || nameKey(holder.person) === nameKey(person)) continue
    return key.startsWith('email')
      ? { code: 'email_duplicate', field: 'email', params: { value: person.email, line: holder.line } }
      : { code: 'unknown_value', field: 'staff_number', params: { value: person.staffNumber, line: holder.line } }
  }
  return null
}

/** Rows of one name in groups that share, directly or through another row, an address or a staff number. */
function groupRows(rows: readonly PersonRow[]): PersonRow[][] {
  const groups = new Map<string, { rows: PersonRow[]; keys: string[] }>()
  for (const row of rows) {
    const identities = identitiesOf(row.person)
    const keys = identities.length ? identities : ['bare']
    const [into = { rows: [], keys: [] }, ...rest] = new Set(keys.flatMap((key) => groups.get(key) ?? []))
    into.rows.push(row, ...rest.flatMap((group) => group.rows))
    into.keys.push(...keys, ...rest.flatMap((group) => group.keys))
    for (const key of [...keys, ...rest.flatMap((group) => group.keys)]) groups.set(key, into)
  }
  return [...new Set(groups.values())].map((group) => group.rows)
}

/** A group without address or staff number, or one that has what the other lacks, is the same person, if there is one other. */
function joinByName(groups: PersonRow[][]): PersonRow[][] {
  const told = groups.filter((group) => group.some(({ person }) => identitiesOf(person).length))
  const bare = groups.filter((group) => !told.includes(group))
  const [one, other, ...more] = told
  const complete = (field: 'email' | 'staffNumber') => told.every((group) => group.some(({ person }) => person[field]))
  const isOne = one && (!other || (!more.length && !complete('email') && !complete('staffNumber')))
  return isOne ? [[...told, ...bare].flat()] : groups
}

function toPerson(rows: readonly PersonRow[]): ReadRow {
  const [first, ...more] = [...rows].sort((one, other) => one.line - other.line) as [PersonRow, ...PersonRow[]]
  const person = more.reduce((whole, row) => absorb(whole, row.person), first.person)
  return { ...first, lines: [first.line, ...more.map(({ line }) => line)], person }
}

const absorb = (one: RosterPerson, other: RosterPerson): RosterPerson => ({
  ...one,
  email: one.email || other.email,
  function: one.function || other.function,
  staffNumber: one.staffNumber || other.staffNumber,
  units: unite(one.units, other.units),
  groups: unite(one.groups, other.groups),
  workingDays: uniteDays(one.workingDays, other.workingDays)
})
