import { ok, refuse, type Result } from '#kernel/result.ts'
import { SaxesParser } from 'saxes'
import type { Cell, Grid, GridRow, Sheet } from '../core/roster/grid.ts'
import { readRoles } from '../core/roster/edex-roles.ts'
import { LIMITS } from '../core/roster/types.ts'
import { decodeParts, type Encoding } from './encoding.server.ts'
import { TeachersReader, type Teacher } from './edexml-teachers.server.ts'
import { clip } from './limits.server.ts'

const COLUMNS: NonNullable<Sheet['columns']> = [
  { heading: 'roepnaam', field: 'given_name' },
  { heading: 'voorletters-1', field: 'initials' },
  { heading: 'voorvoegsel', field: 'infix' },
  { heading: 'achternaam', field: 'family_name' },
  { heading: 'emailadres', field: 'email' },
  { heading: 'rol', field: 'function' },
  { heading: 'groepen', field: 'groups' },
  { heading: 'key', field: 'staff_number' }
]

const invalid = refuse({ code: 'xml_invalid' })
const otherXml = refuse({ code: 'file_not_spreadsheet', params: { kind: 'xml' } })

/**
 * The teachers of an EDEXML file as rows. The file goes by in parts and its pupils with it: nothing of them is kept.
 * A document type is refused, since only such a declaration can bring entities in from elsewhere.
 */
export function readEdexml(bytes: Uint8Array, encoding: Encoding): Result<Grid> {
  const reader = new TeachersReader()
  const parser = new SaxesParser()
  let isBroken = false
  let root = ''
  let startedAt = 1
  parser.on('error', () => (isBroken = true))
  parser.on('doctype', () => (isBroken = true))
  // a tag over several lines counts as its first: when its name ended with the line, the parser is one further
  parser.on('opentagstart', () => (startedAt = parser.column === 0 ? parser.line - 1 : parser.line))
  parser.on('opentag', ({ name, attributes }) => {
    root ||= name
    reader.open(name, attributes, startedAt)
  })
  parser.on('closetag', ({ name }) => reader.close(name))
  parser.on('text', (text) => reader.text(text))
  parser.on('cdata', (text) => reader.text(text))

  for (const part of decodeParts(bytes, encoding)) {
    if (!part.ok) return part
    parser.write(part.value)
    if (isBroken) return invalid
    if (root && root !== 'EDEX') return otherXml
    if (reader.teachers.length > LIMITS.rows) return refuse({ code: 'too_large', params: { limit: LIMITS.rows } })
  }
  parser.close()
  if (isBroken) return invalid
  return ok([{ name: null, columns: COLUMNS, rows: rowsOf(reader) }])
}

function rowsOf({ teachers, groups }: TeachersReader): GridRow[] {
  const keys = new Map<string, number>()
  for (const { key } of teachers) keys.set(key, (keys.get(key) ?? 0) + 1)
  return teachers.flatMap((teacher) => {
    const { labels, isParent } = readRoles([...teacher.roles, ...teacher.groupRoles])
    if (isParent) return []
    const taught = teacher.groups.flatMap((key) => groups.get(key) ?? [])
    return [{ line: teacher.line, cells: cellsOf(teacher, labels[0] ?? '', taught, keys.get(teacher.key) === 1) }]
  })
}

/** The key tells who somebody is in the next file; one that begins with # is another each time. */
const keyOf = ({ key }: Teacher, isOnly: boolean): string =>
  isOnly && key && !key.startsWith('#') ? `edex:${key}` : ''

function cellsOf(teacher: Teacher, role: string, groups: string[], hasOwnKey: boolean): Cell[] {
  const { fields } = teacher
  const texts = [
    fields.roepnaam || fields.voornamen,
    fields['voorletters-1'],
    fields.voorvoegsel,
    fields.achternaam,
    fields.emailadres,
    role,
    groups.join(', '),
    keyOf(teacher, hasOwnKey)
  ].map((text) => ({ text: clip(text?.trim() ?? '') }))
  return texts.map((cell, column) => (COLUMNS[column]!.field === 'groups' ? { ...cell, items: groups } : cell))
}
