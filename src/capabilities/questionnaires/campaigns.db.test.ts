import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { grantRole, leaveSchool } from '#people/server'
import { makePerson, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import {
  answerCampaign,
  closeCampaign,
  closeWhatIsDue,
  openCampaign,
  remind,
  resultsOf,
  teamOf
} from './campaigns.server.ts'
import { overview } from './overview.server.ts'
import { countPeople, listCampaigns } from './store/campaigns.server.ts'
import { DAY, give, makeCampaign, type MadeCampaign } from './testing.ts'

const database = await testDatabase()
const refusedWith = (code: string) => ({ ok: false, failure: { code } })
const notAllowed = { failure: { code: 'not_allowed' } }
const full = (answer: number) => ({
  answers: Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [`efficacy-${at}`, answer]))
})

async function withRole({ school }: MadeCampaign, role: 'unit_lead' | 'guest', unit: string) {
  const person = await makePerson(database, { school })
  const until = role === 'guest' ? '2099-01-01' : null
  await database.transact(school, (tx) => grantRole(tx, person.id, newId(), { role, unit, until }, '2020-08-01'))
  return person
}

describe('opening', () => {
  const wish = {
    title: 'Scan',
    instruments: ['learning-school'],
    groupings: ['unit'],
    norm: null,
    closesOn: '2026-12-01'
  }

  test('is for the school leader and the quality coordinator, not for a colleague or for another school', async () => {
    const { school, people } = await makeCampaign(database)
    const quality = await makePerson(database, { school, roles: ['quality_coordinator'] })
    const stranger = await makePerson(database, { roles: ['school_leader'] })
    const open = (person: string) => database.transact(school, (tx) => openCampaign(tx, wish, { person, now: NOW }))
    expect(await open(quality.id)).toMatchObject({ ok: true })
    await expect(open(people[0]!)).rejects.toMatchObject(notAllowed)
    await expect(open(stranger.id)).rejects.toMatchObject(notAllowed)
    expect(await database.read(stranger.school, listCampaigns)).toEqual([])
  })

  test('refuses a team of three, a day that has been, and what there is not', async () => {
    const leader = await makePerson(database, { roles: ['school_leader'] })
    const open = (over: object) =>
      database.transact(leader.school, (tx) => openCampaign(tx, { ...wish, ...over }, { person: leader.id, now: NOW }))
    await makePerson(database, { school: leader.school })
    await makePerson(database, { school: leader.school })
    expect(await open({})).toMatchObject({ ok: false, failure: { code: 'campaign_too_small', params: { count: 3 } } })
    expect(await open({ closesOn: '2026-11-20' })).toMatchObject(refusedWith('closing_day_wrong'))
    expect(await open({ closesOn: '2028-01-01' })).toMatchObject(refusedWith('closing_day_wrong'))
    expect(await open({ instruments: ['leadership-practices'] })).toMatchObject(refusedWith('input_invalid'))
    expect(await open({ groupings: ['age'] })).toMatchObject(refusedWith('input_invalid'))
    expect(await open({ title: ' ' })).toMatchObject(refusedWith('input_invalid'))
  })
})

describe('a unit', () => {
  const ask = (made: MadeCampaign, person: string, over: object) =>
    database.transact(made.school, (tx) => {
      const wish = { title: 'Unit', instruments: ['collective-efficacy'], groupings: [], norm: null, ...over }
      return openCampaign(tx, { closesOn: '2026-12-01', ...wish }, { person, now: NOW })
    })

  test('is asked by its lead, and by nobody who leads another one', async () => {
    const made = await makeCampaign(database, { sizes: [6, 5] })
    const [first, second] = made.units
    const lead = await withRole(made, 'unit_lead', first!)
    const opened = await ask(made, lead.id, { unit: first })
    if (!opened.ok) throw new Error(opened.failure.code)
    expect(opened.value.letters.map(({ person }) => person).sort()).toEqual(made.people.slice(0, 6).sort())
    await expect(ask(made, lead.id, { unit: second })).rejects.toMatchObject(notAllowed)
    await expect(ask(made, lead.id, { unit: null })).rejects.toMatchObject(notAllowed)
    expect(await ask(made, made.leader, { unit: newId() })).toMatchObject(refusedWith('not_found'))
  })

  test('keeps its results: its members and lead read them, another unit and a leader who did not ask do not', async () => {
    const made = await makeCampaign(database, { sizes: [6, 5] })
    const lead = await withRole(made, 'unit_lead', made.units[0]!)
    const opened = await ask(made, lead.id, { unit: made.units[0] })
    if (!opened.ok) throw new Error(opened.failure.code)
    const { id } = opened.value
    for (const person of made.people.slice(0, 6)) await give(database, { ...made, id }, person, full(4))
    await database.transact(made.school, (tx) => closeCampaign(tx, id, { person: lead.id, now: NOW }))
    const look = (person: string) => database.read(made.school, (tx) => resultsOf(tx, id, { person }))
    for (const person of [made.people[0]!, lead.id]) expect(await look(person)).toMatchObject({ ok: true })
    for (const person of [made.people[7]!, made.leader]) await expect(look(person)).rejects.toMatchObject(notAllowed)
    const listed = await database.read(made.school, (tx) => overview(tx, made.people[7]!, NOW))
    expect([...listed.closed, ...listed.running].map((one) => one.id)).not.toContain(id)
  })

  test('looks back on a training by whoever is in it, and somebody else asks nothing there', async () => {
    const made = await makeCampaign(database, { sizes: [6, 5] })
    const training = { kind: 'training', instruments: ['team-training-check'], unit: made.units[0] }
    expect(await ask(made, made.people[0]!, training)).toMatchObject({ ok: true })
    await expect(ask(made, made.people[7]!, training)).rejects.toMatchObject(notAllowed)
    expect(await ask(made, made.people[0]!, { ...training, instruments: ['collective-efficacy'] })).toMatchObject(
      refusedWith('input_invalid')
    )
    await expect(ask(made, made.people[0]!, { unit: made.units[0] })).rejects.toMatchObject(notAllowed)
  })
})

test('a guest and who only looks after the installation are not asked', async () => {
  const made = await makeCampaign(database)
  const admin = await makePerson(database, { school: made.school, roles: ['administrator'] })
  const guest = await withRole(made, 'guest', made.units[0]!)
  const team = await database.read(made.school, (tx) => teamOf(tx, null, '2026-11-26'))
  expect(team.map(({ id }) => id)).toEqual(expect.arrayContaining(made.people))
  expect(team.map(({ id }) => id)).not.toContain(admin.id)
  expect(team.map(({ id }) => id)).not.toContain(guest.id)
})

describe('a leader', () => {
  test('who chooses so stands beside the team and does not count in it; nobody else can', async () => {
    const made = await makeCampaign(database, { sizes: [6] })
    const answer = (person: string) =>
      database.transact(made.school, (tx) =>
        answerCampaign(tx, { campaign: made.id, by: { person }, now: NOW, share: true }, full(6))
      )
    expect(await answer(made.people[0]!)).toMatchObject(refusedWith('not_allowed'))
    expect(await answer(made.leader)).toMatchObject({ ok: true })
    expect(await answer(made.leader)).toMatchObject(refusedWith('campaign_answered'))
    for (const person of made.people) await give(database, made, person, full(3))
    await database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.leader, now: NOW }))
    const seen = await database.read(made.school, (tx) => resultsOf(tx, made.id, { person: made.people[0]! }))
    expect(seen).toMatchObject({
      ok: true,
      value: { results: { asked: 6, answered: 6 }, shared: [{ person: made.leader, answers: full(6).answers }] }
    })
  })
})

describe('answering', () => {
  test('counts once, by whoever was asked: the same person again, a link used twice, a colleague who came later', async () => {
    const made = await makeCampaign(database)
    const [first, second] = made.people
    expect(await give(database, made, first!, full(4))).toMatchObject({ ok: true, value: { closesOn: '2026-12-01' } })
    expect(await give(database, made, first!, full(6))).toMatchObject(refusedWith('campaign_answered'))
    const letter = made.letters.find(({ person }) => person === second)!
    const byLink = () =>
      database.transact(made.school, (tx) =>
        answerCampaign(tx, { campaign: made.id, by: { token: letter.token }, now: NOW }, full(5))
      )
    expect(await byLink()).toMatchObject({ ok: true })
    expect(await byLink()).toMatchObject(refusedWith('campaign_answered'))
    expect(await give(database, made, second!, full(5))).toMatchObject(refusedWith('campaign_answered'))
    const late = await makePerson(database, { school: made.school })
    expect(await give(database, made, late.id, full(5))).toMatchObject(refusedWith('not_asked'))
    const stranger = await makePerson(database)
    expect(await give(database, { ...made, school: stranger.school }, stranger.id, full(5))).toMatchObject(
      refusedWith('not_found')
    )
    expect(await database.read(made.school, (tx) => countPeople(tx, made.id))).toEqual({ asked: 13, answered: 2 })
  })

  test('of ten at once counts ten, and of one ten times counts one', async () => {
    const made = await makeCampaign(database, { sizes: [10] })
    const together = await Promise.all(made.people.map((person) => give(database, made, person, full(3))))
    expect(together.every(({ ok }) => ok)).toBe(true)
    const again = await Promise.all(Array.from({ length: 10 }, () => give(database, made, made.leader, full(3))))
    expect(again.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await database.read(made.school, (tx) => countPeople(tx, made.id))).toEqual({ asked: 11, answered: 11 })
  })

  test('refuses what does not fit the form, and keeps nothing of it', async () => {
    const made = await makeCampaign(database)
    const person = made.people[0]!
    const tries = [
      { answers: { 'efficacy-1': 7 } },
      { answers: { 'efficacy-1': 0 } },
      { answers: { 'efficacy-1': 2.5 } },
      { answers: { unknown: 2 } },
      { texts: { other: 'x' } }
    ]
    for (const input of tries)
      expect(await give(database, made, person, input as object)).toMatchObject(refusedWith('input_invalid'))
    expect(await give(database, made, person, { texts: { open: 'x'.repeat(50_000) } })).toMatchObject(
      refusedWith('answer_too_long')
    )
    expect(await give(database, made, person, {})).toMatchObject(refusedWith('answers_missing'))
    expect(await give(database, made, person, { answers: { 'efficacy-1': 'na' } })).toMatchObject({ ok: true })
  })

  test('after the closing is refused, however late the page was opened', async () => {
    const made = await makeCampaign(database)
    for (const person of made.people.slice(0, 6)) await give(database, made, person, full(5))
    const results = await Promise.all([
      database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.leader, now: NOW })),
      ...made.people.slice(6).map((person) => give(database, made, person, full(2)))
    ])
    expect(results[0]).toMatchObject({ ok: true })
    const arrived = 6 + results.slice(1).filter(({ ok }) => ok).length
    for (const late of results.slice(1)) if (!late.ok) expect(late).toMatchObject(refusedWith('campaign_closed'))
    const shown = await database.read(made.school, (tx) => resultsOf(tx, made.id, { person: made.leader }))
    expect(shown).toMatchObject({ ok: true, value: { results: { asked: 13, answered: arrived } } })
    expect(await give(database, made, made.leader, full(2))).toMatchObject(refusedWith('campaign_closed'))
  })
})

describe('a reminder', () => {
  test('goes to who has not answered and is still here; its link replaces the older one', async () => {
    const made = await makeCampaign(database)
    const [first, second, third] = made.people
    await give(database, made, first!, full(4))
    await database.transact(made.school, (tx) => leaveSchool(tx, second!, made.leader, NOW))
    const reminded = await database.transact(made.school, (tx) =>
      remind(tx, made.id, { person: made.leader, now: NOW })
    )
    if (!reminded.ok) throw new Error(reminded.failure.code)
    const people = reminded.value.map(({ person }) => person)
    expect(people).toHaveLength(11)
    expect(people).not.toContain(first)
    expect(people).not.toContain(second)
    const answer = (token: string) =>
      database.transact(made.school, (tx) =>
        answerCampaign(tx, { campaign: made.id, by: { token }, now: NOW }, full(4))
      )
    expect(await answer(made.letters.find(({ person }) => person === third)!.token)).toMatchObject(
      refusedWith('not_asked')
    )
    expect(await answer(reminded.value.find(({ person }) => person === third)!.token)).toMatchObject({ ok: true })
    const again = (now: number) =>
      database.transact(made.school, (tx) => remind(tx, made.id, { person: made.leader, now }))
    expect(await again(NOW)).toMatchObject(refusedWith('reminded_today'))
    expect(await again(NOW + DAY)).toMatchObject({ ok: true })
    await expect(
      database.transact(made.school, (tx) => remind(tx, made.id, { person: third!, now: NOW }))
    ).rejects.toMatchObject(notAllowed)
  })
})

describe('results', () => {
  test('come after the closing, for the team and not for a guest, an administrator or another school', async () => {
    const made = await makeCampaign(database)
    const look = (person: string, school = made.school) =>
      database.read(school, (tx) => resultsOf(tx, made.id, { person }))
    for (const person of made.people) await give(database, made, person, full(5))
    expect(await look(made.leader)).toMatchObject(refusedWith('campaign_open'))
    await expect(
      database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.people[0]!, now: NOW }))
    ).rejects.toMatchObject(notAllowed)
    await database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.leader, now: NOW }))
    const seen = await look(made.people[0]!)
    if (!seen.ok) throw new Error(seen.failure.code)
    const { results } = seen.value
    expect(results.items['efficacy-1']).toMatchObject({ n: 12, counts: [0, 0, 0, 0, 12, 0], mean: 5 })
    // Two of the six say the opposite.
    expect(results.constructs['efficacy']).toMatchObject({
      n: 12,
      mean: (4 * 5 + 2 * 2) / 6,
      rwgj: 1,
      interval: [4, 4]
    })
    // The leader is in no unit and did not answer: both units would tell that.
    expect(Object.keys(results.constructs['efficacy']!.groups['unit']!)).toHaveLength(1)
    const admin = await makePerson(database, { school: made.school, roles: ['administrator'] })
    await expect(look(admin.id)).rejects.toMatchObject(notAllowed)
    const stranger = await makePerson(database, { roles: ['school_leader'] })
    expect(await look(stranger.id, stranger.school)).toMatchObject(refusedWith('not_found'))
  })

  test('of four answers are none, and those four are not kept', async () => {
    const made = await makeCampaign(database)
    for (const person of made.people.slice(0, 4))
      await give(database, made, person, { ...full(5), texts: { open: 'Iets' } })
    await database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.leader, now: NOW }))
    const seen = await database.read(made.school, (tx) => resultsOf(tx, made.id, { person: made.leader }))
    expect(seen).toMatchObject({ ok: true, value: { results: { answered: 4, tooFew: true, items: {} }, texts: {} } })
    const left = await database.ownerSql`select 1 from campaign_answers where campaign_id = ${made.id}`
    expect(left).toHaveLength(0)
  })

  test('take no answer any more once the last day is over, also where nobody closed yet', async () => {
    const made = await makeCampaign(database)
    const late = { campaign: made.id, by: { person: made.people[0]! }, now: Date.UTC(2026, 11, 2, 8) }
    const given = await database.transact(made.school, (tx) => answerCampaign(tx, late, full(4)))
    expect(given).toMatchObject(refusedWith('campaign_closed'))
  })

  test('close by themselves when the last day is over', async () => {
    const made = await makeCampaign(database)
    const due = (now: number) => database.transact(made.school, (tx) => closeWhatIsDue(tx, now))
    expect(await due(Date.UTC(2026, 11, 1, 20))).toEqual([])
    expect(await due(Date.UTC(2026, 11, 1, 20) + DAY)).toEqual([made.id])
    expect(await due(Date.UTC(2026, 11, 9))).toEqual([])
  })

  test('of a campaign that is not there are refused', async () => {
    const made = await makeCampaign(database)
    const close = (id: string) =>
      database.transact(made.school, (tx) => closeCampaign(tx, id, { person: made.leader, now: NOW }))
    expect(await close(newId())).toMatchObject(refusedWith('not_found'))
    expect(await close(made.id)).toMatchObject({ ok: true })
    expect(await close(made.id)).toMatchObject(refusedWith('campaign_closed'))
  })
})
