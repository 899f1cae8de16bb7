import { describe, expect, it } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { grantRole } from '#people/server'
import { makePerson } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import {
  forgetObservations,
  observationsAt,
  observationsOf,
  shareObservation,
  takeObservationBack
} from './observing.server.ts'
import { makeBeginners } from './testing.ts'

const database = await testDatabase()
const NOW = Date.now()

/** A unit with one session that ended and one that is under way. */
async function aSession() {
  const team = await makeBeginners(database)
  const { school, unit, coach, colleague } = team
  const [session, open] = [newId(), newId()]
  await database.transact(school, async ({ sql }) => {
    await sql`insert into boards (school_id, unit_id, budgets) values (${school}, ${unit}, '{}')`
    await sql`
      insert into board_sessions (school_id, unit_id, id, started_at, phase, phase_started_at, spent, review, closed_at, final)
      values (${school}, ${unit}, ${session}, now() - interval '1 day', 'close', now(), '{}', '{}', now(), '{}')`
    await sql`
      insert into board_sessions (school_id, unit_id, id, started_at, phase, phase_started_at, spent, review)
      values (${school}, ${unit}, ${open}, now(), 'check-in', now(), '{}', '{}')`
  })
  const share = (person: Id, parts: object = {}) =>
    database.transact(school, (tx) =>
      shareObservation(
        tx,
        { unit, session, answers: { subject: 'breuken, tien minuten' }, indicators: ['own-goals'], ...parts },
        { person, now: NOW }
      )
    )
  const read = (person: Id, at: Id = unit) => database.read(school, (tx) => observationsAt(tx, person, at, session))
  const list = (person: Id, at: Id = unit) => database.read(school, (tx) => observationsOf(tx, person, at))
  return { ...team, session, open, share, read, list, coach, colleague }
}

describe('the form of a coach', () => {
  it('is shared with the members of the unit and its coach, and with nobody else', async () => {
    const { school, unit, share, read, list, coach, otherCoach, colleague, teacher2, leader } = await aSession()
    expect((await share(coach)).ok).toBe(true)
    const answers = { subject: 'breuken, tien minuten' }
    expect((await read(colleague))!.observations).toMatchObject([{ answers, indicators: ['own-goals'], isMine: false }])
    expect((await read(coach))!.observations).toMatchObject([{ isMine: true }])
    expect((await read(otherCoach))!.observations).toHaveLength(1)
    expect((await list(colleague))!.sessions).toMatchObject([{ shared: 1, isMine: false }])
    const administrator = await makePerson(database, { school, roles: ['administrator', 'quality_coordinator'] })
    const elsewhere = await makePerson(database, { school })
    await database.transact(school, (tx) =>
      grantRole(tx, elsewhere.id, newId(), { role: 'unit_lead', unit }, '2020-08-01')
    )
    for (const person of [leader, teacher2, administrator.id, elsewhere.id, newId()]) {
      expect(await read(person)).toBeNull()
      expect(await list(person)).toBeNull()
    }
    const stranger = await makePerson(database, { roles: ['coach', 'school_leader'] })
    expect(await database.read(stranger.school, (tx) => observationsOf(tx, stranger.id, unit))).toBeNull()
  })

  it('is filled in by who is a coach of that unit, about a session that ended', async () => {
    const { school, unit, otherUnit, open, share, coach, colleague, leader, teacher1, teacher2 } = await aSession()
    for (const person of [colleague, leader, newId()])
      expect(await share(person)).toMatchObject({ failure: { code: 'not_allowed' } })
    await database.transact(school, async (tx) => {
      await grantRole(tx, teacher1, newId(), { role: 'coach', unit: otherUnit }, '2020-08-01')
      await grantRole(tx, teacher2, newId(), { role: 'coach', unit }, '2020-08-01')
    })
    expect(await share(teacher1)).toMatchObject({ failure: { code: 'not_allowed' } })
    expect((await share(teacher2)).ok).toBe(true)
    for (const session of [open, newId(), 'x'])
      expect(await share(coach, { session })).toMatchObject({ failure: { code: 'not_found' } })
    expect(await share(coach, { unit: otherUnit })).toMatchObject({ failure: { code: 'not_found' } })
    expect(await share(coach, { answers: {} })).toMatchObject({ failure: { code: 'observation_empty' } })
  })

  it('is changed by sharing it again, and taken back by who wrote it', async () => {
    const { school, session, share, read, coach, otherCoach, colleague } = await aSession()
    await share(coach)
    await share(coach, { answers: { lead: 'om de beurt' }, indicators: [] })
    await share(otherCoach)
    const said = (await read(colleague))!.observations.map(({ answers }) => answers)
    expect(said).toHaveLength(2)
    expect(said).toContainEqual({ lead: 'om de beurt' })
    const back = (person: Id) =>
      database.transact(school, (tx) => takeObservationBack(tx, session, { person, now: NOW }))
    expect(await back(colleague)).toMatchObject({ failure: { code: 'not_found' } })
    expect((await read(colleague))!.observations).toHaveLength(2)
    expect((await back(coach)).ok).toBe(true)
    expect((await read(colleague))!.observations).toHaveLength(1)
    await database.transact(school, (tx) => forgetObservations(tx, otherCoach))
    expect((await read(colleague))!.observations).toEqual([])
  })
})
