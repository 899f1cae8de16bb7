import { expect, it } from 'vitest'
import { newId } from '#kernel/id.ts'
import { inDatabase, openClient } from '#platform/db/client.ts'
import { migrate, migrationsFolder, readMigrations } from '#platform/db/migrate.ts'
import { emptyDatabase, testServer } from '#platform/db/testing.ts'

const IN_TIME = '0113-weekly-moments-in-time'

it('a database from before keeps what was chosen and moved, and what fell away long ago does not come back', async () => {
  const owner = inDatabase(testServer().owner, await emptyDatabase())
  const all = await readMigrations(migrationsFolder())
  await migrate(
    owner,
    all.filter(({ name }) => name < IN_TIME)
  )
  const client = openClient(owner, { max: 1 })
  const school = newId()
  const [weekly, byTurns, without] = [newId(), newId(), newId()]
  const inSchool = (query: string) =>
    client.begin(async (sql) => {
      await sql`select set_config('app.school', ${school}, true)`
      return sql.unsafe(query)
    })
  const moments = `insert into weekly_moments (school_id, unit_id, turn, weekday, minute, since) values`
  const changes = `insert into session_changes (school_id, unit_id, on_day, to_day, to_minute, at) values`
  try {
    await inSchool(`insert into schools (id, name) values ('${school}', 'De Wilg')`)
    await inSchool(
      `insert into units (school_id, id, name, mark, hue) values
        ${[weekly, byTurns, without].map((id, at) => `('${school}', '${id}', 'Unit ${at}', 'U${at}', ${at})`).join()}`
    )
    // Tuesdays; and Tuesdays and Thursdays by turns.
    await inSchool(`${moments} ('${school}', '${weekly}', 0, 2, 915, '2026-08-31'),
      ('${school}', '${byTurns}', 0, 2, 915, '2026-08-31'), ('${school}', '${byTurns}', 1, 4, 800, '2026-08-31')`)
    const changed = (unit: string, on: string, to: string | null) =>
      inSchool(`${changes} ('${school}', '${unit}', '${on}', ${to ? `'${to}', 600` : 'null, null'}, now())`)
    await changed(weekly, '2026-10-13', '2026-10-14')
    await changed(weekly, '2026-10-20', null)
    // On Wednesdays, before it was chosen, in the week of the other turn, and of a unit without a moment.
    await changed(weekly, '2026-10-21', '2026-10-22')
    await changed(weekly, '2026-08-25', '2026-08-26')
    await changed(byTurns, '2026-09-10', '2026-09-11')
    await changed(byTurns, '2026-09-17', '2026-09-18')
    await changed(without, '2026-10-13', '2026-10-14')

    expect(await migrate(owner, all)).toContain(IN_TIME)
    const kept = await inSchool('select turn, since::text, from_day::text as from, until_day from weekly_moments')
    expect(kept).toHaveLength(3)
    for (const row of kept) expect(row).toMatchObject({ since: '2026-08-31', from: '2026-08-31', until_day: null })
    const left = await inSchool('select on_day::text as on from session_changes order by on_day')
    expect(left.map(({ on }) => on as string)).toEqual(['2026-09-10', '2026-10-13', '2026-10-20'])
    expect(await client`select * from wall_faults()`).toHaveLength(0)
  } finally {
    await client.end()
  }
})
