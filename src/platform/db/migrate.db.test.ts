import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inDatabase, openClient, type Target } from './client.ts'
import { migrate, migrationsFolder, readMigrations, type Migration } from './migrate.ts'
import { emptyDatabase, testServer } from './testing.ts'

const migration = (name: string, text: string): Migration => ({
  name,
  text,
  hash: createHash('sha256').update(text).digest('hex')
})
const first = migration('0001-trees', "create table trees (name text); insert into trees values ('oak');")
const second = migration('0002-ages', 'alter table trees add age integer;')
const third = migration('0003-elm', "insert into trees values ('elm', 12);")

const freshOwner = async (): Promise<Target> => inDatabase(testServer().owner, await emptyDatabase())

async function ask(target: Target, query: string): Promise<unknown[]> {
  const client = openClient(target, { max: 1 })
  try {
    return [...(await client.unsafe(query))]
  } finally {
    await client.end()
  }
}

const refusal = (code: string, params: Record<string, string>) => expect.objectContaining({ failure: { code, params } })

describe('migrating', () => {
  it('runs what is new, in order, once', async () => {
    const owner = await freshOwner()
    expect(await migrate(owner, [first, second])).toEqual(['0001-trees', '0002-ages'])
    expect(await migrate(owner, [first, second])).toEqual([])
    expect(await migrate(owner, [first, second, third])).toEqual(['0003-elm'])
    expect(await ask(owner, 'select * from trees order by name')).toEqual([
      { name: 'elm', age: 12 },
      { name: 'oak', age: null }
    ])
    expect(await ask(owner, 'select name, hash from administration.migrations_done order by name')).toEqual(
      [first, second, third].map(({ name, hash }) => ({ name, hash }))
    )
  })

  it('refuses a migration that was edited after it ran', async () => {
    const owner = await freshOwner()
    await migrate(owner, [first, second])
    const edited = { ...first, hash: 'another' }
    await expect(migrate(owner, [edited, second, third])).rejects.toEqual(
      refusal('migration_edited', { name: '0001-trees' })
    )
    expect(await ask(owner, 'select name from trees')).toEqual([{ name: 'oak' }])
  })

  it('refuses a database that is newer than the program', async () => {
    const owner = await freshOwner()
    await migrate(owner, [first, second])
    await expect(migrate(owner, [first])).rejects.toEqual(refusal('database_newer', { name: '0002-ages' }))
  })

  it('refuses a migration that comes before one that is done', async () => {
    const owner = await freshOwner()
    await migrate(
      owner,
      [first, third].map((done) => ({ ...done, text: 'select 1' }))
    )
    const all = [first, second, third]
    await expect(migrate(owner, all)).rejects.toEqual(
      refusal('migration_out_of_turn', { name: '0002-ages', last: '0003-elm' })
    )
  })

  it('undoes all of one that fails, says where, and keeps those before it', async () => {
    const owner = await freshOwner()
    const broken = migration('0002-broken', "insert into trees values ('ash');\ncreate table stones (id int);\nselekt;")
    await expect(migrate(owner, [first, broken])).rejects.toThrow('Migration 0002-broken, line 3')
    const late = migration('0002-late', "insert into trees values ('ash');\nselect 1 / 0;")
    await expect(migrate(owner, [first, late])).rejects.toThrow('division by zero')
    expect(await ask(owner, 'select name from trees')).toEqual([{ name: 'oak' }])
    expect(await ask(owner, "select to_regclass('stones') as stones")).toEqual([{ stones: null }])
    expect(await migrate(owner, [first, second])).toEqual(['0002-ages'])
  })

  it('is done once when several start at the same time', async () => {
    const owner = await freshOwner()
    const slow = migration('0002-slow', 'select pg_sleep(0.2); alter table trees add age integer;')
    const runs = await Promise.all(Array.from({ length: 4 }, () => migrate(owner, [first, slow])))
    expect(runs.flat().sort()).toEqual(['0001-trees', '0002-slow'])
  })
})

describe('the folder of migrations', () => {
  it('of this program is found and read in order', async () => {
    const names = (await readMigrations(migrationsFolder())).map(({ name }) => name)
    expect(names[0]).toBe('0001-foundation')
    expect(names).toEqual([...names].sort())
  })

  it('gives the same hash whatever the line ends, and refuses a number that is used twice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'samenspel-migrations-'))
    await writeFile(join(folder, '0001-a.sql'), 'select 1;\nselect 2;\n')
    const [unix] = await readMigrations(folder)
    await writeFile(join(folder, '0001-a.sql'), 'select 1;\r\nselect 2;\r\n')
    await writeFile(join(folder, 'notes.txt'), 'not a migration')
    expect(await readMigrations(folder)).toEqual([unix])
    await writeFile(join(folder, '0001-b.sql'), 'select 3;')
    await expect(readMigrations(folder)).rejects.toThrow('0001-b.sql')
    await rm(folder, { recursive: true })
  })
})
