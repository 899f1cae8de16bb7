/** A line of separated values, as a person counts lines. */
export type Record = { line: number; cells: string[]; isBroken?: boolean }

/** A text line of a file; broken when its letters are written in another way than those of the rest. */
export type TextLine = { line: number; text: string; isBroken?: boolean }

const SEPARATORS = [';', ',', '\t', '|']

/** The separator that gives most fields over the first lines. */
export function separatorOf(lines: readonly TextLine[]): string {
  const some = lines.slice(0, 20)
  const fieldsOf = (separator: string) => some.reduce((sum, { text }) => sum + cellsOf(text, separator).length, 0)
  return SEPARATORS.reduce((best, next) => (fieldsOf(next) > fieldsOf(best) ? next : best))
}

/** The records of a file in which no record runs over several lines; empty lines are passed over. */
export function recordsOf(lines: readonly TextLine[], separator = separatorOf(lines)): Record[] {
  return lines.flatMap(({ line, text, isBroken }) =>
    text.trim() === '' ? [] : [{ line, cells: cellsOf(text, separator), ...(isBroken ? { isBroken } : {}) }]
  )
}

/** The fields of one line: quoted ones may hold the separator and doubled quotes. */
export function cellsOf(text: string, separator: string): string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (isQuoted && letter === '"' && text[at + 1] === '"') {
      cell += '"'
      at++
    } else if (letter === '"' && (isQuoted || cell.trim() === '')) isQuoted = !isQuoted
    else if (letter === separator && !isQuoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += letter
  }
  return [...cells, cell.trim()]
}
