import { ok, refuse, type Result } from '#kernel/result.ts'
import Papa from 'papaparse'
import type { Grid, GridRow } from '../core/roster/grid.ts'
import { findHeadings } from '../core/roster/heading-row.ts'
import { recogniseHeading } from '../core/roster/headings.ts'
import { LIMITS } from '../core/roster/types.ts'
import { clip, ROWS_READ } from './limits.server.ts'

const DELIMITERS = [';', ',', '\t', '|']
/** Enough rows to find the headings below any title. */
const ROWS_TRIED = 80

/** Excel writes `sep=;` on top of some files: it tells the separator and is no row of the list. */
const HINT = /^"?sep=(.)"?(?=\n|$)/i

/** Separated values: the separator is the one under which most headings are known. */
export function readCsv(text: string): Result<Grid> {
  const lines = text.replace(/\r\n?/g, '\n').trimEnd()
  if (!lines.trim()) return refuse({ code: 'file_empty' })
  const hint = HINT.exec(lines)?.[1]
  const body = hint ? lines.replace(HINT, '') : lines
  const delimiter =
    hint ?? DELIMITERS.reduce((best, next) => (countKnown(body, next) > countKnown(body, best) ? next : best))
  const records = parse(body, delimiter, ROWS_READ)
  if (records.isCut) return refuse({ code: 'too_large', params: { limit: LIMITS.rows } })
  return ok([{ name: null, rows: withLines(records.data) }])
}

function countKnown(text: string, delimiter: string): number {
  const rows = withLines(parse(text, delimiter, ROWS_TRIED).data)
  return findHeadings({ name: null, rows })?.texts.filter((heading) => recogniseHeading(heading)).length ?? 0
}

function parse(text: string, delimiter: string, preview: number): { data: string[][]; isCut: boolean } {
  const options = { delimiter, newline: '\n' as const, preview }
  const quoted = Papa.parse<string[]>(text, options)
  if (!quoted.errors.some(({ type }) => type === 'Quotes')) return { data: quoted.data, isCut: quoted.meta.truncated }
  // a quote that is never closed would swallow the rest of the file as one cell: read quotes as signs instead
  const plain = Papa.parse<string[]>(text, { ...options, quoteChar: '\0' })
  return { data: plain.data.map((row) => row.map(unquote)), isCut: plain.meta.truncated }
}

const unquote = (cell: string): string => cell.replace(/^\s*"(.*)"\s*$/s, '$1').replaceAll('""', '"')

/** A record over several lines counts as its first. */
function withLines(records: readonly string[][]): GridRow[] {
  let next = 1
  return records.map((cells) => {
    const line = next
    next += 1 + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)
    return { line, cells: cells.slice(0, LIMITS.columns).map((text) => ({ text: clip(text) })) }
  })
}
