import { ok, refuse, type Result } from '#kernel/result.ts'
import { inflateRawSync } from 'node:zlib'

export type ArchiveEntry = {
  name: string
  isEncrypted: boolean
  method: number
  packed: number
  unpacked: number
  at: number
}

const END = 0x06054b50
const END_64 = 0x06064b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const STORED = 0
const DEFLATED = 8

const damaged = refuse({ code: 'file_not_spreadsheet', params: { kind: 'damaged' } })
const tooLarge = refuse({ code: 'too_large' })

/** The directory at the end of a zip file (APPNOTE 6.3.10, 4.3.12), with sizes beyond 4 GB as it really writes them. */
export function listArchive(bytes: Uint8Array): Result<ArchiveEntry[]> {
  try {
    return ok([...entriesOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes)])
  } catch (error) {
    if (error instanceof RangeError) return damaged
    throw error
  }
}

function* entriesOf(view: DataView, bytes: Uint8Array): Generator<ArchiveEntry> {
  const { count, start } = findDirectory(view)
  let at = start
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== ENTRY) throw new RangeError('no directory entry')
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const entry: ArchiveEntry = {
      name: Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength))
        .toString('utf8')
        .replaceAll('\\', '/'),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true)
    }
    yield withLongSizes(view, entry, at + 46 + nameLength, extraLength)
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  }
}

function findDirectory(view: DataView): { count: number; start: number } {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) !== END) continue
    const [count, start] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)]
    if (count !== 0xffff && start !== 0xffffffff) return { count, start }
    const far = Number(view.getBigUint64(at - 20 + 8, true))
    if (view.getUint32(far, true) !== END_64) throw new RangeError('no zip64 directory')
    return { count: Number(view.getBigUint64(far + 32, true)), start: Number(view.getBigUint64(far + 48, true)) }
  }
  throw new RangeError('no directory')
}

/** A size of 0xffffffff stands in the zip64 field (id 1), in this order, for those that need it. */
function withLongSizes(view: DataView, entry: ArchiveEntry, from: number, length: number): ArchiveEntry {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let next = at + 4
    const long = (value: number) => {
      if (value !== 0xffffffff) return value
      next += 8
      return Number(view.getBigUint64(next - 8, true))
    }
    return { ...entry, unpacked: long(entry.unpacked), packed: long(entry.packed), at: long(entry.at) }
  }
  return entry
}

/**
 * Unpacks the named entries. What the directory says is added up first; and since a bomb may lie there, no entry
 * is unpacked beyond the size it announced.
 */
export function unpackArchive(
  bytes: Uint8Array,
  entries: readonly ArchiveEntry[],
  limit: number
): Result<Map<string, Uint8Array>> {
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > limit) return tooLarge
  const parts = new Map<string, Uint8Array>()
  for (const entry of entries) {
    const part = unpackEntry(bytes, entry)
    if (!part.ok) return part
    parts.set(entry.name, part.value)
  }
  return ok(parts)
}

function unpackEntry(bytes: Uint8Array, { at, method, packed, unpacked }: ArchiveEntry): Result<Uint8Array> {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (at + 30 > bytes.length || header.getUint32(at, true) !== LOCAL) return damaged
  const from = at + 30 + header.getUint16(at + 26, true) + header.getUint16(at + 28, true)
  const data = bytes.subarray(from, from + packed)
  if (method === STORED) return data.length === unpacked ? ok(data) : damaged
  if (method !== DEFLATED) return damaged
  try {
    const part = inflateRawSync(data, { maxOutputLength: Math.max(unpacked, 1) })
    return part.length === unpacked ? ok(part) : damaged
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : damaged
  }
}
