import { beforeAll, describe, expect, test } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { grantRole, leaveSchool } from '#people/server'
import { makePerson, makeSchool, makeUnit, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import * as offers from './offers.server.ts'
import * as store from './store/offers.server.ts'

const database = await testDatabase()
const TODAY = '2026-11-20'
let school: Id, leader: Id, noor: Id, karim: Id, guest: Id, gone: Id
let stranger: { school: Id; id: Id }
beforeAll(async () => {
  school = await makeSchool(database)
  const person = async (roles: 'school_leader'[] = []) => (await makePerson(database, { school, roles })).id
  leader = await person(['school_leader'])
  ;[noor, karim, guest, gone] = [await person(), await person(), await person(), await person()]
  const unit = (await makeUnit(database, { school })).id
  await database.transact(school, async (tx) => {
    await leaveSchool(tx, gone, leader, NOW)
    await grantRole(tx, guest, newId(NOW), { role: 'guest', unit, until: '2030-08-01' }, '2020-08-01')
  })
  stranger = await makePerson(database, { roles: ['school_leader'] })
})

const inSchool = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
const as = (person: Id) => ({ person, now: NOW })
const refused = (code: string) => ({ ok: false, failure: { code } })
const wish = (form: object, by = noor) =>
  inSchool((tx) => offers.wishVisit(tx, { host: null, focus: null, question: '', ...form }, as(by)))

describe('a wish', () => {
  test('is one of a member of the school, for a colleague who is here', async () => {
    expect(await wish({ host: karim, question: ' hoe je begint ' })).toMatchObject({
      ok: true,
      value: { question: 'hoe je begint' }
    })
    expect(await wish({ host: karim })).toMatchObject(refused('wish_known'))
    expect(await wish({ host: noor })).toMatchObject(refused('visit_oneself'))
    expect(await wish({ host: gone })).toMatchObject(refused('person_left'))
    expect(await wish({ host: stranger.id })).toMatchObject(refused('person_left'))
    expect(await wish({ focus: 'gossip' })).toMatchObject(refused('input_invalid'))
    expect(await wish({ focus: 'checking' }, guest)).toMatchObject(refused('not_allowed'))
    expect(await wish({ focus: 'checking' }, gone)).toMatchObject(refused('not_allowed'))
    expect(await wish({ focus: 'checking' }, stranger.id)).toMatchObject(refused('not_allowed'))
  })

  test('is taken back by whose it is only, and not seen in another school', async () => {
    const made = await wish({ focus: 'feedback' }, karim)
    const id = made.ok ? made.value.id : ''
    expect(await inSchool((tx) => offers.dropWish(tx, id, as(leader)))).toMatchObject(refused('not_found'))
    expect(await database.transact(stranger.school, (tx) => offers.dropWish(tx, id, as(stranger.id)))).toMatchObject(
      refused('not_found')
    )
    expect(await database.read(stranger.school, (tx) => store.openWishes(tx, TODAY))).toEqual([])
    expect(await inSchool((tx) => offers.dropWish(tx, id, as(karim)))).toMatchObject({ ok: true })
    expect((await database.read(school, (tx) => store.openWishes(tx, TODAY))).map((one) => one.id)).not.toContain(id)
  })

  test('comes of an invitation, which opens the lessons of who invites', async () => {
    const made = await inSchool((tx) => offers.inviteToLesson(tx, 'Wacht ik lang genoeg?', as(karim)))
    const id = made.ok ? made.value.id : ''
    expect(await database.read(school, store.listHosts)).toMatchObject([{ person: karim, isOpen: true }])
    expect(await inSchool((tx) => offers.acceptInvitation(tx, id, as(karim)))).toMatchObject(refused('visit_oneself'))
    expect(await inSchool((tx) => offers.acceptInvitation(tx, id, as(leader)))).toMatchObject({
      ok: true,
      value: { host: karim, invitation: id }
    })
    expect(await inSchool((tx) => offers.dropInvitation(tx, id, as(leader)))).toMatchObject(refused('not_found'))
    expect(await inSchool((tx) => offers.dropInvitation(tx, id, as(karim)))).toMatchObject({ ok: true })
  })
})

describe('open lessons, cover and free moments', () => {
  test('are each one’s own', async () => {
    expect(
      await inSchool((tx) =>
        offers.openLessons(tx, { isOpen: true, foci: ['start'], closedUntil: '2026-12-01' }, as(noor))
      )
    ).toMatchObject({ ok: true })
    expect(
      await inSchool((tx) => offers.closeLesson(tx, { weekday: 2, start: 540, isClosed: true }, as(noor)))
    ).toMatchObject({ ok: true })
    expect(await database.read(school, store.listClosedLessons)).toEqual([{ person: noor, weekday: 2, start: 540 }])
    await inSchool((tx) => offers.closeLesson(tx, { weekday: 2, start: 540, isClosed: false }, as(noor)))
    expect(await database.read(school, store.listClosedLessons)).toEqual([])

    const times = { kind: 'cover', weekdays: [1, 3], start: '8:30', end: '12:00', group: '' }
    expect(await inSchool((tx) => offers.giveTimes(tx, times, as(leader)))).toMatchObject({ ok: true })
    expect(await inSchool((tx) => offers.giveTimes(tx, { ...times, weekdays: [] }, as(leader)))).toMatchObject(
      refused('visit_days_missing')
    )
    expect(await inSchool((tx) => offers.giveTimes(tx, { ...times, end: '8:35' }, as(leader)))).toMatchObject(
      refused('visit_times_wrong')
    )
    const [time] = await database.read(school, store.listTimes)
    expect(await inSchool((tx) => offers.takeBackTime(tx, time!.id, as(noor)))).toMatchObject(refused('not_found'))
    expect(await inSchool((tx) => offers.takeBackTime(tx, time!.id, as(leader)))).toMatchObject({ ok: true })

    await inSchool((tx) => offers.offerCover(tx, { weeklyMax: 3, groups: ['5', '5'] }, as(leader)))
    expect(await database.read(school, store.listCovers)).toEqual([{ person: leader, weeklyMax: 3, groups: ['5'] }])
    await inSchool((tx) => offers.offerCover(tx, { weeklyMax: 0, groups: [] }, as(leader)))
    expect(await database.read(school, store.listCovers)).toEqual([])
    expect(await inSchool((tx) => offers.offerCover(tx, { weeklyMax: 3, groups: [] }, as(guest)))).toMatchObject(
      refused('not_allowed')
    )
  })

  test('how visits are planned is set by the school leader only', async () => {
    const settings = {
      fixedBy: 'leader',
      weeks: 2,
      dayStart: 495,
      dayEnd: 960,
      visitsAWeek: 1,
      hostingAWeek: 1,
      crossUnit: 0,
      travel: 3,
      across: { least: 2, most: 6 }
    }
    expect(await inSchool((tx) => offers.setVisitSettings(tx, settings, as(noor)))).toMatchObject(
      refused('not_allowed')
    )
    expect(
      await inSchool((tx) => offers.setVisitSettings(tx, { ...settings, dayStart: 500 }, as(leader)))
    ).toMatchObject(refused('input_invalid'))
    for (const across of [
      { least: 7, most: 6 },
      { least: NaN, most: 6 },
      { least: -1, most: 6 }
    ])
      expect(await inSchool((tx) => offers.setVisitSettings(tx, { ...settings, across }, as(leader)))).toMatchObject(
        refused('input_invalid')
      )
    for (const across of [settings.across, null]) {
      const wanted = { ...settings, across }
      expect(await inSchool((tx) => offers.setVisitSettings(tx, wanted, as(leader)))).toMatchObject({ ok: true })
      expect(await database.read(school, store.settingsOf)).toEqual(wanted)
    }
    expect(await database.read(stranger.school, store.settingsOf)).toMatchObject({ fixedBy: 'each' })
  })
})
