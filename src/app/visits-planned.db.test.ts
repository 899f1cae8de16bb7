import ICAL from 'ical.js'
import { beforeEach, expect, test } from 'vitest'
import { calendarText } from '#calendar/server'
import type { Id } from '#kernel/id.ts'
import { answerVisit, chooseMoment, possibleMoments } from '#lesson-visits/server'
import { makeVisitingSchool } from '#lesson-visits/testing'
import { addSites } from '#people/server'
import { makePerson, makeSchool, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { visitEvents } from './visits-planned.server.ts'

const database = await testDatabase()
let school: Id, noor: Id, karim: Id, bart: Id, lot: Id, wish: Id
beforeEach(async () => {
  school = await makeSchool(database)
  const person = async (givenName: string) =>
    (
      await makePerson(database, {
        school,
        givenName,
        familyName: 'Vos',
        roles: givenName === 'Lot' ? ['school_leader'] : []
      })
    ).id
  ;[noor, karim, bart, lot] = [await person('Noor'), await person('Karim'), await person('Bart'), await person('Lot')]
  wish = (await makeVisitingSchool(database, { school, keeper: lot, people: [noor, karim, bart], now: NOW })).wish
})

const as = (person: Id) => ({ person, now: NOW })
const eventsOf = (person: Id) =>
  database.read(school, (tx) => visitEvents(tx, person, NOW, { publicUrl: 'https://wilg.example' }))
const seen = async (person: Id) =>
  (await eventsOf(person)).map(({ summary, sequence, isCancelled }) => ({ summary, sequence, isCancelled }))

async function choose(at: number) {
  const moments = await database.read(school, (tx) => possibleMoments(tx, wish, as(noor)))
  if (!moments.ok) throw new Error(moments.failure.code)
  const chosen = await database.transact(school, (tx) => chooseMoment(tx, wish, moments.value.at(at)!, as(noor)))
  if (!chosen.ok) throw new Error(chosen.failure.code)
  return chosen.value.id
}
const say = (visit: Id, person: Id, says = true) =>
  database.transact(school, (tx) => answerVisit(tx, visit, says, as(person)))
async function agree(at: number) {
  const visit = await choose(at)
  for (const person of [karim, bart]) await say(visit, person)
  return visit
}

test('a visit is in the calendars of three people once it is agreed, by moment and name only', async () => {
  const visit = await choose(-1)
  expect(await eventsOf(noor)).toEqual([])
  for (const person of [karim, bart]) await say(visit, person)
  const both = ['Lesbezoek: Noor Vos bij Karim Vos', 'Nagesprek met Karim Vos']
  expect((await seen(noor)).map(({ summary }) => summary)).toEqual(both)
  expect((await seen(karim)).map(({ summary }) => summary)).toEqual([both[0], 'Nagesprek met Noor Vos'])
  expect((await seen(bart)).map(({ summary }) => summary)).toEqual(['Klas overnemen van Noor Vos'])
  expect(await eventsOf(lot)).toEqual([])

  const events = await eventsOf(noor)
  expect(events.map(({ uid }) => uid)).toEqual([`${visit}@samenspel`, `${visit}-talk@samenspel`])
  const text = calendarText('Samenspel', events, NOW)
  const read = new ICAL.Component(ICAL.parse(text) as never)
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event))
  expect(read.map(({ startDate }) => startDate.toJSDate().getTime())).toEqual(events.map(({ start }) => start))
  expect(text).not.toContain('Hoe begin jij')
  expect(text).not.toMatch(/LOCATION|DESCRIPTION/)
})

test('a visit that moves keeps its name and gets a higher number; until all agree again it does not take place', async () => {
  await agree(-1)
  const [before] = await eventsOf(noor)
  const visit = await choose(0)
  const [moving] = await eventsOf(noor)
  expect(moving).toMatchObject({ uid: before!.uid, isCancelled: true })
  expect(moving!.sequence).toBeGreaterThan(before!.sequence!)
  for (const person of [karim, bart]) await say(visit, person)
  const [after] = await eventsOf(noor)
  expect(after).toMatchObject({ uid: before!.uid, isCancelled: false })
  expect(after!.sequence).toBeGreaterThan(moving!.sequence!)
  expect(after!.start).not.toBe(before!.start)
})

test('a visit that is called off is told to calendars as cancelled, and to nobody who never had it', async () => {
  const visit = await agree(-1)
  const [before] = await eventsOf(karim)
  await say(visit, karim, false)
  for (const person of [noor, karim, bart])
    expect(
      (await seen(person)).every(({ summary, isCancelled }) => isCancelled && summary.startsWith('Vervalt: '))
    ).toBe(true)
  expect((await eventsOf(karim))[0]!.sequence).toBeGreaterThan(before!.sequence!)
  const proposal = await choose(-1)
  await say(proposal, karim, false)
  expect((await eventsOf(karim)).map(({ uid }) => uid)).not.toContain(`${proposal}@samenspel`)
})

test('is nobody’s of another school', async () => {
  await agree(-1)
  const other = await makeSchool(database)
  expect(await database.read(other, (tx) => visitEvents(tx, noor, NOW, { publicUrl: null }))).toEqual([])
})

test('in a school on two sites it says where', async () => {
  await database.transact(school, (tx) => addSites(tx, ['Zuid', 'Noord'], lot, NOW))
  await agree(-1)
  expect((await eventsOf(noor)).map(({ location }) => location)).toEqual(['Zuid', undefined])
  expect(calendarText('Samenspel', await eventsOf(bart), NOW)).toContain('LOCATION:Zuid')
})
