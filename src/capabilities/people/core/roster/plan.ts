import type { Id } from '#kernel/id.ts'
import { sameDays, type WorkingDays } from './days.ts'
import type { KnownPerson } from './known-person.ts'
import { unite } from './lists.ts'
import { findLeaving, matchPeople } from './match.ts'
import { isInitials } from './names.ts'
import { fold } from './text.ts'
import { isFileKey } from './unite-rows.ts'
import type { ReadColumn, Reading, ReadRow, RosterPerson, RowProblem } from './types.ts'

export type TextField = 'givenName' | 'infix' | 'familyName' | 'email' | 'function' | 'staffNumber'

/** What becomes different of a known person; `to` is what holds afterwards. */
export type Change =
  | { field: TextField; from: string; to: string }
  | { field: 'units' | 'groups'; from: string[]; to: string[] }
  | { field: 'workingDays'; from: WorkingDays | null; to: WorkingDays }

export type PlannedRow = {
  line: number
  lines: number[]
  status: 'new' | 'changed' | 'same' | 'problem' | 'skipped'
  person: RosterPerson | null
  problems: RowProblem[]
  /** Whom of the school this is; `null` for someone new. */
  knownId: Id | null
  changes: Change[]
  /** Someone who had left is in the list again. */
  returns: boolean
}

export type ImportPlan = { rows: PlannedRow[]; columns: ReadColumn[]; leaving: KnownPerson[] }

/**
 * What an import will do, before anything is done. An empty cell never erases what is known, and memberships made by
 * hand stay. A row that would give someone the address of another person is a problem.
 */
export function planImport(known: readonly KnownPerson[], reading: Pick<Reading, 'rows' | 'columns'>): ImportPlan {
  const matches = matchPeople(known, reading.rows)
  const rows = reading.rows.map((row) => planRow(row, matches.get(row)))
  return {
    rows: refuseTakenAddresses(rows, known, matches),
    columns: reading.columns,
    leaving: findLeaving(known, reading.rows, matches)
  }
}

function planRow(row: ReadRow, known: KnownPerson | undefined): PlannedRow {
  const planned = { ...row, knownId: known?.id ?? null, changes: [], returns: false }
  if (row.status !== 'read' || !row.person)
    return { ...planned, status: row.status === 'read' ? 'skipped' : row.status }
  if (!known) return { ...planned, status: 'new' }
  const changes = compare(known, row.person)
  return { ...planned, changes, returns: known.left, status: changes.length || known.left ? 'changed' : 'same' }
}

function compare(known: KnownPerson, listed: RosterPerson): Change[] {
  return [
    ...compareName(known, listed),
    ...compareText('email', known.email, listed.email.toLowerCase() === known.email.toLowerCase() ? '' : listed.email),
    ...compareText('function', known.function, listed.function),
    ...compareText('staffNumber', known.staffNumber, knowsBetter(known, listed) ? '' : listed.staffNumber),
    ...compareList('units', namesOf(known), listed.units, unitsByHand(known)),
    ...compareList('groups', known.groups, listed.groups),
    ...compareDays(known.workingDays, listed.workingDays)
  ]
}

const knowsBetter = (known: KnownPerson, listed: RosterPerson): boolean =>
  known.staffNumber !== '' && isFileKey(listed.staffNumber) && !isFileKey(known.staffNumber)

/** Initials know less than a call name; and no infix in the list erases none of a surname that stays. */
function compareName(known: KnownPerson, listed: RosterPerson): Change[] {
  const knowsLess = isInitials(listed.givenName) && known.givenName !== '' && !isInitials(known.givenName)
  const surnameStays = fold(listed.familyName) === fold(known.familyName)
  return [
    ...compareText('givenName', known.givenName, knowsLess ? '' : listed.givenName),
    ...(surnameStays || listed.infix
      ? compareText('infix', known.infix, listed.infix)
      : known.infix
        ? [{ field: 'infix' as const, from: known.infix, to: '' }]
        : []),
    ...compareText('familyName', known.familyName, listed.familyName)
  ]
}

const compareText = (field: TextField, from: string, to: string): Change[] =>
  to && to !== from ? [{ field, from, to }] : []

/** Empty in the list means: it does not say. A name that is known keeps its writing; what was made by hand stays. */
function compareList(
  field: 'units' | 'groups',
  from: readonly string[],
  listed: readonly string[],
  byHand: readonly string[] = []
): Change[] {
  if (!listed.length) return []
  const writings = new Map(from.map((name) => [fold(name), name]))
  const to = unite(listed, byHand).map((name) => writings.get(fold(name)) ?? name)
  const isSame = to.length === writings.size && to.every((name) => writings.has(fold(name)))
  return isSame ? [] : [{ field, from: [...from], to }]
}

const compareDays = (from: WorkingDays | null, to: WorkingDays | null): Change[] =>
  to && !sameDays(from, to) ? [{ field: 'workingDays', from, to }] : []

const namesOf = (known: KnownPerson): string[] => unite(known.units.map(({ name }) => name))
const unitsByHand = (known: KnownPerson): string[] =>
  known.units.filter(({ source }) => source === 'hand').map(({ name }) => name)

/**
 * Two people never share an address: whoever has it and keeps it goes first. Someone whose row is refused keeps the
 * old address, which may refuse another row, so this goes on until nothing changes.
 */
function refuseTakenAddresses(
  rows: readonly PlannedRow[],
  known: readonly KnownPerson[],
  matches: ReadonlyMap<ReadRow, KnownPerson>
): PlannedRow[] {
  let planned = [...rows]
  for (let refused = -1; refused !== 0;) {
    refused = 0
    const keepers = findKeepers(planned, known)
    planned = planned.map((row) => {
      const keeper = row.status === 'new' || row.status === 'changed' ? keepers.get(row.person?.email ?? '') : undefined
      if (!keeper || keeper === row.knownId) return row
      refused++
      const params = { value: row.person!.email, line: lineOf(keeper, matches) }
      const problems: RowProblem[] = [...row.problems, { code: 'email_duplicate', field: 'email', params }]
      return { ...row, status: 'problem', changes: [], problems }
    })
  }
  return planned
}

/** Address -> who has it now and will have it after the import. */
function findKeepers(rows: readonly PlannedRow[], known: readonly KnownPerson[]): Map<string, Id> {
  const leaves = new Set(
    rows.flatMap(({ knownId, changes }) => (changes.some(({ field }) => field === 'email') ? [knownId] : []))
  )
  return new Map(
    known
      .filter(({ id, email, left }) => email && !left && !leaves.has(id))
      .map((person) => [person.email.toLowerCase(), person.id])
  )
}

/** The row of the file in which someone stands; 0 for someone the file lacks. */
function lineOf(id: Id, matches: ReadonlyMap<ReadRow, KnownPerson>): number {
  for (const [row, known] of matches) if (known.id === id) return row.line
  return 0
}
