import { ok, refuse, type Result } from '#kernel/result.ts'
import * as XLSX from '@e965/xlsx'
import { zipSync } from 'fflate'
import type { Cell, Grid, GridRow, Sheet } from '../core/roster/grid.ts'
import { LIMITS } from '../core/roster/types.ts'
import { clip, CELLS, ROWS_READ } from './limits.server.ts'

/** The library leaves its number formats untyped. */
const formats = XLSX.SSF as { is_date(format: string): boolean; format(format: string, value: number): string }

const tooLarge = refuse({ code: 'too_large', params: { limit: LIMITS.rows } })

/** The sheets of a workbook, those that people see first. */
export function readWorkbook(parts: ReadonlyMap<string, Uint8Array>): Result<Grid> {
  for (const [name, part] of parts) if (/\/worksheets\/[^/]+\.xml$/i.test(name) && hasTooMuch(part)) return tooLarge
  const book = parse(parts)
  if (!book) return refuse({ code: 'file_not_spreadsheet', params: { kind: 'damaged' } })
  const isHidden = (index: number) => Boolean(book.Workbook?.Sheets?.[index]?.Hidden)
  const order = [...book.SheetNames.entries()].sort(([one], [other]) => Number(isHidden(one)) - Number(isHidden(other)))
  const sheets: Sheet[] = []
  for (const [, name] of order) {
    const rows = readSheet(book.Sheets[name])
    if (!rows.ok) return rows
    sheets.push({ name, rows: rows.value })
  }
  return ok(sheets)
}

/** Counted before parsing, since parsing a million rows takes long and much memory. */
const hasTooMuch = (part: Uint8Array): boolean => holdsMore(part, 'row', ROWS_READ) || holdsMore(part, 'c', CELLS)

function holdsMore(part: Uint8Array, tag: string, limit: number): boolean {
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
  return [`<${tag}`, `:${tag}`].some((opening) => {
    let count = 0
    for (let at = bytes.indexOf(opening); at >= 0 && count <= limit; at = bytes.indexOf(opening, at + 1)) count++
    return count > limit
  })
}

/** The library throws on what it cannot read; that is a damaged file, not a fault of ours. */
function parse(parts: ReadonlyMap<string, Uint8Array>): XLSX.WorkBook | null {
  const stored = zipSync(Object.fromEntries(parts), { level: 0 })
  try {
    return XLSX.read(stored, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      sheetStubs: true
    })
  } catch {
    return null
  }
}

function readSheet(sheet: XLSX.WorkSheet | undefined): Result<GridRow[]> {
  const data: (XLSX.CellObject | undefined)[][] = sheet?.['!data'] ?? []
  const found: [row: number, cells: (Cell | undefined)[]][] = []
  for (const key of Object.keys(data)) {
    const cells = (data[Number(key)] ?? []).slice(0, LIMITS.columns).map(readCell)
    if (cells.some((cell) => cell)) found.push([Number(key), cells])
  }
  const last = found.at(-1)?.[0] ?? -1
  if (found.length > ROWS_READ || last >= ROWS_READ) return tooLarge
  const rows: (Cell | undefined)[][] = Array.from({ length: last + 1 }, () => [])
  for (const [row, cells] of found) rows[row] = cells
  if (!coverMerged(rows, sheet?.['!merges'] ?? [])) return tooLarge
  return ok(rows.map((cells, row) => ({ line: row + 1, cells })))
}

function readCell(cell: XLSX.CellObject | undefined): Cell | undefined {
  if (!cell) return undefined
  const isFormula = cell.f !== undefined || cell.F !== undefined || cell.t === 'e'
  const text = clip(textOf(cell))
  if (!isFormula && !text.trim()) return undefined
  return { text, ...(isFormula ? { isFormula } : {}), ...(isDate(cell) ? { isDate: true } : {}) }
}

const isDate = (cell: XLSX.CellObject): boolean =>
  cell.t === 'd' || (cell.t === 'n' && typeof cell.z === 'string' && formats.is_date(cell.z))

function textOf(cell: XLSX.CellObject): string {
  if (cell.t === 'z' || cell.v === undefined || cell.v === null) return ''
  const text = cell.t === 'n' ? numberText(cell, Number(cell.v)) : String(cell.v)
  const link = cell.l?.Target ?? ''
  // "Mail Sanne" with the address behind it
  return /^mailto:/i.test(link) && !text.includes('@') ? addressOf(link) : text
}

/** Group 3 is `3`; a number that is shown as a date, a percentage or with leading zeros is read as it is shown. */
function numberText(cell: XLSX.CellObject, value: number): string {
  const format = typeof cell.z === 'string' ? cell.z : ''
  if (formats.is_date(format) || /%|^0{2,}$/.test(format)) return formats.format(format, value)
  return String(Number(value.toPrecision(15)))
}

function addressOf(link: string): string {
  const address = link.replace(/^mailto:/i, '').split('?')[0]!
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

/** The value of a merged block counts for every row it covers. Says false when blocks cover absurdly much. */
function coverMerged(rows: (Cell | undefined)[][], merges: readonly XLSX.Range[]): boolean {
  let covered = 0
  for (const { s: from, e: to } of merges) {
    const cell = rows[from.r]?.[from.c]
    const lastRow = Math.min(to.r, rows.length - 1)
    const lastColumn = Math.min(to.c, LIMITS.columns - 1)
    if (!cell || lastColumn < from.c) continue
    covered += (lastRow - from.r + 1) * (lastColumn - from.c + 1)
    if (covered > CELLS) return false
    for (let row = from.r; row <= lastRow; row++)
      for (let column = from.c; column <= lastColumn; column++)
        if (row !== from.r || column !== from.c)
          rows[row]![column] = { ...cell, covered: column === from.c ? 'down' : 'across' }
  }
  return true
}
