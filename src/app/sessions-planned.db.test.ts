import { describe, expect, it } from 'vitest'
import { makePerson, makeUnit } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import {
  addFreeFile,
  addFreeTime,
  changeSession,
  chooseRegion,
  makeFeed,
  nextSessions,
  ownFreeTimes,
  regionOf,
  removeFreeTime,
  sessionsOf,
  whoseFeed
} from '#calendar/server'
import { TUESDAYS } from '#calendar/testing'

const database = await testDatabase()
const WHEN = { now: Date.parse('2026-10-12T10:00:00Z'), today: '2026-10-12', timeZone: 'Europe/Amsterdam' }

async function aUnit(school?: string) {
  const made = await makeUnit(database, school ? { school } : {})
  const calendar = { unit: made.id, patterns: [TUESDAYS] }
  const by = (await makePerson(database, { school: made.school })).id
  const read = (from: string, until: string) =>
    database.read(made.school, async (tx) =>
      (await sessionsOf(tx, calendar, from, until)).map(({ day, state }) => `${day} ${state}`)
    )
  const change = (on: string, to: Parameters<typeof changeSession>[2]['to']) =>
    database.transact(made.school, (tx) => changeSession(tx, calendar, { on, to }, by, WHEN))
  return { ...made, calendar, by, read, change }
}

describe('sessions', () => {
  it('rest in the holiday of the region, on national days and on days of the school’s own', async () => {
    const { school, read } = await aUnit()
    expect(await read('2026-10-13', '2026-10-27')).toHaveLength(3)
    await database.transact(school, async (tx) => {
      expect(await chooseRegion(tx, 'middle')).toEqual({ ok: true, value: { isOther: true } })
      expect(await chooseRegion(tx, 'middle')).toEqual({ ok: true, value: { isOther: false } })
      await addFreeTime(tx, { name: 'Studiedag', from: '2026-10-27', until: '' })
    })
    expect(await read('2026-10-13', '2026-11-03')).toEqual([
      '2026-10-13 planned',
      '2026-10-20 free',
      '2026-10-27 free',
      '2026-11-03 planned'
    ])
    await database.transact(school, (tx) => chooseRegion(tx, 'north'))
    expect(await read('2026-10-20', '2026-10-20')).toEqual(['2026-10-20 planned'])
  })

  it('are moved, dropped, held in a holiday, and put back', async () => {
    const { school, calendar, read, change } = await aUnit()
    await database.transact(school, (tx) => chooseRegion(tx, 'middle'))
    expect(await change('2026-10-13', { day: '2026-10-15', minute: 600 })).toMatchObject({
      ok: true,
      value: { day: '2026-10-15', minute: 600, state: 'moved' }
    })
    await change('2026-10-20', { day: '2026-10-20', minute: TUESDAYS.slots[0]!.minute })
    await change('2026-10-27', 'dropped')
    expect(await read('2026-10-12', '2026-10-31')).toEqual([
      '2026-10-15 moved',
      '2026-10-20 moved',
      '2026-10-27 dropped'
    ])
    const [next] = await database.read(school, (tx) => nextSessions(tx, calendar, WHEN))
    expect(next).toMatchObject({ on: '2026-10-13', day: '2026-10-15' })
    for (const on of ['2026-10-13', '2026-10-20', '2026-10-27']) await change(on, 'as-planned')
    expect(await read('2026-10-12', '2026-10-31')).toEqual([
      '2026-10-13 planned',
      '2026-10-20 free',
      '2026-10-27 planned'
    ])
  })

  it.each([
    ['2026-10-14', 'dropped', 'session_not_planned'],
    ['2026-10-06', 'dropped', 'session_not_planned'],
    ['nonsense', 'dropped', 'date_invalid'],
    ['2026-10-13', { day: '2026-10-11', minute: 600 }, 'date_past'],
    ['2026-10-13', { day: '2028-10-11', minute: 600 }, 'date_too_far'],
    ['2026-10-13', { day: '2026-02-30', minute: 600 }, 'date_invalid'],
    ['2026-10-13', { day: '2026-10-14', minute: NaN }, 'time_invalid'],
    ['2026-10-13', { day: '2026-10-20', minute: 915 }, 'session_already_then']
  ] as const)('%s cannot become %j', async (on, to, code) => {
    const { read, change } = await aUnit()
    expect(await change(on, to)).toMatchObject({ ok: false, failure: { code } })
    expect((await read('2026-10-01', '2026-12-31')).every((line) => line.endsWith('planned'))).toBe(true)
  })
})

describe('days off', () => {
  it('of a list come in once, and what cannot be read is named', async () => {
    const { school } = await makeUnit(database)
    const add = (text: string) => database.transact(school, (tx) => addFreeFile(tx, text))
    const text = 'Naam;Van;Tot\nStudiedag;12-3-2027\nMeivakantie;17-4-2027;2-5-2027\nFout;40-1-2027'
    expect(await add(text)).toMatchObject({ added: 2, problems: [{ line: 4, code: 'date_invalid' }] })
    expect(await add(text)).toMatchObject({ added: 0 })
    const own = await database.read(school, (tx) => ownFreeTimes(tx, '2027-01-01'))
    expect(own.map(({ name, from, until }) => [name, from, until])).toEqual([
      ['Studiedag', '2027-03-12', '2027-03-12'],
      ['Meivakantie', '2027-04-17', '2027-05-02']
    ])
    expect(await database.transact(school, (tx) => removeFreeTime(tx, own[0]!.id))).toBe(true)
  })

  it('and what a unit changed are no other school’s business', async () => {
    const here = await aUnit()
    const there = await aUnit()
    await database.transact(here.school, (tx) => chooseRegion(tx, 'south'))
    await here.change('2026-10-13', 'dropped')
    await database.transact(here.school, (tx) => addFreeTime(tx, { name: 'Studiedag', from: '2026-10-13', until: '' }))
    await database.read(there.school, async (tx) => {
      expect(await regionOf(tx)).toBeNull()
      expect(await ownFreeTimes(tx, '2026-01-01')).toEqual([])
      expect((await sessionsOf(tx, here.calendar, '2026-10-13', '2026-10-13'))[0]).toMatchObject({ state: 'planned' })
    })
    const [day] = await database.read(here.school, (tx) => ownFreeTimes(tx, '2026-01-01'))
    expect(await database.transact(there.school, (tx) => removeFreeTime(tx, day!.id))).toBe(false)
  })
})

describe('the address of a calendar', () => {
  it('is of one person, and a new one ends the one before', async () => {
    const { school, by } = await aUnit()
    const make = () => database.transact(school, (tx) => makeFeed(tx, by, WHEN.now))
    const whose = (token: string, at = school) => database.read(at, (tx) => whoseFeed(tx, token))
    const first = await make()
    expect(await whose(first)).toBe(by)
    const second = await make()
    expect(await whose(first)).toBeNull()
    expect(await whose(second)).toBe(by)
    expect(await whose(second, (await makeUnit(database)).school)).toBeNull()
    const stored = await database.read(
      school,
      ({ sql }) => sql`select encode(token_hash, 'base64') as hash from calendar_feeds`
    )
    expect(JSON.stringify(stored)).not.toContain(second)
  })
})
