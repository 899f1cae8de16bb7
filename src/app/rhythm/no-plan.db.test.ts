import ICAL from 'ical.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { BoardCommand } from '#board-sessions'
import { addFreeTime, calendarText } from '#calendar/server'
import { newId, type Id } from '#kernel/id.ts'
import { chooseMoment, findUnit } from '#people/server'
import { makeSchool, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { clashesOfMoments, ownClashes } from '../clashing-sessions.server.ts'
import { comingSessions, sessionEvents } from '../sessions-planned.server.ts'
import { makeReachable, openRhythmParts, type TestRhythm } from '../testing/rhythm-parts.ts'
import { planningOf, rhythms } from './figures.server.ts'

const database = await testDatabase()
const DAY = 86_400_000
/** A Tuesday at four, in the middle of a school year. */
const TUESDAY = Date.parse('2026-11-24T15:00:00Z')

let mailbox: Awaited<ReturnType<typeof openMailbox>>
let worker: TestRhythm['worker']
let rhythm: TestRhythm['rhythm']
let engine: TestRhythm['engine']
let now: number
const clock = () => (now += 1)
let school: Id, unit: Id, noor: Id

beforeEach(async () => {
  mailbox = await openMailbox()
  now = TUESDAY
  ;({ rhythm, worker, engine } = openRhythmParts(database, clock, mailbox.url))
  school = await makeSchool(database)
  const join = async (givenName: string) => (await makeReachable(database, school, givenName, now)).id
  noor = await join('Noor')
  unit = (await makeUnit(database, { school, name: 'Team Rood', members: [noor, await join('Karim')] })).id
})
afterEach(async () => {
  await worker.stop()
  await mailbox.close()
  // A later test has a later clock: nothing of this one may be due then.
  await database.signin(({ sql }) => sql`delete from jobs`)
})

/** A school that has every day off, from one summer to the next. */
const allFree = () =>
  database.transact(school, async (tx) => {
    await chooseMoment(tx, unit, [{ weekday: 2, minute: 915 }], null, now - 200 * DAY)
    for (const [from, until] of [
      ['2026-04-01', '2026-07-29'],
      ['2026-07-30', '2026-11-26'],
      ['2026-11-27', '2027-03-26'],
      ['2027-03-27', '2027-07-24'],
      ['2027-07-25', '2027-11-20'],
      ['2027-11-21', '2028-01-31']
    ] as const)
      expect(await addFreeTime(tx, { name: 'Verbouwing', from, until })).toMatchObject({ ok: true })
  })
const send = async (command: BoardCommand) => {
  const { seq } = await engine.open(school, unit)
  const sent = { key: newId(), base: seq, command }
  expect(await engine.submit(school, unit, { person: noor, device: null }, sent)).toMatchObject({ ok: true })
}
async function hold() {
  await send({ type: 'start-session', session: newId() })
  await send({ type: 'check-in', id: newId(), person: noor, mood: null, need: '', offer: '' })
  await send({ type: 'add-action', id: newId(), text: 'Leeshoek opruimen', owners: [noor], due: null })
  await send({ type: 'close-session' })
}
const figures = () =>
  database.read(school, async (tx) => ({
    planning: (await planningOf(tx, [unit], now)).get(unit),
    rhythm: (await rhythms(tx, [unit], now)).get(unit)
  }))

it.each([
  ['without a weekly moment', 'no_moment', () => Promise.resolve()],
  ['with nothing but days off', 'all_free', allFree]
] as const)('a year %s is empty and says so, and nothing fails', async (_, planning, prepare) => {
  await prepare()
  const home = (await database.read(school, (tx) => findUnit(tx, unit)))!

  // The calendar is one that a strict reader takes, without anything in it.
  const events = await database.read(school, (tx) => sessionEvents(tx, [home], now, null))
  expect(events).toEqual([])
  const read = new ICAL.Component(ICAL.parse(calendarText('Samenspel', events, now)) as never)
  expect(read.getAllSubcomponents('vevent')).toEqual([])
  expect(read.getAllSubcomponents().length).toBeGreaterThan(0)

  // Nothing is next, and nothing clashes.
  const year = { from: '2026-08-01', until: '2027-07-31' }
  await database.read(school, async (tx) => {
    expect(await comingSessions(tx, unit, now)).toEqual(planning === 'no_moment' ? null : [])
    expect(await ownClashes(tx, [home, { id: newId(), name: 'Elders' }], year)).toEqual([])
    expect(await clashesOfMoments(tx, unit, [[{ weekday: 2, minute: 915 }], []], '2026-11-24')).toEqual([[], []])
  })

  // A week of mornings: nobody is reminded or invited, and no job fails.
  await rhythm.wake([school])
  for (let day = 1; day <= 8; day++) {
    now = TUESDAY + day * DAY
    await worker.runDue()
  }
  expect(mailbox.received).toEqual([])

  // Nothing was planned, and that is said instead of "0 of 0": with too few sessions and with enough.
  expect(await figures()).toEqual({ planning, rhythm: null })
  for (let week = 0; week < 4; week++) {
    now += 7 * DAY
    await hold()
    now += 5 * 60_000
    await worker.runDue()
  }
  const digests = mailbox.received.map(({ to, mail }) => `${to[0]!.split('-')[0]}: ${mail.subject}`)
  expect(digests).toHaveLength(4)
  expect(new Set(digests.map((line) => line.replace(/ op .*/, '')))).toEqual(
    new Set(['karim: Team Rood: wat je miste'])
  )
  const found = await figures()
  expect(found).toMatchObject({ planning, rhythm: { sessions: 4, planned: null, toHold: 0 } })
  const failed = await database.signin(
    ({ sql }) => sql`select kind from jobs where school_id = ${school} and (outcome = 'failed' or attempts > 1)`
  )
  expect(failed).toHaveLength(0)
})
