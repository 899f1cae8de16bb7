import type { Cell, GridRow, Sheet } from './grid.ts'
import { LOOSE, recogniseHeading, squeeze, type Recognised } from './headings.ts'
import { readDayHeading, readHalfHeading } from './read-days.ts'
import { cleanLine } from './text.ts'
import { LIMITS, type RosterField } from './types.ts'

/** A list has its headings among the first rows; what stands above them is a title. */
const ROWS_TRIED = 60

export type Headings = {
  /** Index of the first row below the headings. */
  firstData: number
  /** Heading per column; a column without one has an empty text. */
  texts: string[]
  /** Two fields or more are known; a heading like `Naam` alone may also stand on a page of explanation. */
  isSure: boolean
}

const NAMES: readonly RosterField[] = ['given_name', 'family_name', 'full_name']

/** The row, or the two rows, that name the columns; `null` in a sheet that is no list of people. */
export function findHeadings(sheet: Sheet): Headings | null {
  let best: { headings: Headings; known: number } | null = null
  for (let index = 0; index < Math.min(sheet.rows.length, ROWS_TRIED); index++) {
    const { firstData, texts } = readHeadings(sheet.rows, index)
    const known = countKnown(texts)
    if (known > (best?.known ?? 0)) best = { headings: { firstData, texts, isSure: known > 1 }, known }
  }
  return best?.headings ?? null
}

/** The number of fields a row of headings names; 0 when people could not be told by it. */
function countKnown(texts: readonly string[]): number {
  const known = texts.map(recogniseHeading).filter((found) => found !== null)
  const fields = new Set(known.map(({ field }) => field))
  if (fields.size > 1) return NAMES.some((field) => fields.has(field)) || fields.has('email') ? fields.size : 0
  return known.some(({ field, rank }) => field === 'full_name' && rank < LOOSE) ? 1 : 0
}

const textOf = (cell: Cell | undefined): string => cleanLine(cell?.text ?? '')

function readHeadings(rows: readonly GridRow[], index: number): Omit<Headings, 'isSure'> {
  const upper = textsOf(rows[index])
  const lower = textsOf(rows[index + 1])
  if (!isSecondHeadingRow(upper, lower)) return { firstData: index + 1, texts: upper }
  const width = Math.max(upper.length, lower.length)
  const texts = Array.from({ length: width }, (_, column) => combine(upper[column] ?? '', lower[column] ?? ''))
  return { firstData: index + 2, texts }
}

const textsOf = (row: GridRow | undefined): string[] =>
  Array.from({ length: Math.min(row?.cells.length ?? 0, LIMITS.columns) }, (_, column) => textOf(row?.cells[column]))

/** `Maandag` above `ochtend`, or `Naam` above `Voornaam`: every word of the second row is a heading too. */
function isSecondHeadingRow(upper: readonly string[], lower: readonly string[]): boolean {
  const halves = lower.filter((text, column) => readHalfHeading(text) && readDayHeading(upper[column] ?? ''))
  const words = lower.filter(Boolean)
  const known = lower.filter((text, column) => text && (recogniseHeading(text) || halves.includes(lower[column]!)))
  return words.length > 1 && known.length === words.length && upper.some((text) => recogniseHeading(text))
}

function combine(upper: string, lower: string): string {
  if (readDayHeading(upper) && readHalfHeading(lower)) return `${upper} ${lower}`
  return lower || upper
}

/** Which field each column is: the surest heading wins; a field that two columns claim goes to one. */
export function assignFields(
  texts: readonly string[],
  mapping: Readonly<Record<number, RosterField | null>> = {}
): (RosterField | null)[] {
  const recognised = texts.map(recogniseHeading)
  const chosen = new Map<RosterField, number>()
  for (const [column, found] of recognised.entries()) {
    if (!found || column in mapping) continue
    const holder = chosen.get(found.field)
    if (holder === undefined || found.rank < recognised[holder]!.rank) chosen.set(found.field, column)
  }
  const fields = texts.map((_, column): RosterField | null => mapping[column] ?? null)
  for (const [field, column] of chosen) {
    if (fields.includes(field)) continue
    fields[column] = field
    if (field === 'groups' || field === 'units') claimNumbered(fields, texts, column, field)
  }
  return settleNames(fields, recognised, mapping)
}

/** `Groep 1`, `Groep 2`: columns that differ in their number only are read together. */
function claimNumbered(fields: (RosterField | null)[], texts: readonly string[], column: number, field: RosterField) {
  const stem = (text: string) => squeeze(text).replace(/\d+$/, '')
  for (const [other, text] of texts.entries())
    if (fields[other] === null && text && stem(text) === stem(texts[column]!)) fields[other] = field
}

/** `Voornaam` beside `Naam` makes of `Naam` a surname; beside a given name and a surname it is double. */
function settleNames(
  fields: (RosterField | null)[],
  recognised: readonly (Recognised | null)[],
  mapping: Readonly<Record<number, RosterField | null>>
): (RosterField | null)[] {
  const has = (field: RosterField) => fields.includes(field)
  const whole = fields.indexOf('full_name')
  if (whole >= 0 && !(whole in mapping) && (has('given_name') || has('initials')) && has('family_name'))
    fields[whole] = null
  const family = fields.indexOf('family_name')
  const alone = !has('given_name') && !has('initials') && !has('full_name')
  if (family >= 0 && alone && !(family in mapping) && recognised[family]) fields[family] = 'full_name'
  return fields
}
