import type { Cell, GridRow } from './grid.ts'
import { cleanLine, fold } from './text.ts'
import type { RosterField } from './types.ts'

const TOTAL =
  /^(?:sub|eind|generaal |grand )?-?\s?tota(?:al|len|l)\b|^(?:aantal|som|sum|gemiddeld(?:e)?|count|Σ)\b(?:\s|:|$)/
const COUNTED = /^\d+ (?:medewerkers?|personen|mensen|collega'?s|leerkrachten|leraren|people|staff)\b/
const REMARK =
  /^(?:bijgewerkt|laatst|peildatum|bron|let op|n\.?b\.?|opmerking|toelichting|legenda|afgedrukt|printdatum|versie|\*|updated|source|note)|\d|:|.{60}/
const NAME_FIELDS: readonly (RosterField | null)[] = ['given_name', 'family_name', 'full_name']

const textOf = (cell: Cell | undefined): string => cleanLine(cell?.text ?? '')

/** Nothing of its own: no text, or only that of a merged block around it. */
export const isEmptyRow = (row: GridRow): boolean =>
  !row.cells.some((cell) => cell && !cell.covered && (cell.isFormula || textOf(cell)))

export type SkipReason = 'row_empty' | 'total_row'

/** Why a row below the headings is about nobody, or `null` when it is about someone. */
export function skipReason(
  row: GridRow,
  fields: readonly (RosterField | null)[],
  headings: readonly string[]
): SkipReason | null {
  if (isEmptyRow(row)) return 'row_empty'
  const filled = fields.flatMap((field, column) => {
    const cell = row.cells[column]
    const text = textOf(cell)
    return cell && cell.covered !== 'across' && (text || cell.isFormula) ? [{ field, column, text, cell }] : []
  })
  if (isTotal(filled)) return 'total_row'
  const repeatsHeadings = filled.length > 1 && filled.every(({ text, column }) => text === headings[column])
  return repeatsHeadings || isRemark(filled, headings) ? 'row_empty' : null
}

type Filled = { field: RosterField | null; column: number; text: string; cell: Cell }

function isTotal(filled: readonly Filled[]): boolean {
  const first = fold(filled[0]?.text ?? '')
  const hasAddress = filled.some(({ field, text }) => field === 'email' && text.includes('@'))
  if (hasAddress) return false
  if (COUNTED.test(first)) return true
  if (TOTAL.test(first)) return !isNamed(filled, filled[0]!)
  return filled.length > 0 && filled.every(({ field, text, cell }) => isFigure(field, text, cell))
}

/** `Som` is also a surname: with both names there it is a person. */
const isNamed = (filled: readonly Filled[], first: Filled): boolean =>
  NAME_FIELDS.includes(first.field) && filled.some(({ field }) => field !== first.field && NAME_FIELDS.includes(field))

/** A row of sums: figures in columns that are not stored, formulas that count the others. */
const isFigure = (field: RosterField | null, text: string, cell: Cell): boolean =>
  (field === null || field === 'fte' || Boolean(cell.isFormula)) && /^[\d.,%\s]*$/.test(text)

/** One text alone, as a heading between groups of people or a note below the list. */
function isRemark(filled: readonly Filled[], headings: readonly string[]): boolean {
  const [only, ...more] = filled
  if (!only || more.length || only.field === 'email' || only.field === 'staff_number') return false
  const leftmost = headings.findIndex(Boolean)
  const isName = NAME_FIELDS.includes(only.field)
  return (only.column <= leftmost || only.field === null || isName) && (!isName || REMARK.test(fold(only.text)))
}
