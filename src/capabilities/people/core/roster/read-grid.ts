import { refuse, ok, type Result } from '#kernel/result.ts'
import type { Grid, GridRow, Sheet } from './grid.ts'
import { assignFields, findHeadings, type Headings } from './heading-row.ts'
import { readRow } from './read-row.ts'
import { isEmptyRow, skipReason } from './skipped-rows.ts'
import { cleanLine } from './text.ts'
import { LIMITS, type ReadColumn, type Reading, type ReadingChoices, type ReadRow, type RosterField } from './types.ts'
import { uniteRows } from './unite-rows.ts'

/** After so many rows it is told how far the reading is. */
const REPORTED = 1_000

type List = { sheet: Sheet; headings: Headings; rows: readonly GridRow[] }

/**
 * Reads a staff list: the first sheet with headings we know and people below them. Never throws on what a file
 * may hold: what cannot be read is a problem of its row, or the reason why the whole file is refused.
 */
export function readGrid(
  grid: Grid,
  choices: ReadingChoices = {},
  onProgress: (done: number, of: number) => void = () => {}
): Result<Reading> {
  const list = findList(grid)
  if (!list) return refuse({ code: 'no_rows' })
  if (list.rows.filter((row) => !isEmptyRow(row)).length > LIMITS.rows)
    return refuse({ code: 'too_large', params: { limit: LIMITS.rows } })

  const texts = columnTexts(list)
  const told = list.sheet.columns
  const fields = told
    ? told.map(({ field }, column) =>
        choices.mapping && column in choices.mapping ? (choices.mapping[column] ?? null) : field
      )
    : assignFields(texts, choices.mapping)
  const read = list.rows.map((row, index) => {
    if (index % REPORTED === 0) onProgress(index, list.rows.length)
    return readListRow(row, fields, texts, choices.mendedEmails?.[row.line], Boolean(told))
  })
  const rows = uniteRows(read)
  if (rows.every(({ status }) => status === 'skipped')) return refuse({ code: 'no_rows' })
  return ok({ sheet: list.sheet.name, rows, columns: describeColumns(list.rows, texts, fields) })
}

function findList(grid: Grid): List | null {
  const lists = grid.flatMap((sheet): List[] => {
    const headings = headingsOf(sheet)
    const rows = headings ? withoutTail(sheet.rows.slice(headings.firstData)) : []
    return headings && rows.length ? [{ sheet, headings, rows }] : []
  })
  return lists.find(({ headings }) => headings.isSure) ?? lists[0] ?? null
}

function headingsOf(sheet: Sheet): Headings | null {
  if (!sheet.columns) return findHeadings(sheet)
  return { firstData: 0, texts: sheet.columns.map(({ heading }) => heading), isSure: true }
}

/** Empty rows below the list are no rows of it; those between people are named. */
function withoutTail(rows: readonly GridRow[]): readonly GridRow[] {
  return rows.slice(0, rows.findLastIndex((row) => !isEmptyRow(row)) + 1)
}

/** A heading per column, also for the columns that have values but no heading. */
function columnTexts({ headings, rows }: List): string[] {
  const widest = rows.reduce((width, row) => Math.max(width, row.cells.length), headings.texts.length)
  return Array.from({ length: Math.min(widest, LIMITS.columns) }, (_, column) => headings.texts[column] ?? '')
}

function readListRow(
  row: GridRow,
  fields: readonly (RosterField | null)[],
  headings: readonly string[],
  mendedEmail?: string,
  isSomebody = false
): ReadRow {
  const { line } = row
  const reason = isSomebody ? null : skipReason(row, fields, headings)
  if (reason)
    return {
      line,
      lines: [line],
      status: 'skipped',
      person: null,
      problems: [{ code: reason, field: null, params: {} }]
    }
  const { person, problems } = readRow(row, fields, mendedEmail)
  return { line, lines: [line], status: problems.length ? 'problem' : 'read', person, problems }
}

function describeColumns(
  rows: readonly GridRow[],
  headings: readonly string[],
  fields: readonly (RosterField | null)[]
): ReadColumn[] {
  const samples = new Map<number, string>()
  for (const row of rows) {
    if (samples.size === headings.length) break
    for (const [column, cell] of row.cells.entries())
      if (cell?.text && cell.covered !== 'across' && column < headings.length && !samples.has(column))
        samples.set(column, cleanLine(cell.text).slice(0, 80))
  }
  return headings
    .map((heading, index) => ({ index, heading, field: fields[index] ?? null, sample: samples.get(index) ?? '' }))
    .filter(({ heading, sample }) => heading || sample)
}
