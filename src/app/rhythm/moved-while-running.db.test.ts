import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BoardCommand } from '#board-sessions'
import { createBoardEngine, type BoardNews } from '#board-sessions/server'
import { changeSession, type SessionWish } from '#calendar/server'
import { newId, type Id } from '#kernel/id.ts'
import type { WeeklySlot } from '#people'
import { circleOf, weeklyMomentsOf } from '#people/server'
import { makeSchool, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { chooseWeeklyMoment, comingSessions } from '../sessions-planned.server.ts'
import { makeReachable, openRhythmParts, type TestRhythm } from '../testing/rhythm-parts.ts'

const database = await testDatabase()
/** A Tuesday in summer time, on which the unit meets at a quarter past three. */
const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+02:00`)
const TUESDAY = '2026-10-13'
const MINUTE = 60_000

let mailbox: Awaited<ReturnType<typeof openMailbox>>
let worker: TestRhythm['worker']
let rhythm: TestRhythm['rhythm']
let engine: TestRhythm['engine']
let now: number
const clock = () => (now += 1)
let school: Id, unit: Id, noor: Id, karim: Id
let running: Id
const names = new Map<string, string>()

beforeEach(async () => {
  mailbox = await openMailbox()
  now = at(TUESDAY, '06:00')
  ;({ rhythm, worker, engine } = openRhythmParts(database, clock, mailbox.url))
  school = await makeSchool(database)
  names.clear()
  const join = async (givenName: string) => {
    const { id, email } = await makeReachable(database, school, givenName, now)
    names.set(email, givenName)
    return id
  }
  ;[noor, karim] = [await join('Noor'), await join('Karim')]
  unit = (await makeUnit(database, { school, name: 'Team Rood', members: [noor, karim] })).id
  await choose([{ weekday: 2, minute: 915 }])
  await rhythm.wake([school])
  await untilThen(at(TUESDAY, '06:31'))
  expect(arrived()).toEqual([
    'Karim Bordsessie Team Rood: REQUEST 0 2026-10-13T13:15',
    'Karim Bordsessie Team Rood: REQUEST 0 2026-10-20T13:15',
    'Karim Vandaag bordsessie om 15:15',
    'Noor Bordsessie Team Rood: REQUEST 0 2026-10-13T13:15',
    'Noor Bordsessie Team Rood: REQUEST 0 2026-10-20T13:15',
    'Noor Vandaag bordsessie om 15:15'
  ])
  // The session runs, with Noor, when somebody changes the calendar.
  now = at(TUESDAY, '15:16')
  running = newId()
  await send({ type: 'start-session', session: running })
  await send({ type: 'check-in', id: newId(), person: noor, mood: null, need: '', offer: '' })
  now = at(TUESDAY, '15:20')
})
afterEach(async () => {
  await worker.stop()
  await mailbox.close()
  // A later test has a later clock: nothing of this one may be due then.
  await database.signin(({ sql }) => sql`delete from jobs`)
})

const send = async (command: BoardCommand) => {
  const { seq } = await engine.open(school, unit)
  const receipt = await engine.submit(
    school,
    unit,
    { person: noor, device: null },
    { key: newId(), base: seq, command }
  )
  expect(receipt).toMatchObject({ ok: true })
}
async function untilThen(moment: number) {
  now = Math.max(now, moment)
  for (let n = 0; n < 4; n++) await worker.runDue()
}
const choose = (slots: WeeklySlot[]) =>
  database.transact(school, async (tx) => {
    expect(await chooseWeeklyMoment(tx, unit, slots, { by: noor, now })).toMatchObject({ ok: true })
  })
const change = (to: SessionWish['to']) =>
  database.transact(school, async (tx) => {
    const patterns = await weeklyMomentsOf(tx, unit)
    const when = { now, today: TUESDAY, timeZone: 'Europe/Amsterdam' }
    expect(await changeSession(tx, { unit, patterns }, { on: TUESDAY, to }, karim, when)).toMatchObject({ ok: true })
  })

/** What came by mail since the last time: who, the subject, and what a calendar does with it. */
function arrived(): string[] {
  return mailbox.received
    .splice(0)
    .map(({ mail, raw, to }) => {
      const method = /text\/calendar; charset=utf-8; method=(\w+)/i.exec(raw)?.[1]
      const content = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')?.content
      const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
      const [, date, time] = /DTSTART:(\d{8})T(\d{4})/.exec(text) ?? []
      const start = method && `${date!.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time!.replace(/(..)(..)/, '$1:$2')}`
      const what = method ? `: ${method} ${/SEQUENCE:(\d+)/.exec(text)?.[1]} ${start}` : ''
      return `${names.get(to[0]!)} ${mail.subject}${what}`
    })
    .sort()
}
/** On another device, which knows only what is stored. */
const runs = async () => {
  const other = createBoardEngine({ database, hub: createHub<BoardNews>(), clock, circle: circleOf })
  return (await other.open(school, unit)).session?.id ?? null
}
const next = () => database.read(school, async (tx) => (await comingSessions(tx, unit, now))?.[0] ?? null)

/** It ends as always, and who was not there hears of it once. */
async function closesAsAlways() {
  expect(await runs()).toBe(running)
  await send({ type: 'add-action', id: newId(), text: 'Leeshoek opruimen', owners: [karim], due: null })
  await send({ type: 'close-session' })
  await untilThen(at(TUESDAY, '15:30'))
  await untilThen(at(TUESDAY, '20:00'))
  expect(arrived()).toEqual(['Karim Team Rood: wat je miste op 13 oktober'])
}

describe('while a session runs', () => {
  it('its own planned session moves: it goes on, invitations follow, and the new day reminds once', async () => {
    await change({ day: '2026-10-15', minute: 600 })
    await untilThen(now + 3 * MINUTE)
    expect(arrived()).toEqual(
      ['Karim', 'Noor'].map((who) => `${who} Veranderd: Bordsessie Team Rood: REQUEST 1 2026-10-15T08:00`)
    )
    expect(await next()).toBe(at('2026-10-15', '10:00'))
    await closesAsAlways()
    await untilThen(at('2026-10-14', '06:31'))
    // What came within two weeks, and no reminder.
    expect(arrived().filter((line) => !line.includes('REQUEST 0 2026-10-27'))).toEqual([])
    await untilThen(at('2026-10-15', '06:31'))
    await untilThen(at('2026-10-15', '09:00'))
    expect(arrived().filter((line) => !line.includes('REQUEST'))).toEqual([
      'Karim Vandaag bordsessie om 10:00',
      'Noor Vandaag bordsessie om 10:00'
    ])
    now = at('2026-10-15', '11:30')
    expect(await next()).toBe(at('2026-10-20', '15:15'))
  })

  it('it is moved to later that day: nobody is reminded a second time', async () => {
    await change({ day: TUESDAY, minute: 17 * 60 })
    await untilThen(now + 3 * MINUTE)
    expect(arrived()).toEqual(
      ['Karim', 'Noor'].map((who) => `${who} Veranderd: Bordsessie Team Rood: REQUEST 1 2026-10-13T15:00`)
    )
    await rhythm.wake([school])
    await untilThen(at(TUESDAY, '16:59'))
    expect(arrived()).toEqual([])
    expect(await runs()).toBe(running)
  })

  it('the unit chooses another weekly moment: it goes on, and what comes later moves', async () => {
    await choose([{ weekday: 4, minute: 915 }])
    await untilThen(now + 3 * MINUTE)
    expect(arrived()).toEqual(
      ['Karim', 'Noor'].flatMap((who) => [
        `${who} Bordsessie Team Rood: REQUEST 0 2026-10-15T13:15`,
        `${who} Bordsessie Team Rood: REQUEST 0 2026-10-22T13:15`,
        `${who} Vervalt: afspraak in Samenspel: CANCEL 1 2026-10-20T13:15`
      ])
    )
    // The one that runs was planned, and still is.
    expect(await next()).toBe(at(TUESDAY, '15:15'))
    await closesAsAlways()
    expect(await next()).toBe(at('2026-10-15', '15:15'))
    await untilThen(at('2026-10-15', '06:31'))
    await untilThen(at('2026-10-20', '06:31'))
    expect(arrived().filter((line) => line.includes('Vandaag'))).toEqual([
      'Karim Vandaag bordsessie om 15:15',
      'Noor Vandaag bordsessie om 15:15'
    ])
  })

  it('the planned session is dropped, or the weekly moment taken away: it goes on, and nobody hears that it is off', async () => {
    await change('dropped')
    await untilThen(now + 3 * MINUTE)
    expect(arrived()).toEqual([])
    expect(await next()).toBe(at('2026-10-20', '15:15'))
    await choose([])
    await untilThen(now + 3 * MINUTE)
    expect(arrived()).toEqual(
      ['Karim', 'Noor'].map((who) => `${who} Vervalt: afspraak in Samenspel: CANCEL 1 2026-10-20T13:15`)
    )
    expect(await next()).toBeNull()
    await closesAsAlways()
  })
})
