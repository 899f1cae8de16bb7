import type { RosterField } from './types.ts'

/** A file as cells, before anyone knows what they mean. Every reader of a file format ends here. */
export type Cell = {
  text: string
  /** The text is what a formula came to, or an error of one. */
  isFormula?: boolean
  /** The spreadsheet holds a date here, perhaps one it made itself of `7/8`. */
  isDate?: boolean
  /** The text comes from a merged block: from the row above it, or from the column left of it. */
  covered?: 'down' | 'across'
  /** The file keeps several things apart here by itself, so that nothing in their texts separates them. */
  items?: readonly string[]
}

export type GridRow = {
  /** As a person counts: 1 is the first line of the file, or the first row of the sheet. */
  line: number
  /** May have holes and differ in length from row to row. */
  cells: readonly (Cell | undefined)[]
}

export type Sheet = {
  name: string | null
  rows: readonly GridRow[]
  /** The format itself says what each column is; then no row holds headings, and each row is somebody. */
  columns?: readonly { heading: string; field: RosterField }[]
}

/** The sheets in the order in which they are tried. A file without sheets has one without a name. */
export type Grid = readonly Sheet[]
