import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApp, type App } from '#app/app.server.ts'
import { readConfig } from '#app/config.server.ts'
import { newId } from '#kernel/id.ts'
import { LEFT_OUT } from '#platform/db/backup/left-out.ts'
import { restoreBackup } from '#platform/db/backup/restore.ts'
import { verifyBackup } from '#platform/db/backup/verify.ts'
import { sendBackup, writeBackup } from '#platform/db/backup/write.ts'
import { openClient } from '#platform/db/client.ts'
import { askOccupant } from '#platform/db/embedded/lock.ts'
import { embeddedTarget } from '#platform/db/embedded/supervisor.ts'
import { migrate, migrationsDone } from '#platform/db/migrate.ts'
import { attachKeeping } from '#platform/db/storage.ts'
import { silentLog } from '#platform/db/log.ts'
import { checksums } from '../adversary/checksum.ts'
import { makeHome, type Home } from '../adversary/home.ts'
import { allRows, freshWays, ourMigrations, releasedDatabase, withClient, type Rows } from './released.ts'

const ROOT = join(import.meta.dirname, '../..')
const NOW = Date.UTC(2026, 10, 20, 9)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samenspel-backup-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
const place = (name: string) => join(folder, name)

const kept = (rows: Rows): Rows => Object.fromEntries(Object.entries(rows).filter(([table]) => !(table in LEFT_OUT)))
const refusal = (code: string) =>
  expect.objectContaining({ failure: expect.objectContaining({ code }) as unknown }) as unknown

/** A backup of the first released school. */
async function releasedBackup(name: string): Promise<{ file: string; before: Rows }> {
  const ways = await releasedDatabase()
  const file = place(name)
  await writeBackup(ways.app, file, { migrations: await migrationsDone(ways.owner), now: NOW })
  return { file, before: await allRows(ways) }
}

describe('a backup', () => {
  it('brings everything back that is kept, into another database', async () => {
    const ways = await releasedDatabase()
    await migrate(ways.owner, await ourMigrations())
    const before = await allRows(ways)
    const file = place('round')
    await writeBackup(ways.app, file, { migrations: await migrationsDone(ways.owner), now: NOW })
    const there = await freshWays()
    await restoreBackup(there, file, { migrations: await ourMigrations(), replace: false })
    expect(kept(await allRows(there))).toEqual(kept(before))
    for (const table of Object.keys(LEFT_OUT)) expect([table, (await allRows(there))[table]]).toEqual([table, []])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('holds no mood, no session, no link and no code', async () => {
    const { file } = await releasedBackup('left-out')
    const { tables } = await verifyBackup(file)
    const names = tables.map(({ schema, table }) => `${schema}.${table}`)
    for (const table of Object.keys(LEFT_OUT)) expect(names).not.toContain(table)
    expect(names).toContain('public.actions')
  })

  it('of an older version is brought up to now', async () => {
    const { file, before } = await releasedBackup('older')
    const there = await freshWays()
    const { migrated } = await restoreBackup(there, file, { migrations: await ourMigrations(), replace: false })
    expect(migrated).toContain('0010-rights')
    const after = await allRows(there)
    for (const [table, rows] of Object.entries(kept(before)))
      expect([table, after[table]?.length]).toEqual([table, rows.length])
    expect(after['public.actions']![0]).toMatchObject(before['public.actions']![0]!)
    expect(await migrate(there.owner, await ourMigrations())).toEqual([])
  })

  it('of a newer version is refused, and nothing is touched', async () => {
    const ways = await releasedDatabase()
    const file = place('newer')
    const migrations = [...(await migrationsDone(ways.owner)), { name: '9999-tomorrow', hash: 'x' }]
    await writeBackup(ways.app, file, { migrations, now: NOW })
    const before = await allRows(ways)
    const restoring = restoreBackup(ways, file, { migrations: await ourMigrations(), replace: true })
    await expect(restoring).rejects.toEqual(refusal('backup_newer'))
    expect(await allRows(ways)).toEqual(before)
  })

  it('goes into a full database only when told so, and then replaces it', async () => {
    const { file, before } = await releasedBackup('full')
    const ways = await releasedDatabase()
    await withClient(ways.admin, (sql) => sql`update people set family_name = 'Veranderd'`)
    const options = { migrations: await ourMigrations(), replace: false }
    await expect(restoreBackup(ways, file, options)).rejects.toEqual(refusal('restore_not_empty'))
    await restoreBackup(ways, file, { ...options, replace: true })
    // Restoring brings the tables up to now, so a row may have more columns than the file's version knew.
    expect((await allRows(ways))['public.people']).toMatchObject(before['public.people']!)
  })

  it('that cannot be finished leaves the database as it was', async () => {
    const { file } = await releasedBackup('half')
    const ways = await releasedDatabase()
    const before = await allRows(ways)
    const failing = { name: '0099-fails', text: 'select 1 / 0;', hash: 'x' }
    const migrations = [...(await ourMigrations()), failing]
    await expect(restoreBackup(ways, file, { migrations, replace: true })).rejects.toThrow('division by zero')
    expect(await allRows(ways)).toEqual(before)
  })

  it('with one byte changed, or cut off anywhere, is not used', async () => {
    const { file } = await releasedBackup('hurt')
    const bytes = await readFile(file)
    const hurt = place('hurt-copy')
    const change = fc.record({ at: fc.nat(bytes.length - 1), flip: fc.integer({ min: 1, max: 255 }) })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, flip }) => {
        const copy = Buffer.from(bytes)
        copy[at]! ^= flip
        await writeFile(hurt, copy)
        await expect(verifyBackup(hurt)).rejects.toEqual(refusal(at < 19 ? 'backup_unknown' : 'backup_broken'))
      }),
      { numRuns: 150 }
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        await writeFile(hurt, bytes.subarray(0, length))
        await expect(verifyBackup(hurt)).rejects.toEqual(refusal(length < 19 ? 'backup_unknown' : 'backup_broken'))
      }),
      { numRuns: 60 }
    )
    await writeFile(hurt, Buffer.concat([bytes, Buffer.from('x')]))
    await expect(verifyBackup(hurt)).rejects.toEqual(refusal('backup_broken'))
  })

  it('never writes over a file that is there', async () => {
    const ways = await releasedDatabase()
    await writeFile(place('taken'), 'mine')
    const writing = writeBackup(ways.app, place('taken'), { migrations: [], now: NOW })
    await expect(writing).rejects.toEqual(refusal('backup_exists'))
    expect(await readFile(place('taken'), 'utf8')).toBe('mine')
    await expect(writeBackup(ways.app, place('no/such/folder'), { migrations: [], now: NOW })).rejects.toEqual(
      refusal('backup_unwritable')
    )
  })

  it('ends at once when its disk takes no more, and says why', async () => {
    const ways = await releasedDatabase()
    await writeMuch(ways, 20_000)
    let room = 100_000
    const disk = new Writable({
      write(piece: Buffer, _encoding, done) {
        room -= piece.length
        done(room < 0 ? new Error('no space left') : null)
      }
    })
    const sending = sendBackup(ways.app, () => disk, { migrations: [], now: NOW })
    await expect(sending).rejects.toThrow('no space left')
  })

  it('stays small in memory, however much there is', async () => {
    const ways = await releasedDatabase()
    await writeMuch(ways, 60_000)
    const file = place('large')
    global.gc?.()
    const before = process.memoryUsage().rss
    let most = 0
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
    await writeBackup(ways.app, file, { migrations: await migrationsDone(ways.owner), now: NOW })
    const { tables } = await verifyBackup(file)
    clearInterval(watching)
    expect(tables.find(({ table }) => table === 'board_events')!.bytes).toBeGreaterThan(60_000_000)
    expect((most - before) / 1e6).toBeLessThan(120)
  })
})

/** So many lines of a kilobyte on a board. */
const writeMuch = (ways: Awaited<ReturnType<typeof releasedDatabase>>, lines: number) =>
  withClient(ways.admin, (sql) =>
    sql.unsafe(`
      insert into board_events select school_id, unit_id, 100 + n, at, by_person, null, gen_random_uuid(),
        jsonb_build_object('type', 'parked', 'id', gen_random_uuid(), 'text', repeat(md5(n::text), 30))
      from board_events, generate_series(1, ${lines}) n where seq = 1`)
  )

describe('beside an application that runs', () => {
  let app: App
  let home: Home
  let env: NodeJS.ProcessEnv
  beforeAll(async () => {
    env = { ...process.env, SAMENSPEL_DATA: place('data'), PORT: '3000', DATABASE_URL: '', PUBLIC_URL: '' }
    app = await openApp(readConfig(env))
    home = await makeHome(app)
  })
  afterAll(() => app?.close())

  const superuser = async () => {
    const { socketFolder } = (await askOccupant(place('data')))!
    return openClient(embeddedTarget(socketFolder!, 'admin'), { max: 1, session: { search_path: 'public' } })
  }

  function samenspel(args: string[], more: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], { env: { ...env, ...more } })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
    return { child, done: once(child, 'close').then(([status]) => ({ status: status as number | null, said })) }
  }

  it('a backup is of one moment, whoever writes meanwhile', async () => {
    const member = (
      await app.database.read(
        home.school,
        ({ sql }) =>
          sql<
            { id: string }[]
          >`select person_id as id from memberships where unit_id = ${home.unit} and until is null limit 1`
      )
    )[0]!.id
    let isWriting = true
    const writing = (async () => {
      while (isWriting)
        await app.engine.submit(
          home.school,
          home.unit,
          { person: member, device: null },
          {
            key: newId(),
            base: 0,
            command: { type: 'park', id: newId(), text: 'Tijdens de back-up' }
          }
        )
    })()
    const during = await samenspel(['backup', place('during')]).done
    isWriting = false
    await writing
    expect(during).toMatchObject({ status: 0 })
    expect(await samenspel(['verify', place('during')]).done).toMatchObject({ status: 0 })
    // From the embedded server to another one: that is how a school moves.
    const moved = await freshWays()
    await restoreBackup(moved, place('during'), { migrations: await ourMigrations(), replace: false })
    await withClient(moved.admin, async (sql) => {
      const [gaps] = await sql`select count(*)::int as boards, count(*) filter (where b.seq <> (select count(*) from
        board_events e where e.unit_id = b.unit_id))::int as gaps from boards b`
      expect(gaps).toEqual({ boards: 1, gaps: 0 })
    })
  }, 300_000)

  it('a backup comes back in another folder, with every checksum', async () => {
    const still = await samenspel(['backup', place('still')]).done
    expect(still.status).toBe(0)
    const sql = await superuser()
    const before = await checksums(sql)
    await sql.end()
    expect(await samenspel(['restore', place('still')], { SAMENSPEL_DATA: place('other-data') }).done).toMatchObject({
      status: 0
    })
    const other = await attachKeeping({ dataDir: place('other-data'), log: silentLog })
    const after = await withClient(asAdmin(other.owner), checksums)
    await other.close()
    const keptOnly = (sums: Record<string, string>) =>
      Object.fromEntries(Object.entries(sums).filter(([table]) => !(table in LEFT_OUT)))
    expect(keptOnly(after)).toEqual(keptOnly(before))
  }, 300_000)

  it('nothing is restored', async () => {
    const { status, said } = await samenspel(['restore', place('during'), '--replace']).done
    expect(status).toBe(2)
    expect(said).toContain('Stop het eerst')
  }, 120_000)

  it('a backup that is killed halfway leaves no file that looks whole', async () => {
    const sql = await superuser()
    const stuck = await sql.reserve()
    await stuck`begin`
    await stuck`lock table units in access exclusive mode`
    const { child, done } = samenspel(['backup', place('killed')])
    const part = await waitFor(() => readdirSync(folder).find((name) => name.startsWith('killed.part-')))
    await sleep(300)
    child.kill('SIGKILL')
    await done
    await stuck`rollback`
    stuck.release()
    await sql.end()
    expect(existsSync(place('killed'))).toBe(false)
    await expect(verifyBackup(place(part))).rejects.toThrow()
  }, 120_000)
})

const asAdmin = (owner: object) => ({ ...owner, login: 'postgres' }) as never

async function waitFor<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    await sleep(20)
  }
}
