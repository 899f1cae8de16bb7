import { afterEach, beforeEach, expect, it } from 'vitest'
import type { BoardCommand } from '#board-sessions'
import { createBoardEngine, type BoardNews } from '#board-sessions/server'
import { changeSession, type SessionWish } from '#calendar/server'
import { addDays, dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import type { WeeklySlot } from '#people'
import { circleOf, findUnit } from '#people/server'
import { makePerson, makeSchool, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { rhythms } from './rhythm/figures.server.ts'
import {
  chooseWeeklyMoment,
  comingSessions,
  sessionEvents,
  unitCalendar,
  unitSessions
} from './sessions-planned.server.ts'

const database = await testDatabase()
const ZONE = 'Europe/Amsterdam'
const at = (day: string, clock: string) => momentAt(day, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)), ZONE)
const TUESDAY: WeeklySlot = { weekday: 2, minute: 915 }
const THURSDAY: WeeklySlot = { weekday: 4, minute: 915 }
/** The first Tuesday of six, and the Wednesday after the last of them. */
const FIRST = '2026-09-01'
const WEDNESDAY = '2026-10-07'

let now: number
const clock = () => (now += 1)
const engine = createBoardEngine({ database, hub: createHub<BoardNews>(), clock, circle: circleOf })
let school: Id, unit: Id, noor: Id

const choose = (slots: WeeklySlot[], from?: string) =>
  database.transact(school, (tx) => chooseWeeklyMoment(tx, unit, slots, { by: noor, now, ...(from && { from }) }))
const change = (on: string, to: SessionWish['to']) =>
  database.transact(school, async (tx) =>
    changeSession(tx, await unitCalendar(tx, unit), { on, to }, noor, { now, today: dayOf(now, ZONE), timeZone: ZONE })
  )
const planned = async (from: string, until: string) =>
  (await database.read(school, (tx) => unitSessions(tx, unit, from, until))).map(({ day, state }) => `${day} ${state}`)
/** What the subscribed calendar shows. */
const feed = () =>
  database.read(school, async (tx) => sessionEvents(tx, [(await findUnit(tx, unit))!], now, 'https://wilg.example'))
const past = async () => (await feed()).filter(({ start }) => start <= now)
const figures = async () => (await database.read(school, (tx) => rhythms(tx, [unit], now))).get(unit)!
const send = async (command: BoardCommand) => {
  const { seq } = await engine.open(school, unit)
  const sent = { key: newId(), base: seq, command }
  expect(await engine.submit(school, unit, { person: noor, device: null }, sent)).toMatchObject({ ok: true })
}
async function holdOn(day: string) {
  now = at(day, '15:16')
  await send({ type: 'start-session', session: newId() })
  await send({ type: 'close-session' })
}

beforeEach(async () => {
  now = at('2026-08-31', '09:00')
  school = await makeSchool(database)
  noor = (await makePerson(database, { school, givenName: 'Noor' })).id
  unit = (await makeUnit(database, { school, name: 'Team Rood', members: [noor] })).id
  expect(await choose([TUESDAY])).toEqual({ ok: true, value: { from: '2026-08-31' } })
})
// A later test has a later clock: nothing of this one may be due then.
afterEach(() => database.signin(({ sql }) => sql`delete from jobs`.then(() => undefined)))

it('in the middle of a year leaves the calendar and the figures of before as they were', async () => {
  // One of six was not held, and one was moved.
  await holdOn(FIRST)
  for (const week of [1, 2, 4]) await holdOn(addDays(FIRST, 7 * week))
  now = at('2026-09-28', '09:00')
  expect(await change('2026-10-06', { day: '2026-10-05', minute: 600 })).toMatchObject({ ok: true })
  await holdOn('2026-10-05')
  now = at(WEDNESDAY, '12:00')
  const [shown, counted] = [await past(), await figures()]
  expect(shown.map(({ start }) => dayOf(start, ZONE))).toEqual(['2026-09-15', '2026-09-22', '2026-09-29', '2026-10-05'])
  expect(counted.planned).toEqual({ planned: 6, held: 5 })

  expect(await choose([THURSDAY])).toEqual({ ok: true, value: { from: WEDNESDAY } })
  expect(await past()).toEqual(shown)
  expect((await figures()).planned).toEqual({ planned: 6, held: 5 })
  expect(await planned('2026-10-05', '2026-10-23')).toEqual([
    '2026-10-05 moved',
    '2026-10-08 planned',
    '2026-10-15 planned',
    '2026-10-22 planned'
  ])

  await holdOn('2026-10-08')
  now = at('2026-10-09', '09:00')
  expect((await figures()).planned).toEqual({ planned: 7, held: 6 })
  // None at all: what was, still was.
  expect(await choose([])).toMatchObject({ ok: true })
  expect((await figures()).planned).toEqual({ planned: 7, held: 6 })
  expect((await past()).slice(0, 4)).toEqual(shown)
  expect((await feed()).filter(({ start }) => start > now)).toEqual([])
})

it('chosen twice on one day is the last of the two, and the past is the same', async () => {
  now = at(WEDNESDAY, '12:00')
  const shown = await past()
  await choose([THURSDAY])
  await choose([{ weekday: 5, minute: 600 }, TUESDAY])
  expect(await past()).toEqual(shown)
  expect(await planned(addDays(WEDNESDAY, -1), '2026-10-23')).toEqual([
    '2026-10-06 planned',
    '2026-10-09 planned',
    '2026-10-13 planned',
    '2026-10-23 planned'
  ])
  await choose([TUESDAY])
  expect(await planned(addDays(WEDNESDAY, -1), '2026-10-14')).toEqual(['2026-10-06 planned', '2026-10-13 planned'])
})

it('counts from tomorrow once the session of today has begun, wherever it was moved from', async () => {
  now = at('2026-10-13', '15:14')
  expect(await change('2026-10-13', { day: '2026-10-13', minute: 1020 })).toMatchObject({ ok: true })
  now = at('2026-10-13', '15:30')
  // Moved to five o'clock, it has not begun; a moment at three would be over already.
  expect(await choose([{ weekday: 2, minute: 900 }])).toMatchObject({ value: { from: '2026-10-14' } })
  expect(await choose([THURSDAY])).toMatchObject({ value: { from: '2026-10-13' } })
  expect(await planned('2026-10-12', '2026-10-18')).toEqual(['2026-10-15 planned'])

  expect(await change('2026-10-15', { day: '2026-10-13', minute: 940 })).toMatchObject({ ok: true })
  now = at('2026-10-13', '15:50')
  const shown = await past()
  expect(await choose([{ weekday: 5, minute: 915 }])).toMatchObject({ value: { from: '2026-10-14' } })
  expect(await past()).toEqual(shown)
  expect(await planned('2026-10-12', '2026-10-18')).toEqual(['2026-10-13 moved', '2026-10-16 planned'])
  // It is over: there is no going back to a moment that the unit has no more.
  expect(await change('2026-10-15', 'as-planned')).toMatchObject({ failure: { code: 'session_not_planned' } })
  expect(await change('2026-10-15', 'dropped')).toMatchObject({ value: { on: '2026-10-15', state: 'dropped' } })
})

it('from a day to come leaves everything until then, and a day that is over is refused', async () => {
  now = at(WEDNESDAY, '12:00')
  const before = await planned('2026-08-31', '2026-10-31')
  expect(await choose([THURSDAY], '2026-11-02')).toEqual({ ok: true, value: { from: '2026-11-02' } })
  expect(await planned('2026-08-31', '2026-10-31')).toEqual(before)
  expect(await planned('2026-11-01', '2026-11-08')).toEqual(['2026-11-05 planned'])
  // Across that day a session is moved as any other.
  expect(await change('2026-10-27', { day: '2026-11-03', minute: 600 })).toMatchObject({ ok: true })
  expect(await change('2026-11-12', { day: '2026-10-30', minute: 600 })).toMatchObject({ ok: true })
  expect(await planned('2026-10-26', '2026-11-13')).toEqual([
    '2026-10-30 moved',
    '2026-11-03 moved',
    '2026-11-05 planned'
  ])
  expect(await choose([TUESDAY], '2026-10-06')).toMatchObject({ ok: false, failure: { code: 'date_past' } })
  expect(await choose([TUESDAY], '2026-10-32')).toMatchObject({ ok: false, failure: { code: 'date_invalid' } })
  expect(await planned('2026-11-01', '2026-11-08')).toEqual(['2026-11-03 moved', '2026-11-05 planned'])
})

it('forgets what was changed about sessions that are no more, and keeps what was changed about the others', async () => {
  now = at(WEDNESDAY, '12:00')
  await change('2026-10-13', { day: '2026-10-14', minute: 600 })
  await change('2026-10-20', 'dropped')
  await choose([{ weekday: 2, minute: 600 }])
  expect(await planned('2026-10-12', '2026-10-30')).toEqual([
    '2026-10-14 moved',
    '2026-10-20 dropped',
    '2026-10-27 planned'
  ])
  await choose([THURSDAY])
  await choose([TUESDAY])
  expect(await planned('2026-10-12', '2026-10-23')).toEqual(['2026-10-13 planned', '2026-10-20 planned'])
})

it('chosen by two people at once is what one of them chose, and the past is the same', async () => {
  now = at(WEDNESDAY, '12:00')
  const shown = await past()
  const moments = [[THURSDAY], [{ weekday: 5, minute: 600 }], [THURSDAY, TUESDAY], []]
  const done = await Promise.all(moments.map((slots) => choose(slots)))
  expect(done.every(({ ok }) => ok)).toBe(true)
  expect(await past()).toEqual(shown)
  const last = (await database.read(school, (tx) => unitCalendar(tx, unit))).patterns.find((one) => one.until === null)
  expect(moments).toContainEqual(last?.slots ?? [])
  const toCome = (await feed()).filter(({ start }) => start > now).map(({ start }) => start)
  expect((await database.read(school, (tx) => comingSessions(tx, unit, now))) ?? []).toEqual(toCome.slice(0, 3))
})
