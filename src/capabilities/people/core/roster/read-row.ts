import { readDayMark } from './day-marks.ts'
import { DAYS, everyDay, sameDays, unitePresence, writeDays, type Day, type WorkingDays } from './days.ts'
import { readEmail, suggestEmail } from './email.ts'
import type { GridRow } from './grid.ts'
import { readList, unite } from './lists.ts'
import { readFullName, readFullNameKnowing, readNameParts, type Name } from './names.ts'
import { readDays } from './read-days.ts'
import { isFormula, RosterRow, shorten } from './roster-row.ts'
import { cleanLine, fold, lengthOf, valueOf } from './text.ts'
import { LIMITS, type RosterField, type RosterPerson, type RowProblem } from './types.ts'

export type RowReading = { person: RosterPerson; problems: RowProblem[] }

/** One row as a person. `mendedEmail` is the address that someone put in the place of the file's. */
export function readRow(row: GridRow, fields: readonly (RosterField | null)[], mendedEmail?: string): RowReading {
  const cells = new RosterRow(row, fields)
  const name = readName(cells, fields.includes('infix'))
  const person: RosterPerson = {
    ...name,
    email: readAddress(cells, mendedEmail),
    function: cells.short('function'),
    staffNumber: cells.short('staff_number'),
    units: readItems(cells, 'units'),
    groups: readItems(cells, 'groups'),
    workingDays: readWorkingDays(cells)
  }
  return { person, problems: cells.problems }
}

function readName(row: RosterRow, infixColumn: boolean): Name {
  const [whole, own] = [row.text('full_name'), valueOf(row.text('given_name'))]
  const parts = readNameParts(own, row.text('infix'), row.text('family_name'), infixColumn)
  const initials = own ? '' : cleanLine(valueOf(row.text('initials')))
  const told = readWholeName(whole, parts.familyName ? '' : own, initials)
  const name = {
    givenName: parts.givenName || told.givenName || initials,
    infix: parts.infix || (parts.familyName ? '' : told.infix),
    familyName: parts.familyName || told.familyName
  }
  row.limited(row.cellsOf('given_name').length ? 'given_name' : 'full_name', name.givenName)
  row.limited('infix', name.infix)
  row.limited(row.cellsOf('family_name').length ? 'family_name' : 'full_name', name.familyName)
  if (lengthOf(cleanLine(whole)) > LIMITS.text) row.limited('full_name', cleanLine(whole))
  const isRefused = row.problems.some(({ code }) => code === 'formula_refused')
  if (!isRefused && !(name.givenName && name.familyName)) row.problem('name_missing', missingPart(row, name), {})
  return name
}

/** `Jansen` beside a given name or initials in a column of their own is a surname. */
function readWholeName(whole: string, given: string, initials: string): Name {
  const told = given ? readFullNameKnowing(whole, given) : readFullName(whole)
  return initials && !told.familyName ? readFullNameKnowing(whole, initials) : told
}

function missingPart(row: RosterRow, name: Name): RosterField {
  if (row.cellsOf('full_name').length) return 'full_name'
  return name.familyName ? 'given_name' : 'family_name'
}

function readAddress(row: RosterRow, mended?: string): string {
  const text = mended ?? row.text('email')
  const address = readEmail(text)
  if (address !== null) return address
  const suggestion = suggestEmail(text)
  row.problem('email_invalid', 'email', { value: shorten(cleanLine(text)), ...(suggestion ? { suggestion } : {}) })
  return ''
}

const MONTHS = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']
const MADE_DATE = /^(\d{1,2})[- ]([a-z]{3,4})\.?(?:[- ]\d{2,4})?$/

function readItems(row: RosterRow, field: 'units' | 'groups'): string[] {
  const kept = row.cellsOf(field).flatMap((cell) => cell.items ?? [])
  const items = kept.length ? unite(kept.map(cleanLine)) : unite(...row.texts(field).map(readList))
  for (const item of items) row.limited(field, item)
  if (field === 'groups') refuseDates(row, items)
  return items
}

/** A spreadsheet that is given `7/8` makes it the seventh of August, and the group is lost. */
function refuseDates(row: RosterRow, items: readonly string[]): void {
  const written = items.find((item) => madeOf(item) !== null)
  const held = row.cellsOf('groups').find((cell) => cell.isDate)
  if (!written && !held) return
  const value = written ?? cleanLine(held!.text)
  row.problem('date_invalid', 'groups', { value: shorten(value), ...(written ? { suggestion: madeOf(written)! } : {}) })
}

function madeOf(item: string): string | null {
  const found = MADE_DATE.exec(fold(item))
  const month = MONTHS.findIndex((name) => found?.[2]?.startsWith(name)) + 1
  return found && month ? `${Number(found[1])}/${month}` : null
}

/** Days that are named and days that are ticked must not contradict each other: a guess would plan somebody wrongly. */
function readWorkingDays(row: RosterRow): WorkingDays | null {
  const named = row.text('days')
  const days = readDays(named)
  if (days === 'unreadable') row.problem('unknown_value', 'days', { value: shorten(cleanLine(named)) })
  const marked = readDayColumns(row)
  if (days && days !== 'unreadable') {
    if (marked && !sameDays(days, marked))
      row.problem('unknown_value', 'days', { value: shorten(cleanLine(named)), other: writeDays(marked) })
    return days
  }
  return marked ?? (worksFullTime(row) ? everyDay('full') : null)
}

/** A column per day or per half day; without any mark the list does not say. */
function readDayColumns(row: RosterRow): WorkingDays | null {
  const days = everyDay('off')
  let isSaid = false
  const add = (day: Day, field: RosterField, half: 'am' | 'pm' | null) => {
    for (const text of row.texts(field)) {
      const mark = readDayMark(text)
      if (mark === 'unreadable') row.problem('unknown_value', field, { value: shorten(cleanLine(text)) })
      else days[day] = unitePresence(days[day], half && mark !== 'off' ? half : mark)
      isSaid ||= cleanLine(text) !== ''
    }
  }
  for (const day of DAYS) {
    add(day, day, null)
    add(day, `${day}_am`, 'am')
    add(day, `${day}_pm`, 'pm')
  }
  return isSaid ? days : null
}

/** `1,0`, `1`, `100%` or `100,00`. What a formula came to does not count. */
function worksFullTime(row: RosterRow): boolean {
  const cell = row.cellsOf('fte')[0]
  if (!cell || isFormula(cell)) return false
  const found = /^(\d+(?:[.,]\d+)?)\s*(%?)$/.exec(cleanLine(cell.text))
  const factor = Number(found?.[1]?.replace(',', '.'))
  return factor === 1 ? !found?.[2] : factor === 100
}
