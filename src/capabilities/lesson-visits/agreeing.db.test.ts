import type { Worker } from 'node:worker_threads'
import { beforeEach, describe, expect, test } from 'vitest'
import { addFreeTime } from '#calendar/server'
import { dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { addSites, listSites, placePerson } from '#people/server'
import { makePerson, makeSchool, makeUnit, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { answerVisit, callInIll, chooseMoment, possibleMoments, tellMissed } from './agreeing.server.ts'
import { brokenVisits, findHelp, fixPlan, preparePlan, storeHelp, storePlan } from './plan.server.ts'
import { runPlanner } from './planner/run-planner.server.ts'
import { DEFAULT_SETTINGS } from './core/offers.ts'
import { openWishes, writeSettings } from './store/offers.server.ts'
import { visitsOfUnit } from './for-unit.server.ts'
import { latestPlan, liveVisits } from './store/visits.server.ts'
import { makeVisitingSchool } from './testing.ts'

const database = await testDatabase()
let school: Id, leader: Id, noor: Id, karim: Id, bart: Id, lot: Id, wish: Id
beforeEach(async () => {
  school = await makeSchool(database)
  const person = async (roles: 'school_leader'[] = []) => (await makePerson(database, { school, roles })).id
  leader = await person(['school_leader'])
  ;[noor, karim, bart, lot] = [await person(), await person(), await person(), await person()]
  wish = (await makeVisitingSchool(database, { school, keeper: leader, people: [noor, karim, bart], now: NOW })).wish
})

const inSchool = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
const as = (person: Id, now = NOW) => ({ person, now })
const refused = (code: string) => ({ ok: false, failure: { code } })
const live = () => database.read(school, (tx) => liveVisits(tx, '2026-11-01', '2026-12-31'))

async function plan(by = leader) {
  const order = await inSchool((tx) => preparePlan(tx, as(by)))
  if (!order.ok) throw new Error(order.failure.code)
  const outcome = await runPlanner(order.value.instance, { seconds: 20, gap: 0 })
  if (!('plan' in outcome)) throw new Error('no plan')
  const stored = await inSchool((tx) => storePlan(tx, order.value, outcome.plan, as(by)))
  if (!stored.ok) throw new Error(stored.failure.code)
  return stored.value
}

describe('a plan', () => {
  test('is a proposal to three people, and agreed when each of them says yes', async () => {
    expect(await plan()).toMatchObject({ status: 'optimal', wishes: 1, unmet: [], from: '2026-11-23' })
    const [visit] = await live()
    expect(visit).toMatchObject({ state: 'proposed', visitor: noor, host: karim, cover: bart, group: '6', wish })
    const say = (person: Id, yes = true) => inSchool((tx) => answerVisit(tx, visit!.id, yes, as(person)))
    expect(await say(lot)).toMatchObject(refused('not_found'))
    expect(await say(leader)).toMatchObject(refused('not_found'))
    await say(noor)
    await say(karim)
    expect(await live()).toMatchObject([{ state: 'proposed' }])
    expect(await say(bart)).toMatchObject({ value: { state: 'agreed' } })

    // Planning again keeps what was agreed, to the letter.
    const before = await live()
    await plan()
    expect(await live()).toEqual(before)
  })

  test('keeps answers to a proposal that comes back unchanged', async () => {
    await plan()
    const [visit] = await live()
    await inSchool((tx) => answerVisit(tx, visit!.id, true, as(noor)))
    await plan()
    expect(await live()).toMatchObject([{ id: visit!.id, says: { visitor: true } }])
  })

  test('is made by who may, and says when there is nothing to plan', async () => {
    expect(await inSchool((tx) => preparePlan(tx, as(noor)))).toMatchObject(refused('not_allowed'))
    await inSchool((tx) => tx.sql`update visit_wishes set withdrawn_at = now()`)
    expect(await inSchool((tx) => preparePlan(tx, as(leader)))).toMatchObject(refused('visit_nothing_to_plan'))
    const stranger = await makePerson(database, { roles: ['school_leader'] })
    expect(await inSchool((tx) => preparePlan(tx, as(stranger.id)))).toMatchObject(refused('not_allowed'))
    expect(await database.read(stranger.school, latestPlan)).toBeNull()
  })

  test('is fixed by the leader where the school chose so, and by nobody else', async () => {
    await inSchool((tx) => writeSettings(tx, { ...DEFAULT_SETTINGS, fixedBy: 'leader' }))
    await plan()
    const [visit] = await live()
    for (const person of [noor, karim, bart]) await inSchool((tx) => answerVisit(tx, visit!.id, true, as(person)))
    expect(await live()).toMatchObject([{ state: 'proposed' }])
    expect(await inSchool((tx) => fixPlan(tx, as(noor)))).toMatchObject(refused('visit_nothing_to_fix'))
    expect(await inSchool((tx) => fixPlan(tx, as(leader)))).toMatchObject({ value: 1 })
    expect(await live()).toMatchObject([{ state: 'agreed' }])
  })

  test('tells why a wish waits, and which cover would help most', async () => {
    await inSchool((tx) => tx.sql`delete from visit_covers`)
    const { unmet } = await plan()
    expect(unmet).toEqual([{ wish, ways: [{ rules: ['cover'], host: karim, weekdays: [1, 2, 3, 4, 5] }] }])
    expect(await database.read(school, latestPlan)).toMatchObject({ unmet, help: null })
    const order = await inSchool((tx) => preparePlan(tx, as(leader)))
    const found = order.ok ? await findHelp(order.value, {}) : order
    const help = found.ok ? found.value : null
    expect(help).toMatchObject({ half: 'morning', now: 0, then: 1 })
    await inSchool((tx) => storeHelp(tx, help, as(leader)))
    expect(await database.read(school, latestPlan)).toMatchObject({ help })
    // Of a plan that breaks a rule nothing is concluded, and not that nothing would help.
    const wrong = { kind: 'plan', plan: { visits: [], objective: 7, bound: 7, gap: 0, status: 'optimal' } }
    const onThread = (thread: Worker) => queueMicrotask(() => thread.emit('message', wrong))
    expect(order.ok && (await findHelp(order.value, { onThread }))).toMatchObject(refused('visit_plan_wrong'))
  })

  test('is made for school days only: from the first week that is not a holiday, around days off', async () => {
    await inSchool((tx) => addFreeTime(tx, { name: 'Projectweek', from: '2026-11-21', until: '2026-11-29' }))
    await inSchool((tx) => addFreeTime(tx, { name: 'Studiedagen', from: '2026-11-30', until: '2026-12-02' }))
    expect(await plan()).toMatchObject({ from: '2026-11-30', unmet: [] })
    const [visit] = await live()
    expect(visit!.day > '2026-12-02').toBe(true)
    for (const person of [noor, karim, bart]) await inSchool((tx) => answerVisit(tx, visit!.id, true, as(person)))
    await inSchool((tx) => addFreeTime(tx, { name: 'Storm', from: visit!.day, until: '' }))
    const week = Date.UTC(2026, 10, 30, 9)
    expect(await database.read(school, (tx) => brokenVisits(tx, week))).toMatchObject([
      { visit: { id: visit!.id }, rules: ['no_school'] }
    ])
  })

  test('is looked at once more when it is stored: nothing of it that breaks a rule reaches anybody', async () => {
    const order = await inSchool((tx) => preparePlan(tx, as(leader)))
    if (!order.ok) throw new Error(order.failure.code)
    const outcome = await runPlanner(order.value.instance, { seconds: 20, gap: 0 })
    if (!('plan' in outcome)) throw new Error('no plan')
    const [right] = outcome.plan.visits
    const wrongs = [
      { ...right!, slot: right!.talk },
      { ...right!, talk: right!.slot },
      { ...right!, cover: null },
      { ...right!, cover: karim },
      { ...right!, visitor: lot }
    ]
    for (const wrong of wrongs) {
      const plan = { ...outcome.plan, visits: [wrong] }
      // What was proven of a plan is not said of what is left of it.
      const stored = await inSchool((tx) => storePlan(tx, order.value, plan, as(leader)))
      expect(stored).toMatchObject({ value: { status: 'stopped' } })
      expect([wrong, await live()]).toEqual([wrong, []])
    }
    const stored = await inSchool((tx) => storePlan(tx, order.value, outcome.plan, as(leader)))
    expect(stored).toMatchObject({ value: { status: 'optimal' } })
    expect(await live()).toHaveLength(1)
  })

  test('does not ask again in the same weeks what was declined', async () => {
    await plan()
    const [visit] = await live()
    await inSchool((tx) => answerVisit(tx, visit!.id, false, as(karim)))
    expect(await live()).toEqual([])
    expect(await inSchool((tx) => preparePlan(tx, as(leader)))).toMatchObject(refused('visit_nothing_to_plan'))
  })
})

describe('moving and repairing', () => {
  test('only possible moments are offered, and only to who it concerns', async () => {
    await plan()
    const moments = await inSchool((tx) => possibleMoments(tx, wish, as(noor)))
    expect(moments.ok && moments.value.length).toBeGreaterThan(5)
    expect(await inSchool((tx) => possibleMoments(tx, wish, as(lot)))).toMatchObject(refused('not_found'))
    const [visit] = await live()
    const other = moments.ok ? moments.value.find(({ day }) => day !== visit!.day)! : null!
    expect(await inSchool((tx) => chooseMoment(tx, wish, { ...other, start: 1200 }, as(noor)))).toMatchObject(
      refused('visit_moment_gone')
    )
    expect(await inSchool((tx) => chooseMoment(tx, wish, other, as(lot)))).toMatchObject(refused('not_found'))
    await inSchool((tx) => chooseMoment(tx, wish, other, as(noor)))
    expect(await live()).toMatchObject([
      { id: visit!.id, day: other.day, says: { visitor: true, host: null, cover: null } }
    ])
  })

  test('who is ill: another takes over the class, or the wish waits; nothing is planned with who is ill', async () => {
    await plan()
    const [visit] = await live()
    const morning = Date.parse(`${visit!.day}T07:00:00+01:00`)
    for (const person of [noor, karim, bart]) await inSchool((tx) => answerVisit(tx, visit!.id, true, as(person)))
    await inSchool(async (tx) => {
      await tx.sql`insert into visit_covers (school_id, person_id, weekly_max, groups) values (${school}, ${lot}, 1, '{}')`
      await tx.sql`insert into visit_times (school_id, id, person_id, kind, weekday, start_minute, end_minute)
        select ${school}, gen_random_uuid(), ${lot}, 'cover', day, 510, 600 from generate_series(1, 5) as day`
    })
    expect(await inSchool((tx) => callInIll(tx, as(bart, morning)))).toMatchObject({
      value: { covered: 1, waiting: 0 }
    })
    expect(await live()).toMatchObject([
      { cover: lot, start: visit!.start, state: 'proposed', says: { visitor: true, cover: null } }
    ])
    expect(await inSchool((tx) => callInIll(tx, as(karim, morning)))).toMatchObject({
      value: { covered: 0, waiting: 1 }
    })
    expect(await live()).toEqual([])
    const moments = await inSchool((tx) => possibleMoments(tx, wish, as(noor, morning)))
    expect(moments.ok && moments.value.length > 0 && moments.value.every(({ day }) => day > visit!.day)).toBe(true)
  })

  test('a timetable that changed shows which agreed visits it breaks', async () => {
    await plan()
    const [visit] = await live()
    for (const person of [noor, karim, bart]) await inSchool((tx) => answerVisit(tx, visit!.id, true, as(person)))
    expect(await database.read(school, (tx) => brokenVisits(tx, NOW))).toEqual([])
    await inSchool((tx) => tx.sql`delete from timetable_lessons where person_id = ${karim}`)
    expect(await database.read(school, (tx) => brokenVisits(tx, NOW))).toMatchObject([
      { visit: { id: visit!.id }, rules: ['lesson_gone'] }
    ])
  })

  test('a host who goes to work on another site breaks what was agreed, and only moments with a journey are offered', async () => {
    await plan()
    const [visit] = await live()
    for (const person of [noor, karim, bart]) await inSchool((tx) => answerVisit(tx, visit!.id, true, as(person)))
    const here = await inSchool((tx) => possibleMoments(tx, wish, as(noor)))
    expect(here.ok && here.value.length).toBeGreaterThan(0)
    await inSchool((tx) => addSites(tx, ['Zuid', 'Noord'], leader, NOW))
    expect(await database.read(school, (tx) => brokenVisits(tx, NOW))).toEqual([])
    const [, north] = await database.read(school, listSites)
    await inSchool((tx) => placePerson(tx, karim, north!.id, leader, NOW))
    const [broken] = await database.read(school, (tx) => brokenVisits(tx, NOW))
    expect(broken).toMatchObject({ visit: { id: visit!.id } })
    expect(broken!.rules).toContain('travel_busy')
    // Noor teaches when Karim does: without free hours there is no way to travel.
    expect(await inSchool((tx) => possibleMoments(tx, wish, as(noor)))).toMatchObject({ value: [] })
    await inSchool((tx) => tx.sql`delete from timetable_lessons where person_id = ${noor} and weekday <> 5`)
    const there = await inSchool((tx) => possibleMoments(tx, wish, as(noor)))
    expect(there.ok && there.value.length).toBeGreaterThan(0)
    for (const { cover } of there.ok ? there.value : []) expect(cover).toBeNull()
    // After the journey back, which takes the two quarters that a school begins with.
    for (const { day, talkDay, start, talkStart } of there.ok ? there.value : [])
      expect(talkDay > day || talkStart >= start + 45).toBe(true)
  })

  test('what did not take place after all waits again; told by the two whose it is, and not before', async () => {
    await plan()
    const [visit] = await live()
    for (const person of [noor, karim, bart]) await inSchool((tx) => answerVisit(tx, visit!.id, true, as(person)))
    const later = Date.parse(`${visit!.day}T20:00:00+01:00`)
    const tell = (person: Id, now: number) => inSchool((tx) => tellMissed(tx, visit!.id, as(person, now)))
    expect(await tell(karim, NOW)).toMatchObject(refused('visit_over'))
    for (const person of [bart, lot, leader]) expect(await tell(person, later)).toMatchObject(refused('not_found'))
    const tomorrow = later + 86_400_000
    const waiting = () => database.read(school, (tx) => openWishes(tx, dayOf(tomorrow, 'Europe/Amsterdam')))
    expect(await waiting()).toEqual([])
    expect(await tell(karim, later)).toMatchObject({ ok: true })
    expect(await waiting()).toMatchObject([{ id: wish }])
    expect(await tell(noor, later)).toMatchObject(refused('visit_over'))
  })

  test('a session looks back on what its unit agreed on, and on nothing of others', async () => {
    const unit = (await makeUnit(database, { school, members: [noor] })).id
    const elsewhere = (await makeUnit(database, { school, members: [bart] })).id
    const look = (of: Id, now: number) => database.read(school, (tx) => visitsOfUnit(tx, of, NOW - 1000, now))
    expect(await look(unit, NOW)).toEqual({ visits: [], waiting: 1 })
    await plan()
    const [visit] = await live()
    // A proposal is nothing to look back on yet.
    expect(await look(unit, NOW)).toMatchObject({ visits: [] })
    for (const person of [noor, karim, bart]) await inSchool((tx) => answerVisit(tx, visit!.id, true, as(person)))
    const later = Date.parse(`${visit!.day}T20:00:00+01:00`)
    const { id, day, start } = visit!
    const told = { id, visitor: noor, host: karim, day, start }
    expect(await look(unit, NOW)).toEqual({ visits: [{ ...told, came: 'to_come' }], waiting: 0 })
    expect(await look(unit, later)).toEqual({ visits: [{ ...told, came: 'took_place' }], waiting: 0 })
    // Who only takes over a class is not asked about it.
    expect(await look(elsewhere, later)).toEqual({ visits: [], waiting: 0 })
    await inSchool((tx) => answerVisit(tx, visit!.id, false, as(karim)))
    expect(await look(unit, NOW)).toMatchObject({ visits: [{ came: 'dropped' }], waiting: 1 })
    const stranger = await makePerson(database)
    expect(await database.read(stranger.school, (tx) => visitsOfUnit(tx, unit, 0, later))).toEqual({
      visits: [],
      waiting: 0
    })
  })
})
