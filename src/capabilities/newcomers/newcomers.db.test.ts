import { describe, expect, it } from 'vitest'
import { addDays, dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { grantRole } from '#people/server'
import { makePerson, makeUnit } from '#people/testing'
import { newId } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import {
  answerAsBuddy,
  answerForUnit,
  aroundNewcomers,
  chooseBuddy,
  pathOf,
  skipPath,
  takeStep
} from './use-cases.server.ts'

const database = await testDatabase()
const NOW = Date.now()
const DAY = 86_400_000

/** A unit that has been there for years, and somebody who came some days ago. */
async function aNewcomer(daysAgo = 3) {
  const lead = await makePerson(database)
  const { school } = lead
  const buddy = await makePerson(database, { school })
  const unit = await makeUnit(database, { school, members: [lead.id, buddy.id] })
  const other = await makeUnit(database, { school, members: [(await makePerson(database, { school })).id] })
  const newcomer = await makePerson(database, { school })
  const first = addDays(dayOf(NOW, 'Europe/Amsterdam'), -daysAgo)
  await database.transact(school, async (tx) => {
    await tx.sql`
      insert into memberships (school_id, unit_id, person_id, since, source)
      values (${school}, ${unit.id}, ${newcomer.id}, ${first}, 'hand')`
    await grantRole(tx, lead.id, newId(), { role: 'unit_lead', unit: unit.id }, '2020-08-01')
  })
  const choose = (by: Id, chosen: Id) =>
    database.transact(school, (tx) => chooseBuddy(tx, by, { newcomer: newcomer.id, buddy: chosen }, NOW))
  const answer = (by: Id, text: string, at: Id = unit.id) =>
    database.transact(school, (tx) => answerForUnit(tx, by, { unit: at, newcomer: newcomer.id, text }, NOW))
  return {
    school,
    unit,
    lead: lead.id,
    buddy: buddy.id,
    newcomer: newcomer.id,
    outsider: other.members[0]!,
    choose,
    answer,
    path: (now = NOW) => database.read(school, (tx) => pathOf(tx, newcomer.id, now)),
    around: (person: Id) => database.read(school, (tx) => aroundNewcomers(tx, person, NOW))
  }
}

describe('the path of a newcomer', () => {
  it('is for who came lately, and not for the others', async () => {
    const { school, lead, path } = await aNewcomer()
    expect(await path()).toMatchObject({ isNew: true, isSkipped: false, buddy: null })
    expect((await path(NOW + 90 * DAY)).isNew).toBe(false)
    expect((await database.read(school, (tx) => pathOf(tx, lead, NOW))).isNew).toBe(false)
  })

  it('remembers what was read, and can be skipped and taken up again', async () => {
    const { school, newcomer, path } = await aNewcomer()
    await database.transact(school, (tx) => takeStep(tx, newcomer, 'why', NOW))
    await database.transact(school, (tx) => skipPath(tx, newcomer, true, NOW))
    expect(await path()).toMatchObject({ isSkipped: true, done: { why: true, goals: false } })
    await database.transact(school, (tx) => skipPath(tx, newcomer, false, NOW))
    expect((await path()).isSkipped).toBe(false)
  })

  it('counts a check-in and a session that ended by themselves', async () => {
    const { school, unit, newcomer, path } = await aNewcomer()
    const session = newId()
    await database.transact(school, async ({ sql }) => {
      await sql`insert into boards (school_id, unit_id, budgets) values (${school}, ${unit.id}, '{}')`
      await sql`
        insert into board_sessions (school_id, unit_id, id, started_at, phase, phase_started_at, spent, review)
        values (${school}, ${unit.id}, ${session}, now(), 'check-in', now(), '{}', '{}')`
      await sql`
        insert into check_ins (school_id, unit_id, id, person_id, at, need, offer, helpers, session_id)
        values (${school}, ${unit.id}, ${newId()}, ${newcomer}, now(), '', '', '{}', ${session})`
    })
    expect((await path()).done).toMatchObject({ check_in: true, session: false })
    await database.transact(school, ({ sql }) => sql`update board_sessions set closed_at = now()`)
    expect((await path()).done.session).toBe(true)
  })
})

describe('a buddy', () => {
  it('chosen by the newcomer is one after saying yes', async () => {
    const { school, newcomer, buddy, choose, path, around } = await aNewcomer()
    expect((await choose(newcomer, buddy)).ok).toBe(true)
    expect(await path()).toMatchObject({ done: { buddy: false }, buddy: { id: buddy, accepted: false } })
    expect((await around(buddy)).asked).toMatchObject([{ newcomer }])
    const answer = (by: Id, accepts: boolean) =>
      database.transact(school, (tx) => answerAsBuddy(tx, by, { newcomer, accepts }, NOW))
    expect(await answer(newcomer, true)).toMatchObject({ failure: { code: 'not_allowed' } })
    await answer(buddy, true)
    expect(await path()).toMatchObject({ done: { buddy: true } })
    expect((await around(buddy)).asked).toEqual([])
    await answer(buddy, false)
    expect((await path()).buddy).toBeNull()
  })

  it('may be chosen by the lead of the unit, who sees who has none; by nobody else', async () => {
    const { lead, buddy, outsider, newcomer, choose, around } = await aNewcomer()
    expect((await around(lead)).without).toMatchObject([{ newcomer }])
    expect((await around(buddy)).without).toEqual([])
    const stranger = await makePerson(database, { roles: ['school_leader', 'administrator'] })
    for (const by of [buddy, outsider, stranger.id, newId()])
      expect(await choose(by, buddy)).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await choose(lead, outsider)).toMatchObject({ failure: { code: 'buddy_not_in_unit' } })
    expect(await choose(lead, newcomer)).toMatchObject({ failure: { code: 'buddy_not_in_unit' } })
    expect((await choose(lead, buddy)).ok).toBe(true)
    expect((await around(lead)).without).toEqual([])
  })
})

describe('the question to the unit', () => {
  it('comes after a month, to the members; their answers are for the members', async () => {
    const { unit, lead, buddy, newcomer, outsider, answer, around } = await aNewcomer(30)
    expect((await around(buddy)).questions).toMatchObject([{ newcomer, unit: unit.id, own: '', answers: [] }])
    expect((await answer(buddy, 'eerst samen naar het bord kijken')).ok).toBe(true)
    expect((await answer(buddy, 'eerst samen koffie')).ok).toBe(true)
    expect((await around(lead)).questions[0]).toMatchObject({ own: '', answers: [{ text: 'eerst samen koffie' }] })
    expect((await around(outsider)).questions).toEqual([])
    const stranger = await makePerson(database, { roles: ['school_leader', 'administrator'] })
    for (const by of [outsider, stranger.id, newId()])
      expect(await answer(by, 'van buiten')).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await answer(buddy, '  ')).toMatchObject({ failure: { code: 'text_empty' } })
    expect(await answer(buddy, 'x'.repeat(1001))).toMatchObject({ failure: { code: 'value_too_long' } })
  })

  it('is not asked before, nor afterwards, nor of another unit', async () => {
    for (const days of [3, 60]) {
      const { buddy, answer, around } = await aNewcomer(days)
      expect((await around(buddy)).questions).toEqual([])
      expect(await answer(buddy, 'te vroeg of te laat')).toMatchObject({ failure: { code: 'not_newcomer' } })
    }
  })
})
