import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { access, open as openFile, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type postgres from 'postgres'
import { Refusal } from '#kernel/errors.ts'
import { openClient, type Target } from '../client.ts'
import { copyOut } from './copy-out.ts'
import { countRows, MAGIC, PIECE, record, type Head, type TableHead } from './format.ts'
import { columnsOf, keptTables, nameOf } from './tables.ts'

export type Written = { tables: number; rows: number; schools: number }
type Options = { migrations: Head['migrations']; now: number }
type Tx = postgres.TransactionSql

/**
 * Writes everything that is kept into a new file, of one moment, while others work on. The file has its name only when
 * it is whole and on disk. `migrations` are those that the database has had.
 */
export async function writeBackup(app: Target, file: string, options: Options): Promise<Written> {
  const path = resolve(file)
  if (await exists(path)) throw new Refusal({ code: 'backup_exists', params: { file } })
  const draft = `${path}.part-${process.pid}`
  try {
    const open = () => createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true })
    const written = await sendBackup(app, open, options)
    await rename(draft, path)
    await settle(dirname(path))
    return written
  } catch (error) {
    await rm(draft, { force: true })
    const { syscall, message } = error as NodeJS.ErrnoException
    throw syscall && syscall !== 'connect'
      ? Object.assign(new Refusal({ code: 'backup_unwritable', params: { file, reason: message } }), { cause: error })
      : error
  }
}

/** The same, into a stream, opened once there is something to write. When it takes no more, its error is thrown and the connection is given up. */
export async function sendBackup(app: Target, into: () => Writable, { migrations, now }: Options): Promise<Written> {
  const client = openClient(app, { max: 1, session: { search_path: 'pg_catalog' } })
  const written: Written = { tables: 0, rows: 0, schools: 0 }
  const records = (tx: Tx) => Readable.from(recordsOf(tx, { made: new Date(now).toISOString(), migrations }, written))
  let failure: Error | null = null
  try {
    await client.begin('isolation level repeatable read read only', (tx) =>
      pipeline(records(tx), createGzip({ level: 6 }), withSum, into()).catch(async (error: Error) => {
        // The server goes on sending rows that nobody takes: no question after them would be answered.
        failure = error
        await client.end({ timeout: 0 })
      })
    )
  } catch (error) {
    throw failure ?? error
  } finally {
    await client.end({ timeout: 5 })
  }
  if (failure) throw failure as Error
  return written
}

async function* recordsOf(tx: Tx, head: Head, written: Written): AsyncGenerator<Buffer> {
  yield record('H', head)
  await actAs(tx, 'samenspel_signin')
  const schools = (await tx<{ id: string }[]>`select id from signin.schools order by id`).map(({ id }) => id)
  written.schools = schools.length
  for (const table of await keptTables(tx)) {
    yield record('T', { schema: table.schema, table: table.table, columns: table.columns })
    const count = countRows()
    for await (const piece of inPieces(rowsOf(tx, table, schools))) {
      count.add(piece)
      yield record('D', piece)
    }
    const end = count.end()
    yield record('E', end)
    written.tables++
    written.rows += end.rows
  }
  yield record('Z', { tables: written.tables, rows: written.rows })
}

/** The rows of a table, as COPY writes them: of the accounts at once, of the schools one after the other. */
async function* rowsOf(tx: Tx, table: TableHead, schools: string[]): AsyncGenerator<Buffer> {
  const copy = `copy (select ${columnsOf(table)} from ${nameOf(table)}) to stdout`
  if (table.schema === 'signin') {
    await actAs(tx, 'samenspel_signin')
    return yield* copyOut(tx, copy)
  }
  await actAs(tx, 'samenspel_tenant')
  for (const school of schools) {
    await tx`select set_config('app.school', ${school}, true)`
    yield* copyOut(tx, copy)
  }
}

const actAs = (tx: Tx, role: 'samenspel_signin' | 'samenspel_tenant') => tx`select set_config('role', ${role}, true)`

/** A row is small; together they go in pieces. */
async function* inPieces(rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const row of rows) {
    waiting.push(row)
    size += row.length
    if (size < PIECE) continue
    yield Buffer.concat(waiting)
    waiting = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(waiting)
}

/** Puts the name of the format before what passes and the sum of all behind it. */
async function* withSum(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256').update(MAGIC)
  yield MAGIC
  for await (const piece of packed) {
    hash.update(piece)
    yield piece
  }
  yield hash.digest()
}

/** A new name in a folder survives a power cut once the folder itself is on disk. */
async function settle(folder: string): Promise<void> {
  const handle = await openFile(folder)
  await handle.sync().finally(() => handle.close())
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false
  )
