import { beforeEach, describe, expect, it } from 'vitest'
import { isRefusal } from '#kernel/errors.ts'
import { addDays, dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { circleOf } from './circle.server.ts'
import { endInUnit, moveUnits, placeInUnit, type PlaceWish } from './memberships.server.ts'
import { changePerson, leaveSchool, returnToSchool } from './people.server.ts'
import { formOf } from './core/person-form.ts'
import { maySeeSchool } from './policy.ts'
import { listChanges, type AuditEntry } from './store/audit.server.ts'
import { membersOn, timesOf } from './store/memberships.server.ts'
import { grantRole, roleHistory } from './store/roles.server.ts'
import { listUnits, standingOf } from './store/units.server.ts'
import { makePerson, makeSchool, makeUnit, type MadePerson, type MadeUnit } from './testing.ts'
import { checkUnitNow, setThresholds, thresholdsOf } from './unit-check.server.ts'
import { setMembers } from './units.server.ts'

const database = await testDatabase()
const now = Date.now()
const today = dayOf(now, 'Europe/Amsterdam')
const in_ = (count: number) => addDays(today, count)

let school: Id
let leader: MadePerson
let ann: MadePerson
let zon: MadeUnit
let maan: MadeUnit
beforeEach(async () => {
  school = await makeSchool(database)
  leader = await makePerson(database, { school, roles: ['school_leader'] })
  ann = await makePerson(database, { school, givenName: 'Ann' })
  zon = await makeUnit(database, { school, name: 'Zon' })
  maan = await makeUnit(database, { school, name: 'Maan' })
})

const place = (parts: Partial<PlaceWish> = {}, by = leader.id, person = ann.id) =>
  database.transact(school, (tx) =>
    placeInUnit(tx, by, person, { unit: zon.id, since: '', lastDay: '', isGuest: false, ...parts }, now)
  )
const end = (since: string, lastDay: string, by = leader.id) =>
  database.transact(school, (tx) => endInUnit(tx, by, ann.id, { unit: zon.id, since, lastDay }, now))
const unitsNow = async () => (await database.read(school, (tx) => standingOf(tx, ann.id))).units.map(({ name }) => name)
const wereIn = async (day: string, unit = zon.id) =>
  (await database.read(school, (tx) => membersOn(tx, unit, day))).map(({ id }) => id)

describe('a time in a unit', () => {
  it('may begin later, and is not now', async () => {
    expect(await place({ since: in_(7) })).toMatchObject({ ok: true })
    expect(await unitsNow()).toEqual([])
    expect(await wereIn(today)).toEqual([])
    expect(await wereIn(in_(7))).toEqual([ann.id])
    const { members } = await database.read(school, (tx) => circleOf(tx, zon.id))
    expect(members.has(ann.id)).toBe(false)
  })

  it('may lie in the past: then it is known who belonged to it on that day', async () => {
    await place({ since: in_(-30), lastDay: in_(-10) })
    expect(await wereIn(in_(-30))).toEqual([ann.id])
    expect(await wereIn(in_(-10))).toEqual([ann.id])
    expect(await wereIn(in_(-9))).toEqual([])
    expect(await unitsNow()).toEqual([])
  })

  it('is one of several, in several units', async () => {
    await place()
    await place({ unit: maan.id })
    expect(await unitsNow()).toEqual(['Maan', 'Zon'])
  })

  it('has no other of the same person in the same unit beside it', async () => {
    await place({ since: in_(10), lastDay: in_(20) })
    for (const [since, lastDay] of [
      [today, ''],
      [in_(20), ''],
      [in_(5), in_(10)],
      [in_(12), in_(13)]
    ] as const)
      expect(await place({ since, lastDay })).toMatchObject({ failure: { code: 'membership_overlaps' } })
    expect(await place({ since: today, lastDay: in_(9) })).toMatchObject({ ok: true })
    expect(await place({ since: in_(21) })).toMatchObject({ ok: true })
  })

  it('ends after its last day, and what was stays', async () => {
    await place({ since: in_(-100) })
    expect(await end(in_(-100), in_(3))).toMatchObject({ ok: true })
    expect(await unitsNow()).toEqual(['Zon'])
    expect(await wereIn(in_(3))).toEqual([ann.id])
    expect(await wereIn(in_(4))).toEqual([])
    expect(await end(in_(-100), in_(-20))).toMatchObject({ failure: { code: 'membership_past' } })
    expect(await end(in_(-100), in_(-1))).toMatchObject({ ok: true })
    expect(await unitsNow()).toEqual([])
    expect(await wereIn(in_(-50))).toEqual([ann.id])
    expect(await end(in_(-100), '')).toMatchObject({ failure: { code: 'membership_past' } })
  })

  it('that never began is as if it was never agreed', async () => {
    await place({ since: in_(7) })
    expect(await end(in_(7), in_(2))).toMatchObject({ ok: true })
    expect(await database.read(school, (tx) => timesOf(tx, ann.id))).toEqual([])
  })

  it('moves to another unit on a day', async () => {
    await place({ since: in_(-100) })
    const move = { from: zon.id, since: in_(-100), to: maan.id, day: in_(5) }
    const moved = await database.transact(school, (tx) => moveUnits(tx, leader.id, ann.id, move, now))
    expect(moved).toMatchObject({ ok: true })
    expect([await wereIn(in_(4)), await wereIn(in_(4), maan.id)]).toEqual([[ann.id], []])
    expect([await wereIn(in_(5)), await wereIn(in_(5), maan.id)]).toEqual([[], [ann.id]])
  })

  it.each([
    [{ since: 'morgen' }, 'date_invalid'],
    [{ lastDay: '2026-02-30' }, 'date_invalid'],
    [{ lastDay: '2020-01-01' }, 'days_out_of_order'],
    [{ isGuest: true }, 'guest_needs_end'],
    [{ unit: 'geen' }, 'input_invalid']
  ])('is refused as %j', async (parts, code) => {
    expect(await place(parts)).toMatchObject({ ok: false, failure: { code } })
  })

  it('goes on as it was agreed when leaving is taken back on the same day', async () => {
    await place({ since: in_(-10), lastDay: in_(20) })
    await place({ unit: maan.id, since: in_(30) })
    const times = () => database.read(school, (tx) => timesOf(tx, ann.id))
    const before = await times()
    await database.transact(school, (tx) => leaveSchool(tx, ann.id, leader.id, now))
    expect(await unitsNow()).toEqual([])
    expect(await wereIn(in_(30), maan.id)).toEqual([])
    await database.transact(school, (tx) => returnToSchool(tx, ann.id, now))
    expect(await times()).toEqual(before)
  })
})

describe('a guest', () => {
  it('has an end, is shown apart and does not count', async () => {
    await place({ isGuest: true, lastDay: in_(30) })
    const check = await database.read(school, (tx) => checkUnitNow(tx, zon.id, now))
    expect(check).toMatchObject({ guests: [{ id: ann.id, until: in_(31) }], findings: { size: null } })
    const [time] = await database.read(school, (tx) => timesOf(tx, ann.id))
    expect(time).toMatchObject({ isGuest: true, until: in_(31) })
    const { grants } = await database.read(school, (tx) => standingOf(tx, ann.id))
    expect(grants).toEqual([{ role: 'guest', unit: zon.id }])
    expect(await end(today, '')).toMatchObject({ failure: { code: 'guest_needs_end' } })
  })

  it('is one for as long as that time lasts, however the end moves', async () => {
    await place({ isGuest: true, lastDay: in_(30) })
    expect(await end(today, in_(60))).toMatchObject({ ok: true })
    const [longer] = await database.read(school, (tx) => timesOf(tx, ann.id))
    expect(longer).toMatchObject({ isGuest: true, until: in_(61) })
    const roles = () => database.read(school, (tx) => roleHistory(tx, ann.id))
    expect(await roles()).toMatchObject([{ role: 'guest', until: in_(61) }])
    expect(await end(today, in_(-1))).toMatchObject({ ok: true })
    expect(await roles()).toMatchObject([{ role: 'guest', until: today }])
  })

  it('becomes no colleague when that time is over, but may be made one', async () => {
    await place({ since: in_(-30), isGuest: true, lastDay: in_(30) })
    const standing = async () => {
      const { units, grants } = await database.read(school, (tx) => standingOf(tx, ann.id))
      return { units: units.map(({ id }) => id), seesSchool: maySeeSchool(grants), grants }
    }
    expect(await standing()).toMatchObject({ units: [zon.id], seesSchool: false })
    expect(await end(in_(-30), in_(-1))).toMatchObject({ ok: true })
    expect(await standing()).toEqual({ units: [], seesSchool: false, grants: [{ role: 'guest', unit: null }] })
    await place({ unit: maan.id })
    expect(await standing()).toEqual({ units: [maan.id], seesSchool: true, grants: [] })
  })

  it('is told apart from a colleague in the list who helped out somewhere for a while', async () => {
    await database.transact(school, (tx) => tx.sql`update people set source = 'import' where id = ${ann.id}`)
    await place({ since: in_(-30), isGuest: true, lastDay: in_(30) })
    await end(in_(-30), in_(-1))
    expect((await database.read(school, (tx) => standingOf(tx, ann.id))).grants).toEqual([])
  })
})

describe('what is written down for everybody to read', () => {
  const noted = async () =>
    (await database.read(school, (tx) => listChanges(tx))).map(({ kind, by, about, unit, detail }) => ({
      kind,
      by,
      about,
      unit,
      detail
    }))

  it('tells who put whom in which unit, from and until when, and who ended it', async () => {
    await place({ since: in_(-5), lastDay: in_(9) })
    const entry = { by: leader.id, about: ann.id, unit: zon.id }
    expect(await noted()).toEqual([{ ...entry, kind: 'unit_joined', detail: { since: in_(-5), until: in_(10) } }])
    await end(in_(-5), in_(4))
    await end(in_(-5), in_(-1))
    expect((await noted()).map(({ kind, detail }) => `${kind} ${detail.until}`).sort()).toEqual([
      `unit_ended ${in_(5)}`,
      `unit_joined ${in_(10)}`,
      `unit_left ${today}`
    ])
  })

  it('tells of a list of members who came and who went, and nothing of who stays', async () => {
    const bo = await makePerson(database, { school })
    const set = (people: Id[]) =>
      database.transact(school, (tx) => setMembers(tx, zon.id, people, now, { by: leader.id }))
    await set([ann.id])
    await set([bo.id])
    await set([bo.id])
    expect((await noted()).map(({ kind, about }) => `${kind} ${about}`).sort()).toEqual(
      [`unit_joined ${ann.id}`, `unit_joined ${bo.id}`, `unit_left ${ann.id}`].sort()
    )
  })

  it('tells of thresholds only where they change', async () => {
    const set = (fewest: string) =>
      database.transact(school, (tx) =>
        setThresholds(tx, 'section', { fewest, most: '8', newOneIn: '3' }, leader.id, now)
      )
    await set('4')
    await set('3')
    await set('3')
    expect(await noted()).toEqual([
      {
        kind: 'thresholds_set',
        by: leader.id,
        about: null,
        unit: null,
        detail: { team: 'section', fewest: 3, most: 8, newOneIn: 3 }
      }
    ])
    expect(await set('12')).toMatchObject({ failure: { code: 'thresholds_invalid', field: 'section' } })
  })

  it('goes on where a page ended, also where many changes are of one moment', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => makePerson(database, { school })))
    const ids = people.map(({ id }) => id)
    await database.transact(school, (tx) => setMembers(tx, zon.id, ids, now, { by: leader.id }))
    const page = (before: AuditEntry | null) => database.read(school, (tx) => listChanges(tx, { limit: 2, before }))
    const first = await page(null)
    const second = await page(first[1]!)
    const third = await page(second[1]!)
    expect([...first, ...second, ...third].map(({ about }) => about).sort()).toEqual([...ids].sort())
  })
})

describe('a unit lead', () => {
  it('puts people in that unit and ends their time there, and does neither elsewhere', async () => {
    const lead = await makePerson(database, { school })
    await database.transact(school, (tx) =>
      grantRole(tx, lead.id, newId(), { role: 'unit_lead', unit: zon.id }, '2020-08-01')
    )
    expect(await place({}, lead.id)).toMatchObject({ ok: true })
    expect(await end(today, in_(3), lead.id)).toMatchObject({ ok: true })
    const refused = (error: unknown) => isRefusal(error) && error.failure.code === 'not_allowed'
    await expect(place({ unit: maan.id }, lead.id)).rejects.toSatisfy(refused)
    const move = { from: zon.id, since: today, to: maan.id, day: in_(2) }
    const moved = database.transact(school, (tx) => moveUnits(tx, lead.id, ann.id, move, now))
    await expect(moved).rejects.toSatisfy(refused)
    expect(await wereIn(in_(3))).toEqual([ann.id])
  })
})

describe('who must not', () => {
  const refusalOf = async (work: Promise<unknown>) => {
    try {
      return await work
    } catch (error) {
      return isRefusal(error) ? error.failure.code : error
    }
  }

  it('a colleague without the right places nobody and ends nothing', async () => {
    const colleague = await makePerson(database, { school })
    expect(await refusalOf(place({}, colleague.id))).toBe('not_allowed')
    await place()
    expect(await refusalOf(end(today, in_(3), colleague.id))).toBe('not_allowed')
  })

  it('somebody of another school does not even find the unit', async () => {
    const stranger = await makePerson(database, { roles: ['school_leader'] })
    expect(await refusalOf(place({}, stranger.id))).toBe('not_allowed')
    const elsewhere = await database.transact(stranger.school, (tx) =>
      placeInUnit(tx, stranger.id, ann.id, { unit: zon.id, since: '', lastDay: '', isGuest: false }, now)
    )
    expect(elsewhere).toMatchObject({ ok: false, failure: { code: 'input_invalid' } })
  })
})

describe('thresholds', () => {
  it('are ours until the school sets them, per kind of team', async () => {
    const own = { fewest: '2', most: '12', newOneIn: '2' }
    await database.transact(school, (tx) => setThresholds(tx, 'section', own, leader.id, now))
    const thresholds = await database.read(school, thresholdsOf)
    expect(thresholds.section).toEqual({ fewest: 2, most: 12, newOneIn: 2 })
    expect(thresholds.unit).toEqual({ fewest: 4, most: 8, newOneIn: 3 })
    const other = await makeSchool(database)
    expect((await database.read(other, thresholdsOf)).section).toEqual({ fewest: 4, most: 8, newOneIn: 3 })
  })
})

describe('two administrators with the same person open', () => {
  it('keeps what each changed, and tells the later one what is written over', async () => {
    const seen = formOf(ann)
    const save = (parts: object) =>
      database.transact(school, (tx) => changePerson(tx, ann.id, { ...seen, ...parts }, seen))
    await save({ function: 'IB', groups: '3a' })
    const later = await save({ function: 'Coach' })
    expect(later).toMatchObject({
      ok: true,
      value: {
        person: { function: 'Coach', groups: ['3a'] },
        replaced: [{ field: 'function', text: 'IB' }],
        keepsOthers: true
      }
    })
  })
})

it('a unit of forty is read like any other', async () => {
  const people = await Promise.all(Array.from({ length: 40 }, () => makePerson(database, { school })))
  const large = await makeUnit(database, { school, name: 'Groot', members: people.map(({ id }) => id) })
  const check = await database.read(school, (tx) => checkUnitNow(tx, large.id, now))
  expect(check?.findings.size).toBe('large')
  expect((await database.read(school, listUnits)).find(({ id }) => id === large.id)!.members).toHaveLength(40)
})
