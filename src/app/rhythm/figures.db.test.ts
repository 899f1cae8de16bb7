import { beforeAll, expect, it } from 'vitest'
import { FEWEST_SESSIONS } from '#board-sessions'
import { maySeeRhythms } from '#board-sessions/server'
import { makeDemonstration } from '#demo/server'
import type { Id } from '#kernel/id.ts'
import { ROLES } from '#people'
import { listUnits } from '#people/server'
import { makeSchool, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { rhythms } from './figures.server.ts'

const database = await testDatabase()
const NOW = Date.parse('2026-03-18T15:00:00Z')

let school: Id
let units: { id: Id; members: Id[] }[]
beforeAll(async () => {
  const plan = { name: 'De Proeftuin', seed: 7, now: NOW, timeZone: 'Europe/Amsterdam' }
  const made = await makeDemonstration(database, plan)
  if (!made.ok) throw new Error(made.failure.code)
  school = made.value.school
  units = await database.read(school, listUnits)
})

it('says the same of a school as its own sessions do', async () => {
  const found = await database.read(school, (tx) =>
    rhythms(
      tx,
      units.map(({ id }) => id),
      NOW
    )
  )
  for (const { id } of units) {
    const rhythm = found.get(id)!
    const [counted] = await database.read(
      school,
      ({ sql }) => sql<{ sessions: number; facilitators: number }[]>`
        select count(*)::int as sessions, count(distinct facilitator)::int as facilitators from board_sessions
        where unit_id = ${id} and closed_at is not null and started_at > ${new Date(NOW - 183 * 86_400_000)}`
    )
    expect(counted!.sessions).toBeGreaterThanOrEqual(FEWEST_SESSIONS)
    expect(rhythm.sessions).toBe(counted!.sessions)
    expect(rhythm.led.filter(({ person }) => person !== null)).toHaveLength(counted!.facilitators)
    expect(rhythm.presence.present).toBeGreaterThan(0)
    expect(rhythm.presence.present).toBeLessThanOrEqual(rhythm.presence.members)
    expect(rhythm.minutes.total).toBeGreaterThan(5)
    expect(rhythm.reviewed.done).toBeGreaterThan(0)
  }
})

it('says nothing of a unit with too few sessions, nor of a unit of another school', async () => {
  const other = await makeSchool(database)
  const { id } = await makeUnit(database, { school: other })
  expect((await database.read(other, (tx) => rhythms(tx, [id], NOW))).get(id)).toBeNull()
  const foreign = units[0]!.id
  expect((await database.read(other, (tx) => rhythms(tx, [foreign], NOW))).get(foreign)).toBeNull()
})

it('is for who leads the school or looks after its quality, and for no other role', () => {
  const may = ROLES.filter((role) => maySeeRhythms([{ role, unit: null }]))
  expect(may).toEqual(['school_leader', 'quality_coordinator'])
  expect(maySeeRhythms([{ role: 'school_leader', unit: units[0]!.id }])).toBe(false)
  expect(maySeeRhythms([])).toBe(false)
})
