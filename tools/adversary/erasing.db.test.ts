/**
 * Erasing reaches a name wherever it can stand: in each column of each table that takes a text. The tables come from the
 * database's catalogue, and those in which nobody has left anything get a row, so that no table can be forgotten.
 */
import { expect, it } from 'vitest'
import { eraseEverywhere } from '#app/erasing.server.ts'
import { aSchoolWithNoor, partsFor, placesOf } from '#app/testing/noors-school.ts'
import type { Id } from '#kernel/id.ts'
import { leaveSchool } from '#people/server'
import { testDatabase } from '#platform/db/testing.ts'
import { dropChecks, insertAnyRow, tablesOf } from './any-row.ts'

const database = await testDatabase()
const sql = database.ownerSql
/** Names in there are of others, or of something else; what is only added to holds ids, codes and names of places. */
const NOT_PLANTED = ['people', 'schools', 'sites', 'units', 'audit_entries']

const isEmpty = async (table: string, school: Id) =>
  (await sql`select from ${sql(table)} where school_id = ${school} limit 1`).length === 0

/** Writes a text into each column of a school's tables that can hold it; tells which could. */
async function plant(school: Id, text: string, tables: readonly string[]): Promise<string[]> {
  const columns = await sql<{ table: string; column: string; type: string }[]>`
    select c.relname as table, a.attname as column, t.typname as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace
    join pg_type t on t.oid = a.atttypid and t.typname in ('text', 'varchar', '_text', 'json', 'jsonb')
    where a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname = any(${tables as string[]})
    order by 1, 2`
  const planted: string[] = []
  for (const { table, column, type } of columns) {
    const name = sql(column)
    const next = type.startsWith('json')
      ? sql`case when ${name} is null or jsonb_typeof(${name}) = 'null' then ${sql.json({ planted: text })}
          else ${name} || jsonb_build_object('planted', ${text}::text) end`
      : type === '_text'
        ? sql`array_append(${name}, ${text})`
        : sql`${text}`
    // A column that takes only certain words refuses it, and so never holds a name.
    await sql`
      update ${sql(table)} set ${name} = ${next}
      where ctid = (select ctid from ${sql(table)} where school_id = ${school} limit 1)`.then(
      () => planted.push(`${table}.${column}`),
      (error: { code?: string }) => expect(error.code, `${table}.${column}`).toMatch(/^23/)
    )
  }
  return planted
}

it('a name that stands in every column of every table is gone from all of them', async () => {
  const parts = partsFor(database)
  const { school, leader, noor, traces } = await aSchoolWithNoor(parts)
  const text = `${traces.join(' en ')}; ook "${traces[0]}"`
  const ours = (await tablesOf(sql)).filter(
    ({ schema, table, key }) => schema === 'public' && key === 'school_id' && !NOT_PLANTED.includes(table)
  )
  const empty: typeof ours = []
  for (const table of ours) if (await isEmpty(table.table, school)) empty.push(table)
  const filled = ours.filter((table) => !empty.includes(table)).map(({ table }) => table)
  const planted = await plant(school, text, filled)
  expect(planted).toEqual(expect.arrayContaining(['boards.outside', 'board_events.fact', 'wall_reactions.reply']))
  // Where nobody has left anything: any row, whatever it says, with the name in all its texts.
  await dropChecks(sql, ['c', 'x', 'f'])
  for (const table of empty) await insertAnyRow(sql, table, school, traces[0]!)
  await plant(
    school,
    text,
    empty.map(({ table }) => table)
  )
  await database.transact(school, (tx) => leaveSchool(tx, noor.id, leader.id, parts.clock()))
  expect(await eraseEverywhere(parts, school, leader.id, noor.id)).toEqual({ ok: true, value: undefined })
  expect(await placesOf(database, traces)).toEqual([])
})
