/** A leader's mirror: the team without names, the leader and the observer with theirs, and everything for the leader alone. */
import { describe, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { makePerson, makeSchool, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { answerCampaign, closeCampaign, openCampaign, remind, resultsOf, type Letter } from './campaigns.server.ts'
import { rowsOf } from './exports/csv.server.ts'
import { formToAnswer, overview, standingOfCampaign } from './overview.server.ts'
import { resultsToShow } from './results-view.server.ts'
import { findCampaign } from './store/campaigns.server.ts'
import { writeNote } from './talk.server.ts'
import { DAY } from './testing.ts'

const database = await testDatabase()
const notAllowed = { failure: { code: 'not_allowed' } }

type School = { school: Id; leader: Id; team: Id[]; coach: Id }

async function aSchool(size: number): Promise<School> {
  const school = await makeSchool(database)
  const leader = (await makePerson(database, { school, roles: ['school_leader'] })).id
  const coach = (await makePerson(database, { school, roles: ['coach'] })).id
  const team: Id[] = []
  for (let at = 0; at < size; at++) team.push((await makePerson(database, { school })).id)
  return { school, leader, team, coach }
}

const ask = ({ school, leader, coach }: School, over: object = {}, by = leader, now = NOW) =>
  database.transact(school, (tx) => {
    const wish = { title: 'Leiden', instruments: ['leadership-styles'], groupings: [], norm: null, kind: 'leader' }
    return openCampaign(tx, { ...wish, closesOn: '2026-12-15', observer: coach, ...over }, { person: by, now })
  })

async function opened(made: School, over: object = {}, now = NOW): Promise<{ id: Id; letters: Letter[] }> {
  const found = await ask(made, over, made.leader, now)
  if (!found.ok) throw new Error(found.failure.code)
  return found.value
}

async function answer({ school }: School, id: Id, by: { person: Id } | { token: Letter['token'] }, given: number) {
  const { form } = (await database.read(school, (tx) => findCampaign(tx, id)))!
  const answers = Object.fromEntries(form.items.map(({ key }) => [key, given]))
  return database.transact(school, (tx) => answerCampaign(tx, { campaign: id, by, now: NOW }, { answers }))
}

const close = ({ school, leader }: School, id: Id, now = NOW) =>
  database.transact(school, (tx) => closeCampaign(tx, id, { person: leader, now }))

/** Everybody answers: the team 4, the leader 5, the observer 1. */
async function held(made: School, { now = NOW, over = {} } = {}): Promise<Id> {
  const { id } = await opened(made, over, now)
  for (const person of made.team) await answer(made, id, { person }, 4)
  await answer(made, id, { person: made.leader }, 5)
  await answer(made, id, { person: made.coach }, 1)
  await close(made, id, now)
  return id
}

describe('asking', () => {
  test('is for whoever leads the school, about oneself, without splitting and with a team of five beside the named', async () => {
    const made = await aSchool(5)
    const quality = await makePerson(database, { school: made.school, roles: ['quality_coordinator'] })
    for (const person of [made.coach, quality.id, made.team[0]!])
      await expect(ask(made, {}, person)).rejects.toMatchObject(notAllowed)
    const field = (name: string) => ({ ok: false, failure: { code: 'input_invalid', field: name } })
    expect(await ask(made, { groupings: ['unit'] })).toMatchObject(field('groupings'))
    expect(await ask(made, { observer: made.leader })).toMatchObject(field('observer'))
    expect(await ask(made, { instruments: ['collective-efficacy'] })).toMatchObject(field('instruments'))
    const stranger = await makePerson(database)
    expect(await ask(made, { observer: stranger.id })).toMatchObject(field('observer'))
    expect(await ask(made)).toMatchObject({ ok: true })
    // Of five people one looks along: four are left, and four are not asked.
    const small = await aSchool(4)
    expect(await ask(small)).toMatchObject({ ok: false, failure: { code: 'campaign_too_small', params: { count: 4 } } })
  })

  test('tells whoever answers with a name that it is so, and reads to the leader in the first person', async () => {
    const made = await aSchool(5)
    const { id, letters } = await opened(made)
    expect(letters.filter(({ isNamed }) => isNamed).map(({ person }) => person)).toEqual([made.coach])
    expect(letters.map(({ person }) => person)).not.toContain(made.leader)
    const formOf = async (person: Id) => {
      const found = await database.read(made.school, (tx) => formToAnswer(tx, id, { person }, NOW))
      if (!found.ok) throw new Error(found.failure.code)
      return found.value
    }
    const [self, observer, team] = [await formOf(made.leader), await formOf(made.coach), await formOf(made.team[0]!)]
    expect([self.as, observer.as, team.as]).toEqual(['self', 'observer', 'team'])
    expect(self.form.items[0]!.text.nl).toBe('Ik ben bij de bordsessies.')
    expect(observer.form.items[0]!.text.nl).toBe('De schoolleider is bij onze bordsessie.')
    expect([self, observer, team].map(({ form }) => form.open.length)).toEqual([0, 0, 1])
    expect(team.about).not.toBe('')
  })
})

describe('what comes out', () => {
  test('is the team without the named, and beside it the leader and the observer by name', async () => {
    const made = await aSchool(5)
    const id = await held(made)
    const shown = await database.read(made.school, (tx) => resultsToShow(tx, id, { person: made.leader }))
    if (!shown.ok) throw new Error(shown.failure.code)
    const { view } = shown.value
    expect(view).toMatchObject({ asked: 5, answered: 5, tooFew: false })
    for (const item of view.sections.flatMap((section) => section.items)) {
      expect(item.counts).toEqual([0, 0, 0, 5, 0])
      expect(item.leaders.map(({ answer }) => answer).toSorted()).toEqual([1, 5])
    }
  })

  test('is for the leader alone: nobody else finds it, another school leader neither', async () => {
    const made = await aSchool(6)
    const id = await held(made)
    const other = await makePerson(database, { school: made.school, roles: ['school_leader'] })
    const quality = await makePerson(database, { school: made.school, roles: ['quality_coordinator'] })
    for (const person of [other.id, quality.id, made.coach, made.team[0]!]) {
      const { waiting, running, closed } = await database.read(made.school, (tx) => overview(tx, person, NOW))
      expect([...waiting, ...running, ...closed]).toEqual([])
      expect(await database.read(made.school, (tx) => standingOfCampaign(tx, id, { person }))).toBeNull()
      for (const look of [resultsOf, resultsToShow, rowsOf])
        await expect(database.read<unknown>(made.school, (tx) => look(tx, id, { person }))).rejects.toMatchObject(
          notAllowed
        )
      for (const act of [remind, closeCampaign])
        await expect(
          database.transact<unknown>(made.school, (tx) => act(tx, id, { person, now: NOW }))
        ).rejects.toMatchObject(notAllowed)
      const note = { step: 'data', text: 'Kijk eens aan.' }
      await expect(
        database.transact(made.school, (tx) => writeNote(tx, id, note, { person, now: NOW }))
      ).rejects.toMatchObject(notAllowed)
    }
    const rows = await database.read(made.school, (tx) => rowsOf(tx, id, { person: made.leader }))
    expect(rows).toMatchObject(notAllowed)
  })

  test('keeps nothing of a team of which four answered, and shows nothing', async () => {
    const made = await aSchool(6)
    const { id } = await opened(made)
    for (const person of made.team.slice(0, 4)) await answer(made, id, { person }, 2)
    await answer(made, id, { person: made.leader }, 5)
    await answer(made, id, { person: made.coach }, 1)
    await close(made, id)
    const shown = await database.read(made.school, (tx) => resultsToShow(tx, id, { person: made.leader }))
    expect(shown).toMatchObject({ ok: true, value: { view: { asked: 6, answered: 4, tooFew: true, sections: [] } } })
    const [kept] = await database.read(
      made.school,
      ({ sql }) => sql`select count(*)::int as rows from campaign_answers where campaign_id = ${id}`
    )
    expect(kept).toEqual({ rows: 0 })
  })

  test('of the team lies in rows without a name; the letter of the observer never comes among them', async () => {
    const made = await aSchool(5)
    const { id, letters } = await opened(made)
    for (const { token, isNamed } of letters) await answer(made, id, { token }, isNamed ? 1 : 4)
    await close(made, id)
    const [rows, named] = await database.read(made.school, ({ sql }) =>
      Promise.all([
        sql<{ answers: Record<string, number> }[]>`select answers from campaign_answers where campaign_id = ${id}`,
        sql<{ person: Id }[]>`select person_id as person from campaign_shared where campaign_id = ${id}`
      ])
    )
    expect(rows).toHaveLength(5)
    for (const { answers } of rows) expect(new Set(Object.values(answers))).toEqual(new Set([4]))
    expect([...named]).toEqual([{ person: made.coach }])
  })

  test('stands beside the same leader’s earlier time, whoever looked along, and never beside another leader’s', async () => {
    const made = await aSchool(6)
    await held(made)
    const later = await held(made, { now: NOW + DAY, over: { observer: null } })
    const other = await makePerson(database, { school: made.school, roles: ['school_leader'] })
    const wavesOf = async (id: Id, person: Id) => {
      const shown = await database.read(made.school, (tx) => resultsToShow(tx, id, { person }))
      return shown.ok ? shown.value.waves : []
    }
    // The coach looked along first and is one of the team the second time: one person apart, so not beside each other.
    expect(await wavesOf(later, made.leader)).toMatchObject([{ means: null }])
    const theirs = { ...made, leader: other.id }
    const { id } = await opened(theirs, {}, NOW + DAY)
    for (const person of made.team) await answer(made, id, { person }, 3)
    await close(theirs, id, NOW + DAY)
    expect(await wavesOf(id, other.id)).toEqual([])
  })
})
