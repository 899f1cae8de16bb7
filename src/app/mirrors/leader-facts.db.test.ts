import { beforeAll, expect, it } from 'vitest'
import { makeDemonstration } from '#demo/server'
import type { Id } from '#kernel/id.ts'
import { makePerson, makeSchool } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { leaderFacts } from './leader-facts.server.ts'

const database = await testDatabase()
const NOW = Date.parse('2026-03-18T15:00:00Z')

let school: Id
beforeAll(async () => {
  const plan = { name: 'De Proeftuin', seed: 7, now: NOW, timeZone: 'Europe/Amsterdam' }
  const made = await makeDemonstration(database, plan)
  if (!made.ok) throw new Error(made.failure.code)
  school = made.value.school
})

it('what one person led and wrote is what the tables say, and the others are a number', async () => {
  const people = await database.read(
    school,
    ({ sql }) => sql<{ person: Id; led: number }[]>`
      select facilitator as person, count(*)::int as led from board_sessions
      where facilitator is not null and closed_at is not null and started_at >= ${new Date(NOW - 183 * 86_400_000)}
      group by facilitator`
  )
  expect(people.length).toBeGreaterThan(5)
  for (const { person, led } of people.slice(0, 5)) {
    const facts = await database.read(school, (tx) => leaderFacts(tx, person, NOW))
    const all = people.reduce((sum, one) => sum + one.led, 0)
    expect(facts.sessions).toMatchObject({ led, ledByOthers: all - led, leaders: people.length - 1 })
    expect(facts.sessions!.present).toBeGreaterThanOrEqual(led)
    expect(facts.sessions!.present).toBeLessThanOrEqual(facts.sessions!.all)
    expect(facts.goals.own + facts.goals.others).toBeGreaterThan(0)
    // No word of what was written, and nobody by name or by number.
    expect(JSON.stringify(facts)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
  }
})

it('sees nothing of another school, and says nothing of a school that has hardly begun', async () => {
  const other = await makeSchool(database)
  const leader = (await makePerson(database, { school: other, roles: ['school_leader'] })).id
  const facts = await database.read(other, (tx) => leaderFacts(tx, leader, NOW))
  expect(facts).toMatchObject({ sessions: null, goals: { own: 0, others: 0 }, plans: { all: 0, own: 0 } })
})
