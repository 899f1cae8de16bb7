import type { Day, WorkingDays } from './days.ts'

/** What a column can be. Everything is stored but `fte`, which only tells whether someone works all days. */
export const ROSTER_FIELDS = [
  'given_name',
  'initials',
  'infix',
  'family_name',
  'full_name',
  'email',
  'function',
  'units',
  'groups',
  'days',
  'staff_number',
  'fte'
] as const

export type DayField = Day | `${Day}_am` | `${Day}_pm`
export type RosterField = (typeof ROSTER_FIELDS)[number] | DayField

/** One person as a list tells it. An empty string or list, and `null` for the days, mean: the list does not say. */
export type RosterPerson = {
  givenName: string
  infix: string
  familyName: string
  /** In small letters, or empty: no address, so this person cannot be invited yet. */
  email: string
  function: string
  staffNumber: string
  units: string[]
  groups: string[]
  workingDays: WorkingDays | null
}

export type ProblemCode =
  | 'email_invalid'
  | 'email_duplicate'
  | 'name_missing'
  | 'formula_refused'
  | 'value_too_long'
  | 'date_invalid'
  | 'unknown_value'
  | 'row_empty'
  | 'total_row'

export type RowProblem = {
  code: ProblemCode
  field: RosterField | null
  /** What the sentence about it needs: `value`, `suggestion`, `line`, `limit`, `heading`. */
  params: Record<string, string | number>
}

export type ReadRow = {
  /** The first of `lines`. */
  line: number
  /** All rows of the file that became this one person. */
  lines: number[]
  status: 'read' | 'problem' | 'skipped'
  /** As far as it could be read; `null` for a row that was skipped. */
  person: RosterPerson | null
  problems: RowProblem[]
}

export type ReadColumn = {
  /** The place in the sheet: what a person's own choice of columns refers to. */
  index: number
  heading: string
  field: RosterField | null
  /** The first value under the heading. */
  sample: string
}

export type Reading = { sheet: string | null; rows: ReadRow[]; columns: ReadColumn[] }

/** What a person changes in the preview. */
export type ReadingChoices = {
  /** Column index -> what it is; `null` means: do not read it. Columns not named keep what we recognised. */
  mapping?: Readonly<Record<number, RosterField | null>>
  /** Line -> the address that replaces the one in the file (empty: without an address). */
  mendedEmails?: Readonly<Record<number, string>>
}

export const LIMITS = { rows: 20_000, text: 200, email: 254, columns: 256 } as const
