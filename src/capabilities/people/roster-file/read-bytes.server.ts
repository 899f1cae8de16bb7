import { refuse, type Result } from '#kernel/result.ts'
import type { Grid } from '../core/roster/grid.ts'
import { listArchive, unpackArchive } from './archive.server.ts'
import { readCsv } from './csv.server.ts'
import { decodeText, encodingOf, startOfText } from './encoding.server.ts'
import { kindOfArchive, kindOfBytes, kindOfText, type FileKind } from './file-kind.server.ts'
import { FILE_BYTES, UNPACKED_BYTES } from './limits.server.ts'

/** The parts that hold cells and how they look; pictures, macros and drawings are not even unpacked. */
const isNeeded = (name: string): boolean =>
  /\.(?:xml|rels)$/i.test(name) &&
  !/\/(?:media|drawings|charts|chartsheets|comments\w*|threadedcomments|pivot\w+|printersettings|externallinks|customxml)\b/i.test(
    name
  )

/** The cells of a file, whatever its name says it is. Slow on large files: runs in a worker. */
export async function readBytes(bytes: Uint8Array): Promise<Result<Grid>> {
  if (!bytes.length) return refuse({ code: 'file_empty' })
  if (bytes.length > FILE_BYTES) return refuse({ code: 'too_large' })
  const kind = kindOfBytes(bytes)
  if (kind === 'archive') return readArchive(bytes)
  if (kind !== 'text') return refuseKind(kind)
  const encoding = encodingOf(bytes)
  if (!encoding.ok) return encoding
  const textKind = kindOfText(startOfText(bytes, encoding.value))
  if (textKind === 'xml') return (await import('./edexml.server.ts')).readEdexml(bytes, encoding.value)
  if (textKind !== 'text') return refuseKind(textKind)
  const text = decodeText(bytes, encoding.value)
  return text.ok ? readCsv(text.value) : text
}

async function readArchive(bytes: Uint8Array): Promise<Result<Grid>> {
  const entries = listArchive(bytes)
  if (!entries.ok) return entries
  if (entries.value.some(({ isEncrypted }) => isEncrypted)) return refuseKind('encrypted')
  const kind = kindOfArchive(entries.value.map(({ name }) => name))
  if (kind !== 'workbook') return refuseKind(kind)
  const needed = entries.value.filter(({ name }) => isNeeded(name))
  const parts = unpackArchive(bytes, needed, UNPACKED_BYTES)
  if (!parts.ok) return parts
  // a large library, which a CSV does not wait for
  const { readWorkbook } = await import('./workbook.server.ts')
  return readWorkbook(parts.value)
}

const refuseKind = (kind: FileKind): Result<never> =>
  kind === 'encrypted' ? refuse({ code: 'file_encrypted' }) : refuse({ code: 'file_not_spreadsheet', params: { kind } })
