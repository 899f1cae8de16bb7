import { describe, expect, it } from 'vitest'
import { apply, emptyBoard } from '#board-sessions'
import { findSession, listSessions, loadBoard } from '#board-sessions/server'
import { weekOf } from '#bulletin'
import { itemsOfWeek, listInformation, openRequests, reactionsSince } from '#bulletin/server'
import type { Id } from '#kernel/id.ts'
import { brokenVisits, calendarVisits, openInvitations, openWishes, preparePlan, visitsOf } from '#lesson-visits/server'
import { findSchoolNamed, listPeople, listUnits, weeklyMomentOf } from '#people/server'
import { makeSchool } from '#people/testing'
import type { Tx } from '#platform/db/door.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { observationsOf, programmeFor, stepFor, voicesFor } from '#start-programme/server'
import { lessonsOf } from '#timetable/server'
import { makeDemonstration } from './make.server.ts'
import { removeDemonstration } from './remove.server.ts'
import { makeSchools } from './testing.ts'

const database = await testDatabase()
const NOW = Date.parse('2026-03-17T11:00:00Z')

async function made(name: string, seed = 5) {
  const result = await makeDemonstration(database, { name, seed, now: NOW })
  if (!result.ok) throw new Error(result.failure.code)
  return result.value
}

/** How many rows of a school there are, wherever. */
async function rowsOf(school: string): Promise<number> {
  const tables = await database.ownerSql<{ name: string }[]>`
    select table_schema || '.' || table_name as name from information_schema.columns
    where column_name = 'school_id' and table_schema in ('public', 'signin')`
  const counts = await Promise.all(
    tables.map(({ name }) => {
      const [schema, table] = name.split('.')
      return database.ownerSql<{ count: number }[]>`
        select count(*)::int as count from ${database.ownerSql(schema!)}.${database.ownerSql(table!)}
        where school_id = ${school}`
    })
  )
  return counts.reduce((sum, [row]) => sum + row!.count, 0)
}

/** What a board sent out, by its log. */
const sentOutOf = async (tx: Tx, unit: Id) =>
  tx.sql<
    { id: Id }[]
  >`select fact ->> 'id' as id from board_events where unit_id = ${unit} and fact ->> 'type' = 'sent-out'`

describe('its start programme', () => {
  it('has a decision, weeks that were looked back on, a shared form and answers of all sides', async () => {
    const demo = await made('De Startbaan')
    await database.read(demo.school, async (tx) => {
      const view = await programmeFor(tx, demo.eyes.school_leader, NOW, 'nl')
      expect(view.decisions).toMatchObject([{ outcome: 'begin' }])
      const { tracks, meetings, team } = view.running!
      expect(team.map(({ part }) => part)).toEqual(['leader', 'teacher', 'teacher', 'coach'])
      expect(tracks).toMatchObject([
        { unit: null, standing: { state: 'after' } },
        { unit: { id: demo.units[0]!.id }, standing: { state: 'step', step: 7 } }
      ])
      expect(tracks[0]!.evaluated.every((count) => count > 0)).toBe(true)
      expect(tracks[1]!.evaluated.slice(0, 6).every((count) => count > 0)).toBe(true)
      expect(meetings[0]!.agreed).not.toBe('')
      const step = await stepFor(tx, demo.eyes.teacher, { track: null, step: 6 }, { now: NOW, language: 'nl' })
      expect(step).toMatchObject({ own: null, isOpen: true })
      const heard = (await voicesFor(tx, demo.eyes.school_leader, NOW))!.closed
      expect(heard.length).toBeGreaterThan(0)
      const shared = (await observationsOf(tx, demo.eyes.teacher, demo.units[0]!.id))!.sessions
      expect(shared.filter((session) => session.shared > 0)).toHaveLength(1)
    })
  })
})

describe('a demonstration school', () => {
  it('has people, boards and sessions, and its tables are the fold of its log', async () => {
    const demo = await made('De Proeftuin')
    await database.read(demo.school, async (tx) => {
      expect(await listPeople(tx)).toHaveLength(30)
      expect(await listUnits(tx)).toHaveLength(5)
      for (const unit of demo.units) {
        const rows = await tx.sql`
          select fact || jsonb_build_object('seq', seq, 'by', by_person, 'key', key,
            'at', (extract(epoch from at) * 1000)::bigint) as event
          from board_events where unit_id = ${unit.id} order by seq`
        expect(rows).toHaveLength(unit.events)
        expect((await weeklyMomentOf(tx, unit.id))!.slots.length).toBeGreaterThan(0)
        const fold = rows.map(({ event }) => event as never).reduce(apply, emptyBoard())
        const board = await loadBoard(tx, unit.id)
        const byId = <T extends { id: string }>(items: T[]) => items.toSorted((a, b) => (a.id < b.id ? -1 : 1))
        expect(board.session).toEqual(fold.session)
        expect(board.lastSession).toEqual(fold.lastSession)
        for (const kind of ['actions', 'goals', 'successes', 'parked'] as const)
          expect(byId<{ id: string }>(board[kind]), kind).toEqual(byId<{ id: string }>(fold[kind]))
        const [last] = await listSessions(tx, unit.id)
        expect((await findSession(tx, unit.id, last!.id))!.lastSession!.id).toBe(last!.id)
      }
    })
  })

  it('has a wall, a bulletin and requests that say what the boards say', async () => {
    const demo = await made('De Muur')
    await database.read(demo.school, async (tx) => {
      expect((await itemsOfWeek(tx, weekOf('2026-03-17'))).length).toBeGreaterThan(1)
      const open = await openRequests(tx)
      expect(open.length).toBeGreaterThan(1)
      const reactions = await reactionsSince(tx, NOW - 30 * 86_400_000)
      expect(reactions.length).toBeGreaterThan(5)
      const [coming, before] = await listInformation(tx)
      expect(before!.units.every(({ toldAt }) => toldAt !== null)).toBe(true)
      for (const { id } of demo.units) {
        const { outside, lastSession } = await loadBoard(tx, id)
        expect(lastSession!.worth!.answers).toBeGreaterThan(0)
        const shown = outside.brought.filter(({ kind }) => kind === 'reaction')
        for (const { id: item, handled } of shown)
          expect(reactions.find((reaction) => reaction.id === item)?.answer === null).toBe(handled === null)
        const isTold = coming!.units.find(({ unit }) => unit === id)!.toldAt !== null
        expect(outside.brought.some((item) => item.id === coming!.id && !item.handled)).toBe(!isTold)
        const sent = new Set((await sentOutOf(tx, id)).map((request) => request.id))
        for (const request of open) if (request.unit === id) expect(sent).toContain(request.id)
      }
      expect(await tx.sql`select from session_votes`).toHaveLength(0)
    })
  })

  it('has a timetable, visits that were held and that come, and wishes that can be planned', async () => {
    const demo = await made('De Bezoeken')
    await database.read(demo.school, async (tx) => {
      expect((await lessonsOf(tx)).length).toBeGreaterThan(200)
      const people = await listPeople(tx)
      const all = (await Promise.all(people.map(({ id }) => visitsOf(tx, id, '2026-01-01')))).flat()
      const states = (state: string) => new Set(all.filter((one) => one.state === state).map(({ id }) => id)).size
      expect(states('done')).toBeGreaterThan(3)
      expect([states('agreed'), states('proposed'), states('cancelled')]).toEqual([2, 1, 1])
      // By the planner's own rules every agreed visit is possible.
      expect(await brokenVisits(tx, NOW)).toEqual([])
      expect((await openWishes(tx, '2026-03-17')).length).toBeGreaterThan(4)
      expect(await openInvitations(tx)).toHaveLength(1)
      const asking = { person: demo.eyes.school_leader, now: NOW }
      expect(await preparePlan(tx, asking)).toMatchObject({ ok: true })
      const coming = await calendarVisits(tx, demo.eyes.teacher, '2026-03-18')
      expect(coming.map(({ state }) => state)).toEqual(['agreed'])
      const waiting = await visitsOf(tx, demo.eyes.teacher, '2026-03-18')
      expect(waiting.find(({ state }) => state === 'proposed')?.says.host).toBeNull()
    })
  })

  it('is made anew by its name, and the old one is gone from every table', async () => {
    const first = await made('De Herhaling')
    const second = await made('De Herhaling')
    expect(second).toMatchObject({ isRemade: true, people: 30 })
    expect(second.units.map(({ events }) => events)).toEqual(first.units.map(({ events }) => events))
    expect(await rowsOf(first.school)).toBe(0)
    expect(await findSchoolNamed(database, 'De Herhaling')).toBe(second.school)
  })

  it('is taken away whole', async () => {
    const demo = await made('De Tijdelijke')
    const other = await made('De Blijver')
    const before = await rowsOf(other.school)
    await database.transact(demo.school, (tx) => enqueue(tx, 'day', '2026-03-18', NOW))
    expect((await removeDemonstration(database, demo.school)).ok).toBe(true)
    expect([await rowsOf(demo.school), await rowsOf(other.school)]).toEqual([0, before])
    expect(await findSchoolNamed(database, 'De Tijdelijke')).toBeNull()
  })
})

describe('a real school', () => {
  it('is never made over, removed or turned into a demonstration, by us or by the database', async () => {
    const school = await makeSchool(database, 'De Echte')
    const over = await makeDemonstration(database, { name: 'De Echte', seed: 1, now: NOW })
    expect(over).toMatchObject({ ok: false, failure: { code: 'school_name_taken' } })
    expect((await removeDemonstration(database, school)).ok).toBe(false)
    const write = (sql: string) => database.transact(school, (tx) => tx.sql.unsafe(sql))
    await expect(write('delete from schools')).rejects.toThrow('permission denied')
    await expect(write('select remove_demonstration()')).rejects.toThrow('Only a demonstration school can be removed')
    await expect(write('update schools set demonstration = true')).rejects.toThrow('from its making, or never')
    const signin = (sql: string) => database.signin((tx) => tx.sql.unsafe(sql))
    await expect(signin('delete from schools where not demonstration')).rejects.toThrow('Only a demonstration')
    await expect(signin('update schools set demonstration = not demonstration')).rejects.toThrow('or never')
  })
})

it('makes many small schools that differ', async () => {
  const schools = await makeSchools(database, { count: 3, years: 0.25, now: NOW })
  expect(schools.map(({ name }) => name)).toEqual(['Proefschool 1', 'Proefschool 2', 'Proefschool 3'])
  expect(new Set(schools.map(({ units }) => JSON.stringify(units.map(({ events }) => events)))).size).toBe(3)
  expect(schools.every(({ units }) => units.length === 2)).toBe(true)
})
