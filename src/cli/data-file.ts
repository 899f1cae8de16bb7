import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import * as t from '#texts/cli'
import { Mistake } from './command.ts'

/** A file of figures: headings in the first line, then a line per person. */
export type DataFile = {
  rows: number
  /** As written, '' where nothing is. */
  cells(column: string): string[]
  /** Not a number where nothing is written. */
  numbers(column: string, range?: { min: number; max: number }): Float64Array
}

/** What R and SPSS write for an answer that is not there. */
const MISSING = new Set(['', 'NA'])
const DELIMITERS = [',', ';', '\t']

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    throw new Mistake(t.file_unreadable({ file: path }))
  }
}

export function readDataFile(path: string): DataFile {
  const parsed = Papa.parse<string[]>(readText(path), { delimitersToGuess: DELIMITERS }).data
  const blank = (row: string[]) => row.length === 1 && row[0]!.trim() === ''
  const lineOf = countLines(parsed)
  const head = (parsed[0] ?? []).map((name) => name.trim())
  const body = parsed.map((row, at) => ({ row, at })).slice(1)
  while (body.length && blank(body.at(-1)!.row)) body.pop()
  const kept = head.length > 1 ? body.filter(({ row }) => !blank(row)) : body
  if (!head.some(Boolean) || !kept.length) throw new Mistake(t.data_empty({ file: path }))
  const uneven = kept.find(({ row }) => row.length !== head.length)
  if (uneven)
    throw new Mistake(
      t.data_uneven({ file: path, line: lineOf(uneven.at), found: uneven.row.length, expected: head.length })
    )

  const place = (column: string): number => {
    const at = head.indexOf(column)
    if (at < 0) throw new Mistake(t.data_column_missing({ file: path, column, columns: head.join(', ') }))
    if (head.indexOf(column, at + 1) >= 0) throw new Mistake(t.data_column_twice({ file: path, column }))
    return at
  }
  return {
    rows: kept.length,
    cells: (column) => {
      const at = place(column)
      return kept.map(({ row }) => row[at]!.trim())
    },
    numbers: (column, range) => {
      const at = place(column)
      return Float64Array.from(kept, ({ row, at: line }) => {
        const value = row[at]!.trim()
        if (MISSING.has(value)) return NaN
        const number = Number(/^-?\d+,\d+$/.test(value) ? value.replace(',', '.') : value)
        if (!Number.isFinite(number)) throw new Mistake(t.data_not_a_number({ line: lineOf(line), column, value }))
        if (range && (number < range.min || number > range.max))
          throw new Mistake(
            t.data_out_of_range({ line: lineOf(line), column, value, min: String(range.min), max: String(range.max) })
          )
        return number
      })
    }
  }
}

/** The line of the file on which a row starts: text between quotes may hold lines of its own. */
const countLines = (rows: string[][]) => (at: number) =>
  String(1 + rows.slice(0, at).reduce((lines, row) => lines + 1 + row.join('').split('\n').length - 1, 0))
