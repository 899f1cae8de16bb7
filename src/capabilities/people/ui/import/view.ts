import { fullName, type WorkingDays } from '../../core/person.ts'
import type { KnownPerson } from '../../core/roster/known-person.ts'
import type { Change, ImportPlan, PlannedRow } from '../../core/roster/plan.ts'
import type { ReadColumn, RosterField, RosterPerson, RowProblem } from '../../core/roster/types.ts'
import type { SharingApart } from '../../core/sharing-apart.ts'
import { daysText } from '../days.ts'

/** The columns of the preview. Several columns of a file may come together in one. */
export const SHOWN = ['name', 'email', 'function', 'units', 'groups', 'days'] as const
export type Shown = (typeof SHOWN)[number]

/** What a cell will hold, and what it held if that is something else. */
export type Cell = { text: string; was?: string }

export type RowView = { line: number; cells: Record<Shown, Cell>; returns: boolean }

export type ProblemView = RowView & {
  sentences: string[]
  /** The address as the file has it, where mending it would help; null where it would not. */
  address: string | null
  suggestion: string | null
}

export type ColumnView = { index: number; heading: string; field: RosterField | null; sample: string }

/** Two who will share a class and are never there together. */
export type ApartView = { one: string; other: string; oneDays: string; otherDays: string; groups: string[] }

export type Fold = { rows: RowView[]; count: number }

export type PreviewView = {
  problems: ProblemView[]
  /** How many addresses could be mended as we suggest. */
  suggested: number
  changed: Fold
  added: Fold
  same: Fold
  /** Lines without a person: empty ones and totals. */
  skippedLines: number[]
  columns: Record<Shown, ColumnView[]>
  unread: ColumnView[]
  /** Who an earlier list brought and this one lacks: the first of them by name. */
  leaving: { count: number; people: { id: string; name: string }[] }
  /** Nearly everybody seems new while many who are here are missing: perhaps they are the same people. */
  seemsAllNew: boolean
  /** How many who are here are not in the list, whoever brought them. */
  missing: number
  /** Of how many the address changes, where that is most of them; else 0. */
  moved: number
}

/** More rows of one kind are counted, not sent: nobody reads a thousand lines, and the page has to stay quick. */
const MOST_ROWS = 400
/** Who is missing, by name; more of them are counted. */
const MOST_LEAVING = 8

const HOLDERS: Partial<Record<RosterField, Shown>> = {
  email: 'email',
  function: 'function',
  units: 'units',
  groups: 'groups',
  days: 'days',
  fte: 'days'
}
const NAME_FIELDS: readonly RosterField[] = [
  'given_name',
  'initials',
  'infix',
  'family_name',
  'full_name',
  'staff_number'
]

/** In which column of the preview a field of the file shows. */
const holderOf = (field: RosterField): Shown => (NAME_FIELDS.includes(field) ? 'name' : (HOLDERS[field] ?? 'days'))

export type PreviewParts = {
  plan: ImportPlan
  known: readonly KnownPerson[]
  sentence: (problem: RowProblem) => string
}

/** The plan as the page shows it: what asks something open and on top, the rest by outcome. */
export function previewView({ plan, known, sentence }: PreviewParts): PreviewView {
  const byId = new Map(known.map((person) => [person.id, person]))
  const ofStatus = (status: PlannedRow['status']) => plan.rows.filter((row) => row.status === status)
  const fold = (status: PlannedRow['status']): Fold => {
    const rows = ofStatus(status)
    return { count: rows.length, rows: rows.slice(0, MOST_ROWS).map((row) => viewOf(row, byId.get(row.knownId ?? ''))) }
  }
  const problems = ofStatus('problem')
  return {
    problems: problems.slice(0, MOST_ROWS).map((row) => problemOf(row, sentence)),
    suggested: Object.keys(suggestionsOf(problems)).length,
    changed: fold('changed'),
    added: fold('new'),
    same: fold('same'),
    skippedLines: ofStatus('skipped').map(({ line }) => line),
    columns: Object.fromEntries(
      SHOWN.map((shown) => [shown, plan.columns.filter(({ field }) => field && holderOf(field) === shown)])
    ) as Record<Shown, ReadColumn[]>,
    unread: plan.columns.filter(({ field }) => field === null),
    leaving: {
      count: plan.leaving.length,
      people: plan.leaving.slice(0, MOST_LEAVING).map((person) => ({ id: person.id, name: fullName(person) }))
    },
    missing: missingOf(plan, known),
    seemsAllNew: seemsAllNew(plan, missingOf(plan, known)),
    moved: movedOf(plan)
  }
}

export const apartView = (apart: readonly SharingApart[]): ApartView[] =>
  apart.map(({ pair: [one, other], groups }) => ({
    one: fullName(one),
    other: fullName(other),
    oneDays: daysText(one.workingDays),
    otherDays: daysText(other.workingDays),
    groups
  }))

/** From so many on, a list in which half of the people are new while as many are missing is worth a question. */
const FEW = 3

const countOf = ({ rows }: ImportPlan, ...statuses: PlannedRow['status'][]): number =>
  rows.filter(({ status }) => statuses.includes(status)).length

function seemsAllNew(plan: ImportPlan, missing: number): boolean {
  const [added, found] = [countOf(plan, 'new'), countOf(plan, 'changed', 'same')]
  return missing >= FEW && added >= FEW && found * 4 < missing && added * 2 >= missing
}

/** Who is here and not recognised in the list. A row that asks something may still be somebody of them. */
function missingOf(plan: ImportPlan, known: readonly KnownPerson[]): number {
  const found = new Set(plan.rows.map(({ knownId }) => knownId))
  return known.filter(({ id, left }) => !left && !found.has(id)).length - countOf(plan, 'problem')
}

/** A school that moved to another mail server: most addresses are others. */
function movedOf(plan: ImportPlan): number {
  const isMoved = ({ field, from }: Change) => field === 'email' && from !== ''
  const moved = plan.rows.filter(({ changes }) => changes.some(isMoved)).length
  return moved >= FEW && moved * 2 > countOf(plan, 'changed', 'same') ? moved : 0
}

type Values = Omit<RosterPerson, 'units'> & { units: readonly string[] }

const NOTHING: Values = {
  givenName: '',
  infix: '',
  familyName: '',
  email: '',
  function: '',
  staffNumber: '',
  units: [],
  groups: [],
  workingDays: null
}

/** A row with what will hold afterwards; an empty cell of the list shows what is known already. */
function viewOf(row: PlannedRow, known?: KnownPerson): RowView {
  const listed: Values = row.person ?? NOTHING
  if (!known) return { line: row.line, cells: cellsOf(listed), returns: false }
  const before: Values = { ...known, groups: [...known.groups], units: known.units.map(({ name }) => name) }
  const after = row.changes.reduce(changed, before)
  const [was, now] = [cellsOf(before), cellsOf(after)]
  const cells = Object.fromEntries(
    SHOWN.map((shown) => [
      shown,
      was[shown].text === now[shown].text ? now[shown] : { ...now[shown], was: was[shown].text }
    ])
  ) as Record<Shown, Cell>
  return { line: row.line, cells, returns: row.returns }
}

const changed = (person: Values, { field, to }: Change): Values => ({ ...person, [field]: to })

function cellsOf(person: Values): Record<Shown, Cell> {
  return {
    name: { text: fullName(person) },
    email: { text: person.email },
    function: { text: person.function },
    units: { text: person.units.join(', ') },
    groups: { text: person.groups.join(', ') },
    days: { text: daysText(person.workingDays as WorkingDays | null) }
  }
}

/** The address that each of these lines probably meant, where there is a good guess. */
export function suggestionsOf(rows: readonly { line: number; problems: readonly RowProblem[] }[]) {
  const suggestions: Record<number, string> = {}
  for (const { line, problems } of rows)
    for (const { field, params } of problems)
      if (field === 'email' && params['suggestion'] !== undefined) suggestions[line] = String(params['suggestion'])
  return suggestions
}

const MENDABLE: readonly string[] = ['email_invalid', 'email_duplicate']

function problemOf(row: PlannedRow, sentence: (problem: RowProblem) => string): ProblemView {
  const view = viewOf(row)
  const wrong = row.problems.find(({ code, field }) => MENDABLE.includes(code) && field === 'email')
  const address = wrong ? String(wrong.params['value'] ?? '') : null
  return {
    ...view,
    sentences: row.problems.map(sentence),
    address,
    suggestion: suggestionsOf([row])[row.line] ?? null
  }
}
