/** A unit's mirror is of that unit: somebody of another unit, and whoever leads the school, come to nothing by any way. */
import { describe, expect, test } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { grantRole } from '#people/server'
import { makePerson, makeUnit, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { closeCampaign, openCampaign, remind, resultsOf } from './campaigns.server.ts'
import { rowsOf } from './exports/csv.server.ts'
import { overview, standingOfCampaign } from './overview.server.ts'
import { resultsToShow } from './results-view.server.ts'
import { writeNote } from './talk.server.ts'
import { give, makeCampaign, type MadeCampaign } from './testing.ts'

const database = await testDatabase()
const notAllowed = { failure: { code: 'not_allowed' } }
const KEYS = ['mirror-professionality-1', 'mirror-learning-1', 'mirror-learning-2', 'mirror-community-1', 'mirror-community-2'] // prettier-ignore
const full = (answer: number) => ({ answers: Object.fromEntries(KEYS.map((key) => [key, answer])) })

const ask = (made: MadeCampaign, person: Id, over: object = {}) =>
  database.transact(made.school, (tx) => {
    const wish = { title: 'Spiegel', instruments: ['collaboration-mirror'], groupings: [], norm: null }
    const about = { closesOn: '2026-12-01', kind: 'mirror', unit: made.units[0], ...over }
    return openCampaign(tx, { ...wish, ...about }, { person, now: NOW })
  })

/** A mirror that the first unit held, and its members. */
async function held(answers = 6) {
  const made = await makeCampaign(database, { sizes: [6, 6] })
  const members = made.people.slice(0, 6)
  const opened = await ask(made, members[0]!)
  if (!opened.ok) throw new Error(opened.failure.code)
  const mirror = { ...made, id: opened.value.id }
  for (const person of members.slice(0, answers)) await give(database, mirror, person, full(4))
  return { made, members, mirror, id: mirror.id, asked: opened.value.letters.map(({ person }) => person) }
}

const role = (made: MadeCampaign, person: Id, kind: 'unit_lead' | 'guest', unit: Id) =>
  database.transact(made.school, (tx) =>
    grantRole(tx, person, newId(), { role: kind, unit, until: kind === 'guest' ? '2099-01-01' : null }, '2020-08-01')
  )

describe('asking', () => {
  test('is for whoever is in the unit, and goes to whoever is in it', async () => {
    const { members, asked } = await held()
    expect(asked.toSorted()).toEqual(members.toSorted())
  })

  test('is not for the leader, the quality coordinator, the lead of the unit who is not in it, another unit', async () => {
    const made = await makeCampaign(database, { sizes: [6, 6] })
    const quality = await makePerson(database, { school: made.school, roles: ['quality_coordinator'] })
    const lead = await makePerson(database, { school: made.school })
    await role(made, lead.id, 'unit_lead', made.units[0]!)
    const stranger = await makePerson(database)
    for (const person of [made.leader, quality.id, lead.id, made.people[7]!, stranger.id])
      await expect(ask(made, person)).rejects.toMatchObject(notAllowed)
    await expect(ask(made, made.people[0]!, { unit: null })).rejects.toMatchObject(notAllowed)
  })

  test('takes five people, its own instrument and no splitting', async () => {
    const made = await makeCampaign(database, { sizes: [6, 6] })
    const refusedWith = (code: string, field?: string) => ({ ok: false, failure: field ? { code, field } : { code } })
    const member = made.people[0]!
    expect(await ask(made, member, { groupings: ['function'] })).toMatchObject(refusedWith('input_invalid', 'groupings')) // prettier-ignore
    expect(await ask(made, member, { instruments: ['collective-efficacy'] })).toMatchObject(refusedWith('input_invalid', 'instruments')) // prettier-ignore
    const few = made.people.slice(0, 4)
    const small = (await makeUnit(database, { school: made.school, members: few })).id
    expect(await ask(made, member, { unit: small })).toMatchObject(refusedWith('campaign_too_small'))
  })
})

describe('while it runs and after it', () => {
  test('somebody of another unit and whoever leads the school find no trace of it', async () => {
    const { made, mirror, id, members } = await held()
    const quality = await makePerson(database, { school: made.school, roles: ['quality_coordinator'] })
    const lead = await makePerson(database, { school: made.school })
    await role(made, lead.id, 'unit_lead', made.units[0]!)
    const outside = [made.leader, quality.id, lead.id, made.people[7]!]
    const seen = async (person: Id) => {
      const { waiting, running, closed } = await database.read(made.school, (tx) => overview(tx, person, NOW))
      return [...waiting, ...running, ...closed].some((one) => one.id === id)
    }
    for (const person of outside) {
      expect(await seen(person)).toBe(false)
      expect(await database.read(made.school, (tx) => standingOfCampaign(tx, id, { person }))).toBeNull()
      expect(await give(database, mirror, person, full(1))).toMatchObject({ failure: { code: 'not_asked' } })
      for (const steer of [remind, closeCampaign])
        await expect(
          database.transact<unknown>(made.school, (tx) => steer(tx, id, { person, now: NOW }))
        ).rejects.toMatchObject(notAllowed)
    }
    expect(await seen(members[0]!)).toBe(true)
    await database.transact(made.school, (tx) => closeCampaign(tx, id, { person: members[1]!, now: NOW }))
    for (const person of outside) {
      expect(await seen(person)).toBe(false)
      expect(await database.read(made.school, (tx) => standingOfCampaign(tx, id, { person }))).toBeNull()
      for (const look of [resultsOf, resultsToShow, rowsOf])
        await expect(database.read<unknown>(made.school, (tx) => look(tx, id, { person }))).rejects.toMatchObject(
          notAllowed
        )
      const note = { step: 'data', text: 'Kijk eens aan.' }
      await expect(
        database.transact(made.school, (tx) => writeNote(tx, id, note, { person, now: NOW }))
      ).rejects.toMatchObject(notAllowed)
    }
    const shown = await database.read(made.school, (tx) => resultsToShow(tx, id, { person: members[0]! }))
    expect(shown).toMatchObject({ ok: true, value: { view: { answered: 6, tooFew: false } } })
  })

  test('who asked it and left the unit reads it no more; who came to the unit does; a guest at its board does not', async () => {
    const { made, id, members } = await held()
    const [asker, other] = members as [Id, Id]
    await database.transact(made.school, (tx) => closeCampaign(tx, id, { person: other, now: NOW }))
    const newcomer = made.people[7]!
    const guest = (await makePerson(database, { school: made.school })).id
    await role(made, guest, 'guest', made.units[0]!)
    await database.transact(made.school, async (tx) => {
      await tx.sql`update memberships set until = current_date where person_id = ${asker}`
      for (const person of [newcomer, guest])
        await tx.sql`insert into memberships (school_id, unit_id, person_id, since, source)
          values (${made.school}, ${made.units[0]!}, ${person}, current_date, 'hand')`
    })
    const look = (person: Id) => database.read(made.school, (tx) => resultsOf(tx, id, { person }))
    for (const person of [other, newcomer]) expect(await look(person)).toMatchObject({ ok: true })
    for (const person of [asker, guest]) await expect(look(person)).rejects.toMatchObject(notAllowed)
  })

  test('rows come out for nobody, and of fewer than five answers nothing does', async () => {
    const { made, id, members } = await held(4)
    await database.transact(made.school, (tx) => closeCampaign(tx, id, { person: members[0]!, now: NOW }))
    const shown = await database.read(made.school, (tx) => resultsToShow(tx, id, { person: members[0]! }))
    expect(shown).toMatchObject({ ok: true, value: { view: { tooFew: true, sections: [] } } })
    const rows = await database.read(made.school, (tx) => rowsOf(tx, id, { person: members[0]! }))
    expect(rows).toMatchObject(notAllowed)
  })
})
