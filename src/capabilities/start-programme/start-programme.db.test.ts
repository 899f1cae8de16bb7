import { describe, expect, it } from 'vitest'
import { addDays } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { addFreeTime } from '#calendar/server'
import { makePerson } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { forgetInProgramme } from './store.server.ts'
import { programmeFor, stepFor, topicsFor } from './reading.server.ts'
import { makeBeginners, MONDAY, WEDNESDAY, weeksLater } from './testing.ts'
import {
  changeTeam,
  decideAgain,
  evaluateStep,
  holdMeeting,
  letUnitJoin,
  startProgramme,
  takeUnitBack
} from './use-cases.server.ts'

const database = await testDatabase()

/** A school where the start team has begun. */
async function begun() {
  const team = await makeBeginners(database)
  const { school, leader } = team
  const act = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
  const started = await act((tx) => startProgramme(tx, team.wish, { person: leader, now: WEDNESDAY }))
  expect(started).toEqual({ ok: true, value: { started: true } })
  const see = (person: Id, now = WEDNESDAY) => database.read(school, (tx) => programmeFor(tx, person, now, 'nl'))
  const step = (person: Id, now = WEDNESDAY, asked: { track?: Id; step?: number } = {}) =>
    database.read(school, (tx) =>
      stepFor(tx, person, { track: asked.track ?? null, step: asked.step ?? null }, { now, language: 'nl' })
    )
  const track = (await see(leader)).running!.tracks[0]!.id
  const evaluate = (person: Id, parts: object = {}, now = WEDNESDAY) =>
    act((tx) =>
      evaluateStep(
        tx,
        { track, step: 1, went: 'yes', noticed: 'iedereen zei iets', deeper: '', ...parts },
        { person, now }
      )
    )
  const join = (person: Id, unit: string, firstDay: string, now = WEDNESDAY) =>
    act((tx) => letUnitJoin(tx, { unit, firstDay }, { person, now }))
  return { ...team, act, see, step, track, evaluate, join }
}

describe('starting', () => {
  it('writes down the decision, the team and the first week', async () => {
    const { see, leader, coach, colleague } = await begun()
    const view = await see(colleague)
    expect(view.mayRun).toBe(false)
    expect(view.decisions).toMatchObject([{ outcome: 'begin', why: 'samen leren' }])
    expect(view.running).toMatchObject({ part: null, isReturnDue: false, phase: 0 })
    expect(view.running!.team.map(({ person, part }) => [person, part])).toEqual(
      expect.arrayContaining([
        [leader, 'leader'],
        [coach, 'coach']
      ])
    )
    expect(view.running!.tracks).toMatchObject([
      { unit: null, firstDay: MONDAY, standing: { state: 'step', step: 1 }, people: 4, isMine: false }
    ])
  })

  it('of two coaches at once one starts, and the other reads who it was', async () => {
    const { school, wish, coach, otherCoach, leader } = await makeBeginners(database)
    const start = (person: Id) =>
      database.transact(school, (tx) => startProgramme(tx, wish, { person, now: WEDNESDAY }))
    const outcomes = await Promise.all([start(coach), start(otherCoach), start(leader)])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]))
    expect(refused.map(({ code }) => code)).toEqual(['programme_running', 'programme_running'])
    expect(refused.every(({ params }) => String(params!['name']).startsWith('Voornaam'))).toBe(true)
    const view = await database.read(school, (tx) => programmeFor(tx, leader, WEDNESDAY, 'nl'))
    expect(view.decisions).toHaveLength(1)
    expect(view.running!.team).toHaveLength(4)
    expect(view.running!.tracks).toHaveLength(1)
  })

  it('not yet is a decision as well, and starts nothing', async () => {
    const { school, wish, leader } = await makeBeginners(database)
    const asking = { person: leader, now: WEDNESDAY }
    const outcome = await database.transact(school, (tx) =>
      startProgramme(tx, { ...wish, outcome: 'not_yet', how: '', coach: '' }, asking)
    )
    expect(outcome).toEqual({ ok: true, value: { started: false } })
    const view = await database.read(school, (tx) => programmeFor(tx, leader, WEDNESDAY, 'nl'))
    expect(view).toMatchObject({ running: null, decisions: [{ outcome: 'not_yet', why: 'samen leren' }] })
  })

  it('is for the school leader and coaches, of this school', async () => {
    const { school, wish, colleague } = await makeBeginners(database)
    const stranger = await makePerson(database, { roles: ['school_leader', 'coach'] })
    const administrator = await makePerson(database, { school, roles: ['administrator', 'quality_coordinator'] })
    for (const person of [colleague, administrator.id, stranger.id, newId()])
      expect(
        await database.transact(school, (tx) => startProgramme(tx, wish, { person, now: WEDNESDAY }))
      ).toMatchObject({ failure: { code: 'not_allowed' } })
    const elsewhere = await database.read(stranger.school, (tx) => programmeFor(tx, stranger.id, WEDNESDAY, 'nl'))
    expect(elsewhere).toMatchObject({ running: null, decisions: [] })
  })

  it('says what is missing, in the field where it is', async () => {
    const { school, wish, leader, colleague } = await makeBeginners(database)
    const wrong: [object, string, string][] = [
      [{ outcome: '' }, 'programme_choice_missing', 'outcome'],
      [{ why: ' ' }, 'text_empty', 'why'],
      [{ how: 'x'.repeat(1001) }, 'value_too_long', 'how'],
      [{ coach: colleague }, 'programme_team_role', 'coach'],
      [{ leader: newId() }, 'programme_team_role', 'leader'],
      [{ teacher2: '' }, 'programme_team_missing', 'teacher2'],
      [{ firstDay: '2026-02-30' }, 'date_invalid', 'firstDay'],
      [{ firstDay: '2026-09-06' }, 'date_past', 'firstDay'],
      [{ firstDay: '2028-09-06' }, 'date_too_far', 'firstDay']
    ]
    for (const [parts, code, field] of wrong)
      expect(
        await database.transact(school, (tx) =>
          startProgramme(tx, { ...wish, ...parts }, { person: leader, now: WEDNESDAY })
        )
      ).toMatchObject({ failure: { code, field } })
  })
})

describe('the weeks', () => {
  it('wait for a holiday', async () => {
    const { act, see, leader } = await begun()
    await act((tx) => addFreeTime(tx, { name: 'Herfst', from: addDays(MONDAY, 7), until: addDays(MONDAY, 13) }))
    const standing = async (weeks: number) => (await see(leader, weeksLater(weeks))).running!.tracks[0]!.standing
    expect(await standing(1)).toEqual({ state: 'holiday', step: 2 })
    expect(await standing(2)).toEqual({ state: 'step', step: 2 })
    expect(await standing(8)).toEqual({ state: 'step', step: 8 })
    expect(await standing(9)).toEqual({ state: 'after', step: 8 })
  })

  it('are one screen for who is in them, and for nobody else', async () => {
    const { step, teacher1, colleague, track } = await begun()
    expect(await step(teacher1, weeksLater(2))).toMatchObject({
      step: { number: 3, instrument: 'visit' },
      isOpen: true,
      own: null
    })
    expect(await step(teacher1, WEDNESDAY, { step: 5 })).toMatchObject({ step: { number: 5 }, isOpen: false })
    expect(await step(colleague)).toBeNull()
    expect(await step(colleague, WEDNESDAY, { track })).toBeNull()
    const stranger = await makePerson(database)
    expect(
      await database.read(stranger.school, (tx) =>
        stepFor(tx, stranger.id, { track, step: 1 }, { now: WEDNESDAY, language: 'nl' })
      )
    ).toBeNull()
  })
})

describe('looking back', () => {
  it('is read with names by the start team; the others see how many', async () => {
    const { see, step, evaluate, teacher1, coach, colleague } = await begun()
    expect((await evaluate(teacher1, { deeper: 'het nagesprek' })).ok).toBe(true)
    expect((await evaluate(teacher1, { went: 'partly', deeper: 'een vraag stellen' })).ok).toBe(true)
    expect((await step(teacher1))!.own).toMatchObject({ went: 'partly', noticed: 'iedereen zei iets' })
    expect((await step(coach))!.others).toMatchObject([{ went: 'partly', noticed: 'iedereen zei iets' }])
    const seen = await see(colleague)
    expect(seen.running!.tracks[0]!.evaluated).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
    expect(JSON.stringify(seen)).not.toContain('iedereen zei iets')
    expect(JSON.stringify(seen)).not.toContain('een vraag stellen')
  })

  it('is for who did it, about a week that began', async () => {
    const { evaluate, teacher1, colleague } = await begun()
    const stranger = await makePerson(database, { roles: ['coach', 'school_leader'] })
    for (const person of [colleague, stranger.id, newId()])
      expect(await evaluate(person)).toMatchObject({ failure: { code: 'not_allowed' } })
    for (const step of [2, 0, 9])
      expect(await evaluate(teacher1, { step })).toMatchObject({ failure: { code: 'programme_step_later' } })
    expect(await evaluate(teacher1, { track: newId() })).toMatchObject({ failure: { code: 'not_found' } })
    expect(await evaluate(teacher1, { went: 'x' })).toMatchObject({ failure: { field: 'went' } })
    expect(await evaluate(teacher1, { noticed: 'x'.repeat(501) })).toMatchObject({ failure: { field: 'noticed' } })
  })
})

describe('a deepening meeting', () => {
  it('takes its topics from the evaluations of everybody, without names, for the start team', async () => {
    const { school, evaluate, teacher1, teacher2, colleague, leader } = await begun()
    await evaluate(teacher1, { went: 'not_yet', deeper: 'korter inchecken' })
    await evaluate(teacher2, { went: 'partly', deeper: 'korter inchecken' })
    const topics = (person: Id) => database.read(school, (tx) => topicsFor(tx, person, 'nl'))
    expect(await topics(leader)).toEqual([{ instrument: 'board', hard: 2, asked: ['korter inchecken'] }])
    expect(await topics(colleague)).toBeNull()
  })

  it('is written down by the start team once it was there, for everybody', async () => {
    const { act, see, coach, colleague, otherCoach } = await begun()
    const hold = (person: Id, parts: object = {}, now = weeksLater(8)) =>
      act((tx) =>
        holdMeeting(
          tx,
          { meeting: 'eight_weeks', heldOn: addDays(MONDAY, 50), agreed: 'we oefenen het nagesprek', ...parts },
          { person, now }
        )
      )
    for (const person of [colleague, otherCoach, newId()])
      expect(await hold(person)).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await hold(coach, { heldOn: MONDAY })).toMatchObject({ failure: { code: 'programme_meeting_later' } })
    expect(await hold(coach, {}, WEDNESDAY)).toMatchObject({ failure: { code: 'programme_meeting_later' } })
    expect(await hold(coach, { meeting: 'half_year' })).toMatchObject({ failure: { code: 'programme_meeting_later' } })
    expect(await hold(coach, { agreed: '' })).toMatchObject({ failure: { code: 'text_empty', field: 'agreed' } })
    expect((await hold(coach)).ok).toBe(true)
    expect((await hold(coach, { agreed: 'twee dingen' })).ok).toBe(true)
    expect((await see(colleague, weeksLater(8))).running!.meetings).toMatchObject([
      { meeting: 'eight_weeks', heldOn: addDays(MONDAY, 50), agreed: 'twee dingen' },
      { meeting: 'half_year', heldOn: null, from: addDays(MONDAY, 26 * 7), isOpen: false }
    ])
  })
})

describe('unit after unit', () => {
  it('begins after the start team, one on a Monday, and can be put back before it began', async () => {
    const { act, see, step, join, coach, leader, colleague, unit, otherUnit } = await begun()
    const after = addDays(MONDAY, 8 * 7)
    expect(await join(colleague, unit, after)).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await join(coach, newId(), after)).toMatchObject({ failure: { code: 'programme_unit_missing' } })
    expect(await join(coach, unit, addDays(after, -1))).toMatchObject({ failure: { code: 'programme_unit_early' } })
    expect((await join(coach, unit, addDays(after, 2))).ok).toBe(true)
    expect(await join(coach, unit, after)).toMatchObject({ failure: { code: 'programme_unit_known' } })
    expect(await join(leader, otherUnit, after)).toMatchObject({ failure: { code: 'programme_week_taken' } })
    expect((await join(leader, otherUnit, addDays(after, 7))).ok).toBe(true)

    const view = await see(colleague, weeksLater(9))
    expect(view.running!.toJoin).toEqual([])
    expect(view.running!.tracks.map(({ firstDay }) => firstDay)).toEqual([MONDAY, after, addDays(after, 7)])
    expect(view.running!.tracks.map(({ isMine }) => isMine)).toEqual([false, true, false])
    expect(await step(colleague, weeksLater(9))).toMatchObject({ step: { number: 2 }, track: { unit: { id: unit } } })

    const back = (track: Id, now: number, person = leader) => act((tx) => takeUnitBack(tx, track, { person, now }))
    const [, first, second] = view.running!.tracks
    expect(await back(first!.id, weeksLater(8))).toMatchObject({ failure: { code: 'programme_unit_begun' } })
    expect(await back(second!.id, weeksLater(8), colleague)).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await back(view.running!.tracks[0]!.id, WEDNESDAY)).toMatchObject({ failure: { code: 'not_found' } })
    expect((await back(second!.id, weeksLater(8))).ok).toBe(true)
    expect((await see(leader)).running!.toJoin.map(({ id }) => id)).toEqual([otherUnit])
  })

  it('what a unit noticed is for the unit; what it asks for reaches the start team', async () => {
    const { school, join, see, step, evaluate, coach, colleague, teacher1, unit } = await begun()
    await join(coach, unit, addDays(MONDAY, 8 * 7))
    const track = (await see(coach)).running!.tracks[1]!.id
    const parts = { track, noticed: 'van ons', deeper: 'meer rust bij het begin' }
    expect((await evaluate(colleague, parts, weeksLater(8))).ok).toBe(true)
    expect(await evaluate(coach, parts, weeksLater(8))).toMatchObject({ failure: { code: 'not_allowed' } })
    expect((await step(teacher1, weeksLater(8)))!.others).toMatchObject([{ noticed: 'van ons' }])
    expect(await step(coach, weeksLater(8), { track })).toBeNull()
    expect(await database.read(school, (tx) => topicsFor(tx, coach, 'nl'))).toMatchObject([
      { asked: ['meer rust bij het begin'] }
    ])
  })
})

describe('the years', () => {
  it('the team comes back to its decision with what it brought', async () => {
    const { act, see, leader, colleague, coach } = await begun()
    const decide = (person: Id, parts: object, now: number) =>
      act((tx) =>
        decideAgain(tx, { outcome: 'on', brought: 'we kijken bij elkaar', how: '', ...parts }, { person, now })
      )
    expect((await see(leader, weeksLater(51))).running!.isReturnDue).toBe(false)
    expect((await see(leader, weeksLater(53))).running).toMatchObject({ isReturnDue: true, phase: 3 })
    expect(await decide(colleague, {}, weeksLater(53))).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await decide(leader, { brought: '' }, weeksLater(53))).toMatchObject({ failure: { field: 'brought' } })
    expect((await decide(coach, {}, weeksLater(53))).ok).toBe(true)
    const view = await see(colleague, weeksLater(53))
    expect(view.running!.isReturnDue).toBe(false)
    expect(view.decisions.map(({ outcome }) => outcome)).toEqual(['on', 'begin'])
    expect((await decide(leader, { outcome: 'stop' }, weeksLater(105))).ok).toBe(true)
    expect(await see(colleague, weeksLater(106))).toMatchObject({
      running: null,
      decisions: [{ outcome: 'stop', brought: 'we kijken bij elkaar' }, { outcome: 'on' }, { outcome: 'begin' }]
    })
    expect(await decide(leader, {}, weeksLater(106))).toMatchObject({ failure: { code: 'programme_none' } })
  })

  it('who leaves the start team is replaced', async () => {
    const { act, see, wish, leader, colleague, otherCoach, coach } = await begun()
    const change = (person: Id, parts: object) =>
      act((tx) => changeTeam(tx, { ...wish, ...parts }, { person, now: WEDNESDAY }))
    expect(await change(colleague, { coach: otherCoach })).toMatchObject({ failure: { code: 'not_allowed' } })
    expect(await change(leader, { coach: colleague })).toMatchObject({ failure: { code: 'programme_team_role' } })
    expect((await change(leader, { coach: otherCoach })).ok).toBe(true)
    const members = (await see(leader)).running!.team.map(({ person }) => person)
    expect(members).toContain(otherCoach)
    expect(members).not.toContain(coach)
  })

  it('who is erased was in no team and said nothing; what the team decided stays', async () => {
    const { act, see, step, evaluate, teacher1, leader, coach } = await begun()
    await evaluate(teacher1)
    for (const person of [teacher1, leader]) await act((tx) => forgetInProgramme(tx, person))
    const view = await see(coach)
    expect(view.running!.team.map(({ part }) => part)).toEqual(['teacher', 'coach'])
    expect(view.running!.tracks[0]!.evaluated[0]).toBe(0)
    expect(view.decisions).toMatchObject([{ why: 'samen leren', name: '' }])
    expect((await step(coach))!.others).toEqual([])
  })
})
