import { describe, expect, it } from 'vitest'
import { migrate } from '#platform/db/migrate.ts'
import { allRows, ourMigrations, RELEASED, releasedDatabase, type Rows } from './released.ts'

/**
 * What a later migration changed on purpose in rows that were there: 'table.column', and which decision says so. Then
 * the value is not compared.
 */
const CHANGED: Record<string, string> = {}

/** Every row of before, with every column that is still there, has a row after it that says the same. */
function expectKept(before: Rows, after: Rows): void {
  for (const [table, rows] of Object.entries(before)) {
    expect(after[table], `${table} is gone`).toBeDefined()
    expect(after[table]!.length, `${table} lost or won rows`).toBe(rows.length)
    for (const row of rows) {
      const still = Object.entries(row).filter(
        ([column]) => column in after[table]![0]! && !(`${table}.${column}` in CHANGED)
      )
      expect(still.length, `${table} has no column of before`).toBeGreaterThan(0)
      expect(after[table]).toContainEqual(expect.objectContaining(Object.fromEntries(still)))
    }
  }
}

describe('an upgrade', () => {
  it('finds the released migrations as they were released', async () => {
    const hashes = Object.fromEntries((await ourMigrations()).map(({ name, hash }) => [name, hash]))
    for (const [name, hash] of Object.entries(RELEASED)) expect([name, hashes[name]]).toEqual([name, hash])
  })

  it('brings the first released schema up to now, with a row in every table, and loses nothing', async () => {
    const ways = await releasedDatabase()
    const before = await allRows(ways)
    for (const [table, rows] of Object.entries(before)) expect([table, rows.length > 0]).toEqual([table, true])
    const migrations = await ourMigrations()
    const done = await migrate(ways.owner, migrations)
    expect(done).toEqual(migrations.slice(Object.keys(RELEASED).length).map(({ name }) => name))
    expectKept(before, await allRows(ways))
  })

  it('is not made backwards: an older program refuses a newer database', async () => {
    const ways = await releasedDatabase()
    const older = (await ourMigrations()).filter(({ name }) => name in RELEASED).slice(0, -1)
    const refusal = expect.objectContaining({
      failure: { code: 'database_newer', params: { name: '0004-board-sessions' } }
    })
    const before = await allRows(ways)
    await expect(migrate(ways.owner, older)).rejects.toEqual(refusal)
    expect(await allRows(ways)).toEqual(before)
  })
})
