/** How a backup file is put together, and taken apart again while it is checked. */
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { Refusal } from '#kernel/errors.ts'

export const MAGIC = Buffer.from('samenspel-backup 1\n')
export const DIGEST = 32
/** Rows travel in pieces of about this size (bytes). */
export const PIECE = 64 * 1024
/** No record is larger: one row of a table is far smaller. */
const LARGEST = 256 * 1024 * 1024

export type Head = { made: string; migrations: { name: string; hash: string }[] }
export type TableHead = { schema: string; table: string; columns: string[] }
export type TableEnd = { rows: number; bytes: number; sha256: string }
export type Tail = { tables: number; rows: number }

/** Head, table, data, end of the table, tail of the file. */
type Kind = 'H' | 'T' | 'D' | 'E' | 'Z'

export function record(kind: Kind, content: Buffer | object): Buffer {
  const body = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
  const start = Buffer.alloc(5)
  start.write(kind, 0, 'latin1')
  start.writeUInt32LE(body.length, 1)
  return Buffer.concat([start, body])
}

/** A table as it comes out of a file: `data` must be read to its end before the next table. */
export type ReadTable = TableHead & { data: AsyncIterable<Buffer>; end(): TableEnd }
export type Reading = { head: Head; tables: AsyncIterable<ReadTable> }

const broken = (reason: string): Refusal => new Refusal({ code: 'backup_broken', params: { reason } })

/**
 * Reads a file from front to back with little memory. Whatever does not fit throws `backup_broken`; only when `tables`
 * has ended was everything as it was written.
 */
export async function readBackup(path: string): Promise<Reading> {
  const size = await sizeOf(path)
  const records = recordsIn(path, size)
  const first = await records.next()
  if (first.done || first.value.kind !== 'H') throw broken('head')
  return { head: parse<Head>(first.value.body), tables: tablesIn(records) }
}

async function* tablesIn(records: AsyncGenerator<Record>): AsyncGenerator<ReadTable> {
  let [tables, rows] = [0, 0]
  for (;;) {
    const next = await records.next()
    if (next.done) throw broken('tail')
    const { kind, body } = next.value
    if (kind === 'Z') {
      const tail = parse<Tail>(body)
      if (tail.tables !== tables || tail.rows !== rows) throw broken('tail')
      if (!(await records.next()).done) throw broken('tail')
      return
    }
    if (kind !== 'T') throw broken('order')
    const head = parse<TableHead>(body)
    let end: TableEnd | undefined
    yield { ...head, data: dataOf(records, head, (found) => (end = found)), end: () => end! }
    if (!end) throw new Error('The rows of a table were not read to their end')
    tables++
    rows += end.rows
  }
}

async function* dataOf(
  records: AsyncGenerator<Record>,
  { table }: TableHead,
  finish: (end: TableEnd) => void
): AsyncGenerator<Buffer> {
  const count = countRows()
  for (;;) {
    const next = await records.next()
    if (next.done) throw broken(table)
    const { kind, body } = next.value
    if (kind === 'D') {
      count.add(body)
      yield body
    } else if (kind === 'E') {
      const [said, found] = [parse<TableEnd>(body), count.end()]
      if (said.rows !== found.rows || said.sha256 !== found.sha256) throw broken(table)
      return finish(found)
    } else throw broken(table)
  }
}

/** Counts and sums what passes: each row ends in a line end, and there is no other in COPY's text form. */
export function countRows(hash: Hash = createHash('sha256')) {
  let [rows, bytes] = [0, 0]
  return {
    add(piece: Buffer): void {
      hash.update(piece)
      bytes += piece.length
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++
    },
    end: (): TableEnd => ({ rows, bytes, sha256: hash.digest('hex') })
  }
}

type Record = { kind: string; body: Buffer }

/** The records of a file, with its last bytes (the sum of all before) checked when they come by. */
async function* recordsIn(path: string, size: number): AsyncGenerator<Record> {
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const piece of unpacked(path, size)) {
      rest = rest.length ? Buffer.concat([rest, piece]) : piece
      let at = 0
      while (rest.length - at >= 5) {
        const length = rest.readUInt32LE(at + 1)
        if (length > LARGEST) throw broken('size')
        if (rest.length - at < 5 + length) break
        yield { kind: rest.toString('latin1', at, at + 1), body: rest.subarray(at + 5, at + 5 + length) }
        at += 5 + length
      }
      rest = rest.subarray(at)
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    if ((error as NodeJS.ErrnoException).syscall) throw unreadable(error)
    throw broken(error instanceof Error ? error.message : String(error))
  }
  if (rest.length > 0) throw broken('tail')
}

async function* unpacked(path: string, size: number): AsyncGenerator<Buffer> {
  const hash = createHash('sha256').update(MAGIC)
  const packed = createReadStream(path, { start: MAGIC.length, end: size - DIGEST - 1 })
  packed.on('data', (piece) => hash.update(piece))
  const gunzip = createGunzip()
  packed.once('error', (error) => gunzip.destroy(error))
  yield* packed.pipe(gunzip) as AsyncIterable<Buffer>
  const handle = await open(path)
  const said = Buffer.alloc(DIGEST)
  await handle.read(said, 0, DIGEST, size - DIGEST)
  await handle.close()
  if (!said.equals(hash.digest())) throw broken('sum')
}

async function sizeOf(path: string): Promise<number> {
  let handle
  try {
    handle = await open(path)
    const { size } = await handle.stat()
    const start = Buffer.alloc(MAGIC.length)
    await handle.read(start, 0, MAGIC.length, 0)
    if (!start.equals(MAGIC)) throw new Refusal({ code: 'backup_unknown', params: { file: path } })
    if (size <= MAGIC.length + DIGEST) throw broken('size')
    return size
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable(error)
  } finally {
    await handle?.close()
  }
}

const unreadable = (cause: unknown): Refusal =>
  Object.assign(new Refusal({ code: 'backup_unreadable', params: { reason: (cause as Error).message } }), { cause })

function parse<T>(body: Buffer): T {
  try {
    return JSON.parse(body.toString('utf8')) as T
  } catch {
    throw broken('record')
  }
}
