import { beforeEach, expect, it } from 'vitest'
import { BY_TURN, dayToLead, NOBODY, NO_TURNS, proposeTasks } from '#board-sessions'
import { addFreeTime, changeSession, type SessionWish } from '#calendar/server'
import { dayOf, weekdayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import { directoryOf } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { chooseWeeklyMoment, comingSessions, unitCalendar } from './sessions-planned.server.ts'

const database = await testDatabase()
const ZONE = 'Europe/Amsterdam'
const at = (day: string, minute = 915) => momentAt(day, minute, ZONE)
/** A Tuesday, at a quarter to four: the session of today was held. */
const TUESDAY = '2026-10-13'
const NOW = at(TUESDAY, 945)

let school: Id, unit: Id
let noor: Id, karim: Id
beforeEach(async () => {
  school = await makeSchool(database)
  // Noor, whose turn it is by the order of the names, is never there on Thursdays; Karim not on Tuesdays.
  const join = (givenName: string, off: string) =>
    makePerson(database, {
      school,
      givenName,
      familyName: 'Vos',
      workingDays: { mon: 'full', tue: 'full', wed: 'full', thu: 'full', fri: 'full', [off]: 'off' }
    })
  ;[noor, karim] = [(await join('Anouk', 'thu')).id, (await join('Karim', 'tue')).id]
  unit = (await makeUnit(database, { school, name: 'Team Rood', members: [noor, karim] })).id
})
const choose = (weekday: number) =>
  database.transact(school, async (tx) => {
    const chosen = await chooseWeeklyMoment(tx, unit, [{ weekday, minute: 915 }], {
      by: noor,
      now: at('2026-09-01', 1)
    })
    expect(chosen.ok).toBe(true)
  })
const change = (on: string, to: SessionWish['to']) =>
  database.transact(school, async (tx) => {
    const when = { now: NOW, today: TUESDAY, timeZone: ZONE }
    expect(await changeSession(tx, await unitCalendar(tx, unit), { on, to }, noor, when)).toMatchObject({ ok: true })
  })
const holiday = (from: string, until: string) =>
  database.transact(school, (tx) => addFreeTime(tx, { name: 'Herfstvakantie', from, until }))

/** Who leads next and when, as a board says it right after the session of today. */
const leadsNext = (now = NOW) =>
  database.read(school, async (tx) => {
    const today = dayOf(now, ZONE)
    const day = dayToLead(await comingSessions(tx, unit, now), TUESDAY, today, ZONE)
    const people = (await directoryOf(tx, unit, now)).map(({ id, isAway, daysOff }) => ({
      id,
      isThere: day === null ? !isAway : !daysOff.includes(weekdayOf(day))
    }))
    const [lead] = proposeTasks({ leading: BY_TURN, next: NOBODY, turns: NO_TURNS }, people, now)
    return { day, person: lead!.person, isThere: lead!.isThere }
  })

it('is asked for the session after the holiday', async () => {
  await choose(2)
  expect(await leadsNext()).toEqual({ day: '2026-10-20', person: noor, isThere: true })
  await holiday('2026-10-17', '2026-10-25')
  expect(await leadsNext()).toEqual({ day: '2026-10-27', person: noor, isThere: true })
})

it('is asked for the day to which a session was moved, and who is not there then is passed over', async () => {
  await choose(2)
  await holiday('2026-10-17', '2026-10-25')
  await change('2026-10-27', { day: '2026-10-29', minute: 600 })
  expect(await leadsNext()).toEqual({ day: '2026-10-29', person: karim, isThere: true })
  // Into the holiday: the unit said so itself.
  await change('2026-10-20', { day: '2026-10-20', minute: 600 })
  expect(await leadsNext()).toEqual({ day: '2026-10-20', person: noor, isThere: true })
  await change('2026-10-20', 'dropped')
  expect(await leadsNext()).toEqual({ day: '2026-10-29', person: karim, isThere: true })
})

it('follows moments that take turns, and another one from a day on', async () => {
  await database.transact(school, (tx) =>
    chooseWeeklyMoment(
      tx,
      unit,
      [
        { weekday: 2, minute: 915 },
        { weekday: 4, minute: 915 }
      ],
      { by: noor, now: at('2026-09-01', 1) }
    )
  )
  expect(await leadsNext()).toEqual({ day: '2026-10-22', person: karim, isThere: true })
  await database.transact(school, (tx) =>
    chooseWeeklyMoment(tx, unit, [{ weekday: 1, minute: 915 }], { by: noor, now: NOW, from: '2026-10-19' })
  )
  expect(await leadsNext()).toEqual({ day: '2026-10-19', person: noor, isThere: true })
})

it('is a week later without a calendar, and on no day when the calendar has none', async () => {
  expect(await leadsNext()).toEqual({ day: '2026-10-20', person: noor, isThere: true })
  await choose(2)
  await holiday('2026-10-14', '2026-12-01')
  await holiday('2026-12-02', '2027-01-30')
  expect(await leadsNext()).toMatchObject({ day: null })
  await database.transact(school, (tx) => chooseWeeklyMoment(tx, unit, [], { by: noor, now: NOW }))
  // Once the session of today is over, there is no calendar any more.
  expect(await leadsNext(at('2026-10-14', 600))).toMatchObject({ day: '2026-10-20' })
})

it('is no other school’s business', async () => {
  await choose(2)
  const other = await makeSchool(database)
  expect(await database.read(other, (tx) => comingSessions(tx, unit, NOW))).toBeNull()
})
