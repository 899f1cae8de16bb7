import { beforeAll, describe, expect, it } from 'vitest'
import { makeDemonstration } from '#demo/server'
import type { Id } from '#kernel/id.ts'
import { listUnits } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { unitFacts, visitsAmong } from './unit-facts.server.ts'

const database = await testDatabase()
const NOW = Date.parse('2026-03-18T15:00:00Z')

describe('of a unit with half a year of sessions', () => {
  let school: Id
  let units: Id[]
  beforeAll(async () => {
    const plan = { name: 'De Proeftuin', seed: 7, now: NOW, timeZone: 'Europe/Amsterdam' }
    const made = await makeDemonstration(database, plan)
    if (!made.ok) throw new Error(made.failure.code)
    school = made.value.school
    units = (await database.read(school, listUnits)).map(({ id }) => id)
  })

  it('the facts are what the log of its board says', async () => {
    for (const unit of units) {
      const facts = await database.read(school, (tx) => unitFacts(tx, unit, NOW))
      const [told] = await database.read(
        school,
        ({ sql }) => sql<{ checked: number; goals: number; actions: number; successes: number }[]>`
          select count(distinct fact ->> 'session') filter (where fact ->> 'type' = 'action-reviewed')::int as checked,
            count(*) filter (where fact ->> 'type' = 'goal-added')::int as goals,
            count(*) filter (where fact ->> 'type' = 'action-added')::int as actions,
            count(*) filter (where fact ->> 'type' = 'success-added')::int as successes
          from board_events where unit_id = ${unit} and at >= ${new Date(NOW - 183 * 86_400_000)}`
      )
      expect(facts.from < facts.till).toBe(true)
      expect(facts.board.goalsMade).toBe(told!.goals)
      expect(facts.board.actionsMade).toBe(told!.actions)
      expect(facts.sharing!.successes).toBe(told!.successes)
      expect(facts.check!.checked).toBeGreaterThan(0)
      expect(facts.check!.checked).toBeLessThanOrEqual(facts.check!.of)
      expect(facts.sessions!.held).toBeLessThanOrEqual(facts.sessions!.planned ?? facts.sessions!.all)
      expect(facts.visits).not.toBeNull()
    }
  })

  it('nothing comes out for who stands in another school', async () => {
    const other = await makeSchool(database)
    const facts = await database.read(other, (tx) => unitFacts(tx, units[0]!, NOW))
    expect(facts).toMatchObject({ sessions: null, check: null, sharing: null, visits: null })
    expect(Object.values(facts.board)).toEqual([0, 0, 0, 0])
  })
})

it('a small or a new unit gets no facts that would be about persons, or about one week', async () => {
  const school = await makeSchool(database)
  const members: Id[] = []
  for (let at = 0; at < 4; at++) members.push((await makePerson(database, { school })).id)
  const unit = (await makeUnit(database, { school, members })).id
  const facts = await database.read(school, (tx) => unitFacts(tx, unit, NOW))
  expect(facts).toMatchObject({ sessions: null, check: null, sharing: null, visits: null })
})

it('visits are counted once, whoever looked, and by what became of them', () => {
  const visit = (visitor: string, host: string, day: string, state: 'agreed' | 'done') => ({
    visitor,
    host,
    day,
    state
  })
  const visits = [
    visit('a', 'b', '2026-03-01', 'done'),
    visit('a', 'x', '2026-03-02', 'agreed'),
    visit('x', 'b', '2026-03-20', 'agreed'),
    visit('x', 'y', '2026-03-03', 'done')
  ]
  expect(visitsAmong(visits, new Set(['a', 'b']), '2026-03-18')).toEqual({ made: 2, toCome: 1, within: 1, rounded: 1 })
})
