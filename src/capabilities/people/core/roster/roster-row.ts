import type { Cell, GridRow } from './grid.ts'
import { cleanLine, lengthOf, valueOf } from './text.ts'
import { LIMITS, type ProblemCode, type RosterField, type RowProblem } from './types.ts'

/** The cells of one row by what they are, and the problems met while reading them. */
export class RosterRow {
  readonly problems: RowProblem[] = []
  private readonly cells = new Map<RosterField, Cell[]>()

  constructor(row: GridRow, fields: readonly (RosterField | null)[]) {
    for (const [column, field] of fields.entries()) {
      const cell = row.cells[column]
      if (!field || !cell || (cell.covered === 'across' && !isDayField(field))) continue
      this.cells.set(field, [...(this.cells.get(field) ?? []), cell])
    }
  }

  cellsOf(field: RosterField): readonly Cell[] {
    return this.cells.get(field) ?? []
  }

  /** The text of a field that is stored; a formula refuses the row, since nobody typed what it came to. */
  texts(field: RosterField): string[] {
    const cells = this.cellsOf(field)
    const formula = cells.find(isFormula)
    if (formula) this.problem('formula_refused', field, { value: shorten(formula.text) })
    return formula ? [] : cells.map((cell) => cell.text)
  }

  text(field: RosterField): string {
    return this.texts(field).find((text) => valueOf(text)) ?? ''
  }

  /** One short text, such as a function. */
  short(field: RosterField): string {
    return this.limited(field, cleanLine(valueOf(this.text(field))))
  }

  limited(field: RosterField, text: string): string {
    if (lengthOf(text) > LIMITS.text)
      this.problem('value_too_long', field, { limit: LIMITS.text, value: shorten(text) })
    else if (text.includes('\ufffd')) this.problem('unknown_value', field, { value: shorten(text) })
    return text
  }

  problem(code: ProblemCode, field: RosterField, params: RowProblem['params']): void {
    if (!this.problems.some((problem) => problem.code === code && problem.field === field))
      this.problems.push({ code, field, params })
  }
}

export const shorten = (text: string): string => (lengthOf(text) > 60 ? `${[...text].slice(0, 59).join('')}…` : text)

const isDayField = (field: RosterField): boolean => /^(?:mon|tue|wed|thu|fri)(?:_|$)/.test(field)

/** In a CSV a formula is a text; none of the fields begins with one of these signs and a call. */
export const isFormula = (cell: Cell): boolean =>
  Boolean(cell.isFormula) || /^\s*(?:=\s*\S|[@+-][\w.+*/-]*\w[(|])/.test(cell.text)
