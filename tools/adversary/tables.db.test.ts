/**
 * Every table, as another school, as the sign-in code, as the bare login, as nobody: nothing is read or changed. The
 * tables come from the database's catalogue.
 */
import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openClient, type Client } from '#platform/db/client.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { dropChecks, insertAnyRow, tablesOf, type Table } from './any-row.ts'
import { checksums } from './checksum.ts'
import { DEFINER_FUNCTIONS, TABLES } from './tables.ts'

const database = await testDatabase()
const { ownerSql } = database
const [OURS, THEIRS] = [newId(), newId()]

const tables = await tablesOf(ownerSql)
const walled = (wall: string) => tables.filter(({ name }) => TABLES[name]?.wall === wall)
await dropChecks(ownerSql)
for (const table of walled('school')) {
  await insertAnyRow(ownerSql, table, OURS, 'ours')
  await insertAnyRow(ownerSql, table, THEIRS, 'theirs')
}
const before = await checksums(ownerSql)

const as = (session: Record<string, string>) => openClient(database.app, { max: 1, session })
const us = as({ role: 'samenspel_tenant', 'app.school': OURS })
const nobody = as({ role: 'samenspel_tenant' })
const door = as({ role: 'samenspel_signin' })
const bare = as({})
afterAll(() => Promise.all([us, nobody, door, bare].map((client) => client.end({ timeout: 2 }))))

const nameOf = ({ schema, table }: Table) => `"${schema}"."${table}"`

/** Tries something and takes it back; the SQLSTATE when it was refused, else how many rows it reached. */
async function attempt(client: Client, query: string): Promise<string | number> {
  let reached: string | number = 'nothing'
  await client
    .begin(async (tx) => {
      reached = (await tx.unsafe(query)).count
      throw new Error('take it back')
    })
    .catch((error: { code?: string }) => {
      if (error.code) reached = error.code
    })
  return reached
}

const REFUSED = '42501'
const writes = (table: Table): string[] => {
  const at = nameOf(table)
  const first = `"${table.columns[0]!.name}"`
  return [
    `insert into ${at} select * from ${at}`,
    `update ${at} set ${first} = ${first}`,
    `delete from ${at}`,
    `truncate ${at} cascade`,
    `alter table ${at} disable row level security`,
    `alter table ${at} no force row level security`,
    `drop table ${at} cascade`,
    `create index on ${at} (${first})`
  ]
}

describe('every table', () => {
  it('is declared: say who may see it, in tools/adversary/tables.ts', () => {
    const known = tables.map(({ name }) => name)
    expect(known.filter((name) => !TABLES[name])).toEqual([])
    expect(Object.keys(TABLES).filter((name) => !known.includes(name))).toEqual([])
    for (const { name, schema } of tables)
      expect(`${name} ${TABLES[name]!.wall}`).toBe(
        `${name} ${{ public: 'school', signin: 'signin' }[schema] ?? 'owner'}`
      )
  })

  it('stands behind its walls', async () => {
    expect(await ownerSql`select * from wall_faults()`).toEqual([])
  })

  it('takes the school along in each reference to another table of a school', async () => {
    const loose = await ownerSql`
      select conrelid::regclass::text || ': ' || conname as reference from pg_constraint c
      where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
        select from unnest(c.conkey, c.confkey) k(mine, theirs)
        join pg_attribute m on m.attrelid = c.conrelid and m.attnum = mine
        join pg_attribute t on t.attrelid = c.confrelid and t.attnum = theirs
        where m.attname = 'school_id' and t.attname = case when c.confrelid::regclass::text = 'schools'
          then 'id' else 'school_id' end)`
    expect(loose).toEqual([])
  })

  it('has no function beside it that works with more rights than who calls it', async () => {
    const definers = await ownerSql<{ name: string }[]>`
      select n.nspname || '.' || proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`
    expect(definers.map(({ name }) => name).filter((name) => !DEFINER_FUNCTIONS[name])).toEqual([])
  })
})

describe.each(walled('school').map((table) => [table.name, table] as const))('%s', (_, table) => {
  const at = nameOf(table)
  const key = `"${table.key}"`
  const columns = table.columns.map(({ name }) => `"${name}"`).join(', ')
  const asTheirs = table.columns.map(({ name }) => (name === table.key ? `'${THEIRS}'::uuid` : `"${name}"`)).join(', ')

  it('shows and gives another school nothing', async () => {
    expect(await us.unsafe(`select ${key} as school from ${at}`)).toEqual([{ school: OURS }])
    expect((await us.unsafe(`select * from ${at} where ${key} = '${THEIRS}'`)).count).toBe(0)
    // A table that the application may not write refuses all of it; else it reaches our own row at most.
    for (const query of [`update ${at} set ${key} = ${key}`, `delete from ${at}`])
      expect([1, REFUSED, '23503', '23514']).toContain(await attempt(us, query))
    for (const query of [`update ${at} set ${key} = ${key}`, `delete from ${at}`])
      expect([0, REFUSED]).toContain(await attempt(us, `${query} where ${key} = '${THEIRS}'`))
    expect(await attempt(us, `insert into ${at} (${columns}) select ${asTheirs} from ${at}`)).toBe(REFUSED)
    expect(await attempt(us, `update ${at} set ${key} = '${THEIRS}'`)).toBe(REFUSED)
  })

  it('keeps its locks, its shape and its walls from the application', async () => {
    const [, , , ...shape] = writes(table)
    for (const query of shape) expect([query, await attempt(us, query)]).toEqual([query, REFUSED])
  })

  it('shows nothing when no school is set, and nothing to a wrong one', async () => {
    expect((await nobody.unsafe(`select from ${at}`)).count).toBe(0)
    const stranger = as({ role: 'samenspel_tenant', 'app.school': newId() })
    expect((await stranger.unsafe(`select from ${at}`)).count).toBe(0)
    for (const client of [nobody, stranger])
      for (const query of [`update ${at} set ${key} = ${key}`, `delete from ${at}`])
        expect([0, REFUSED]).toContain(await attempt(client, query))
    await stranger.end({ timeout: 2 })
  })

  it('is closed to the sign-in code and to the bare login', async () => {
    for (const client of [door, bare])
      for (const query of [`select from ${at}`, `table ${at}`, `copy ${at} to stdout`, ...writes(table)])
        expect([query, await attempt(client, query)]).toEqual([query, REFUSED])
  })
})

describe.each([...walled('signin'), ...walled('owner')].map((table) => [table.name, table] as const))(
  '%s',
  (_, table) => {
    it('is closed to every school and to the bare login', async () => {
      const clients = TABLES[table.name]!.wall === 'owner' ? [us, nobody, bare, door] : [us, nobody, bare]
      for (const client of clients)
        for (const query of [`select from ${nameOf(table)}`, ...writes(table)])
          expect([query, await attempt(client, query)]).toEqual([query, REFUSED])
    })
  }
)

it('after all of this nothing was changed', async () => {
  expect(await checksums(ownerSql)).toEqual(before)
})
