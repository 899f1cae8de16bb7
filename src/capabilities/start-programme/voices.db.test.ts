import { describe, expect, it } from 'vitest'
import { addDays } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { makePerson, makeUnit } from '#people/testing'
import { grantRole } from '#people/server'
import { testDatabase } from '#platform/db/testing.ts'
import { makeBeginners, MONDAY, WEDNESDAY, weeksLater } from './testing.ts'
import { letUnitJoin, startProgramme } from './use-cases.server.ts'
import { forgetVoices, giveVoice, isAskedToday, voicesFor } from './voices.server.ts'

const database = await testDatabase()
const AGREES = { programme: '4', leader: '3', coach: '3', teachers: '2' }
/** The second round: twelve weeks after the first day, when units have begun. */
const OPEN = weeksLater(12)
const CLOSED = weeksLater(14)

/** A programme that runs, with a unit of five that began its own weeks. */
async function running(size = 5) {
  const team = await makeBeginners(database)
  const { school, leader } = team
  const members: Id[] = []
  for (let made = 0; made < size; made++) members.push((await makePerson(database, { school })).id)
  const joined = await makeUnit(database, { school, members })
  const act = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
  const asking = { person: leader, now: WEDNESDAY }
  await act((tx) => startProgramme(tx, team.wish, asking))
  const joins = await act((tx) => letUnitJoin(tx, { unit: joined.id, firstDay: addDays(MONDAY, 56) }, asking))
  expect(joins.ok).toBe(true)
  const give = (person: Id, parts: object = {}, now = OPEN) =>
    act((tx) => giveVoice(tx, { ...AGREES, ...parts }, { person, now }))
  const hear = (person: Id, now = CLOSED) => database.read(school, (tx) => voicesFor(tx, person, now))
  return { ...team, members, joined: joined.id, act, give, hear }
}

describe('four questions every six weeks', () => {
  it('lay what every side said beside each other, once the two weeks are over', async () => {
    const { give, hear, leader, coach, members } = await running()
    for (const person of [leader, coach, ...members]) expect((await give(person)).ok).toBe(true)
    expect((await hear(leader, OPEN))!.closed).toEqual([])
    const heard = (await hear(members[0]!))!.closed
    expect(heard).toMatchObject([
      {
        number: 2,
        heard: [
          { side: 'leader', people: 1, answers: { programme: [0, 0, 0, 1] } },
          { side: 'coach', people: 1, answers: { teachers: [0, 1, 0, 0] } },
          { side: 'teachers', people: 5, answers: { programme: [0, 0, 0, 5], leader: [0, 0, 5, 0] } }
        ]
      }
    ])
  })

  it('tell of fewer than five teachers nothing, and not whether anybody answered', async () => {
    const { give, hear, leader, coach, members, teacher1 } = await running(3)
    for (const person of [...members, teacher1]) await give(person)
    expect((await hear(leader))!.closed).toEqual([])
    await give(coach)
    const [round] = (await hear(leader))!.closed
    expect(round!.heard).toMatchObject([
      { people: 0 },
      { people: 1 },
      { side: 'teachers', people: null, answers: null }
    ])
  })

  it('are for who takes part: not for others of the school, guests or another school', async () => {
    const { school, act, give, hear, joined, members, leader, colleague, otherCoach } = await running()
    await give(members[0]!)
    const guest = members[4]!
    await act((tx) => grantRole(tx, guest, newId(), { role: 'guest', unit: joined, until: '2030-01-01' }, '2020-08-01'))
    for (const person of [colleague, otherCoach, guest, newId()]) {
      expect(await give(person)).toMatchObject({ failure: { code: 'not_allowed' } })
      expect(await hear(person)).toMatchObject({ side: null, open: null, closed: [] })
    }
    expect((await hear(leader))!.teachers).toBe(6)
    const stranger = await makePerson(database, { roles: ['school_leader', 'coach'] })
    expect(await database.read(stranger.school, (tx) => voicesFor(tx, stranger.id, CLOSED))).toBeNull()
    expect(await database.read(school, (tx) => voicesFor(tx, stranger.id, CLOSED))).toMatchObject({ side: null })
  })

  it('are answered once, all four, while they are open', async () => {
    const { school, give, hear, members, leader } = await running()
    const [one] = members
    expect(await give(one!, { coach: '' })).toMatchObject({ failure: { field: 'coach' } })
    expect(await give(one!, { leader: '5' })).toMatchObject({ failure: { field: 'leader' } })
    expect(await give(one!, {}, weeksLater(11))).toMatchObject({ failure: { code: 'programme_round_closed' } })
    expect(await give(one!, {}, CLOSED)).toMatchObject({ failure: { code: 'programme_round_closed' } })
    const isAsked = () => database.read(school, (tx) => isAskedToday(tx, one!, OPEN))
    expect(await isAsked()).toBe(true)
    expect((await hear(one!, OPEN))!.open).toMatchObject({ number: 2, isGiven: false })
    const twice = await Promise.all([give(one!), give(one!)])
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await give(one!)).toMatchObject({ failure: { code: 'programme_voice_given' } })
    expect(await isAsked()).toBe(false)
    expect((await hear(one!, OPEN))!.open).toMatchObject({ isGiven: true })
    expect((await hear(leader))!.closed).toEqual([])
    const kept = await database.read(
      school,
      ({ sql }) =>
        sql`select side, sum(count)::int as given from programme_voice_counts where about = 'coach' group by side`
    )
    expect([...kept]).toEqual([{ side: 'teachers', given: 1 }])
  })

  it('keep no answer of one teacher anywhere, and take what a leader said away with the leader', async () => {
    const { school, act, give, hear, leader, coach, members } = await running()
    for (const person of [leader, coach, ...members]) await give(person)
    const kept = await database.read(school, ({ sql }) => sql`select * from programme_voice_counts`)
    const people = [leader, coach, ...members]
    expect(people.some((person) => JSON.stringify([...kept]).includes(person))).toBe(false)
    const columns = await database.read(school, ({ sql }) => sql`select * from programme_voices_given limit 1`)
    expect(Object.keys(columns[0]!).sort()).toEqual(['person_id', 'programme_id', 'round', 'school_id', 'side'])
    for (const person of [leader, members[0]!]) await act((tx) => forgetVoices(tx, person))
    const [round] = (await hear(coach))!.closed
    expect(round!.heard.map(({ people: count }) => count)).toEqual([0, 1, 5])
  })
})
