/** A school beside the others of its trust: what may be seen, who may, and what stays hidden from everybody. */
import { describe, expect, it } from 'vitest'
import { isRefusal } from '#kernel/errors.ts'
import { newId, type Id } from '#kernel/id.ts'
import { makePerson, NOW } from '#people/testing'
import { listChanges } from '#people/server'
import { resultsToShow } from '#questionnaires/server'
import type { MadeCampaign } from '#questionnaires/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { figuresOf } from './core/comparison.ts'
import { poolsOf } from './store.server.ts'
import { askAgain, makeAnswered, makeTrustOf } from './testing.ts'
import {
  besideTrust,
  contribute,
  endMembership,
  joinTrust,
  leaveTrust,
  makeTrust,
  membersOf,
  putOutOf,
  renewCode,
  takeBack,
  trustOf
} from './use-cases.server.ts'

const database = await testDatabase()
const { ownerSql } = database
const TODAY = '2026-11-20'
const asking = ({ leader }: { leader: Id }) => ({ person: leader, now: NOW })

const take = (one: MadeCampaign) => database.transact(one.school, (tx) => contribute(tx, one.id, asking(one)))
const giveBack = (one: MadeCampaign) => database.transact(one.school, (tx) => takeBack(tx, one.id, asking(one)))
const leave = (one: MadeCampaign) => database.transact(one.school, (tx) => leaveTrust(tx, asking(one)))
const beside = (one: MadeCampaign) =>
  database.read(one.school, async (tx) => {
    const shown = await resultsToShow(tx, one.id, { person: one.leader })
    if (!shown.ok) throw new Error(shown.failure.code)
    return besideTrust(tx, shown.value, NOW)
  })
const pools = (one: MadeCampaign, today = TODAY) => database.read(one.school, (tx) => poolsOf(tx, one.id, today))
/** What the first sentence shows of the others, or null. */
const shown = async (one: MadeCampaign, today = TODAY) => (await pools(one, today))[0]?.pool ?? null
const GIVEN = [
  [0, 1, 2, 3, 1, 0],
  [1, 1, 1, 1, 1, 1],
  [0, 0, 5, 0, 0, 0],
  [0, 0, 0, 4, 4, 1],
  [2, 2, 2, 2, 2, 2]
]
const answered = async (count: number) => {
  const made = []
  for (let at = 0; at < count; at++) made.push(await makeAnswered(database, GIVEN[at % GIVEN.length]!))
  return made
}
const sum = (lists: readonly (readonly number[])[]) => lists[0]!.map((_, at) => lists.reduce((all, one) => all + one[at]!, 0)) // prettier-ignore
const code = (result: { ok: boolean; failure?: { code: string } }) => (result.ok ? null : result.failure!.code)

describe('four schools of one trust', () => {
  it('each see the three others together once all four take part, and not before', async () => {
    const schools = await answered(4)
    await makeTrustOf(database, schools)
    for (const one of schools.slice(0, 3)) expect(await take(one)).toMatchObject({ ok: true })
    const waiting = await beside(schools[0]!)
    expect(waiting?.comparison).toMatchObject({ sections: [], missing: 1 })
    expect(waiting?.schools).toHaveLength(4)
    expect((await beside(schools[3]!))?.comparison).toBeNull()

    expect(await take(schools[3]!)).toMatchObject({ ok: true })
    for (const [at, one] of schools.entries()) {
      const others = sum(GIVEN.slice(0, 4).filter((_, place) => place !== at))
      expect((await shown(one))!).toEqual({ schools: 3, counts: others, madeOn: TODAY })
      const found = (await beside(one))!.comparison!
      expect(found.missing).toBe(0)
      expect(found.sections[0]!.items[0]).toMatchObject(figuresOf(others))
    }
  })

  it('show nothing of one of them that takes back, and the same again once it is there', async () => {
    const schools = await answered(4)
    await makeTrustOf(database, schools)
    for (const one of schools) await take(one)
    const before = await shown(schools[0]!)
    expect(await giveBack(schools[3]!)).toMatchObject({ ok: true })
    expect(await shown(schools[0]!)).toBeNull()
    expect(await pools(schools[3]!)).toEqual([])
    await take(schools[3]!)
    expect(await shown(schools[0]!)).toEqual(before)
    await leave(schools[3]!)
    expect(await shown(schools[0]!)).toBeNull()
    const rows = await ownerSql`select from signin.trust_answers where school_id = ${schools[3]!.school}`
    expect(rows).toHaveLength(0)
  })

  it('see a fifth one only together with three others that bring something new', async () => {
    const schools = await answered(5)
    await makeTrustOf(database, schools)
    for (const one of schools) await take(one)
    const first = await shown(schools[0]!)
    expect(first!.schools).toBe(3)
    // The fifth sees the four that are shown; they do not see the fifth.
    expect((await shown(schools[4]!))!.schools).toBe(4)
    const again = []
    for (const one of schools.slice(0, 2)) again.push(await askAgain(database, one, [5, 0, 0, 0, 0, 1]))
    for (const one of again) await take(one)
    expect(await shown(schools[2]!)).toEqual(await shown(schools[2]!))
    expect((await shown(again[0]!))!.counts).toEqual(first!.counts)
    const last = await askAgain(database, schools[2]!, [5, 0, 0, 0, 0, 1])
    await take(last)
    expect((await shown(schools[3]!))!.counts).toEqual(sum([...Array<number[]>(3).fill([5, 0, 0, 0, 0, 1]), GIVEN[4]!]))
  })

  it('show nothing that closed more than two years ago', async () => {
    const schools = await answered(4)
    await makeTrustOf(database, schools)
    for (const one of schools) await take(one)
    expect(await shown(schools[0]!, '2028-11-19')).not.toBeNull()
    expect(await shown(schools[0]!, '2028-11-21')).toBeNull()
    const late = await database.transact(schools[0]!.school, (tx) =>
      tx.sql`select contribute_to_trust(${schools[0]!.id}, ${['efficacy-1']}, '2029-01-01') as done`
    ) // prettier-ignore
    expect(late[0]).toEqual({ done: 'old' })
  })
})

describe('a school that is put out of the trust', () => {
  const putOut = (by: MadeCampaign, membership: string) =>
    database.transact(by.school, (tx) => endMembership(tx, membership, asking(by)))
  const seenBy = (one: MadeCampaign) => database.read(one.school, membersOf)
  const ownOf = async (one: MadeCampaign) => (await seenBy(one)).find(({ isOwn }) => isOwn)!
  const told = (one: MadeCampaign) => database.read(one.school, putOutOf)

  it('shares nothing any more from that moment, with anybody, and knows by whom it was', async () => {
    const schools = await answered(4)
    const [first, , , last] = schools as [MadeCampaign, MadeCampaign, MadeCampaign, MadeCampaign]
    const old = await makeTrustOf(database, schools, 'De Ring')
    for (const one of schools) await take(one)
    expect(await shown(first)).not.toBeNull()
    const [host, goes] = [await ownOf(first), await ownOf(last)]
    expect(await putOut(first, goes.membership)).toEqual({ ok: true, value: { name: goes.name } })

    for (const one of schools) expect(await shown(one)).toBeNull()
    expect(await ownerSql`select from signin.trust_answers where school_id = ${last.school}`).toHaveLength(0)
    expect((await seenBy(first)).map(({ name }) => name)).not.toContain(goes.name)
    expect(await beside(last)).toBeNull()
    expect(await seenBy(last)).toEqual([])
    expect(code(await take(last))).toBe('trust_none')
    expect(await told(last)).toEqual({ trust: 'De Ring', by: host.name, on: TODAY })
    expect(await told(first)).toBeNull()
    const changes = await database.read(first.school, (tx) => listChanges(tx))
    expect(changes.find(({ kind }) => kind === 'trust_put_out')).toMatchObject({
      by: first.leader,
      detail: { school: goes.name }
    })
    expect(code(await putOut(first, goes.membership))).toBe('trust_member_gone')

    // The code that it knew opens nothing; with a new one it is welcome, and what it gives then brings the pool back.
    const join = (typed: string) => database.transact(last.school, (tx) => joinTrust(tx, typed, asking(last)))
    expect(code(await join(old))).toBe('trust_code_unknown')
    const renewed = await database.transact(first.school, (tx) => renewCode(tx, asking(first)))
    expect(await join(renewed.ok ? renewed.value.code : '')).toMatchObject({ ok: true })
    expect(await told(last)).toBeNull()
    expect(await shown(first)).toBeNull()
    await take(last)
    expect((await shown(first))!.schools).toBe(3)
  })

  it('is one of the same trust and another one than the own school; nobody outside puts anybody out', async () => {
    const schools = await answered(3)
    const [first, second, elsewhere] = schools as [MadeCampaign, MadeCampaign, MadeCampaign]
    await makeTrustOf(database, [first, second])
    const theirs = (await ownOf(second)).membership
    expect(code(await putOut(elsewhere, theirs))).toBe('trust_none')
    await makeTrustOf(database, [elsewhere], 'Een ander bestuur')
    for (const membership of [theirs, newId(), 'x', '']) {
      expect(code(await putOut(elsewhere, membership))).toBe('trust_member_gone')
    }
    expect(code(await putOut(first, (await ownOf(first)).membership))).toBe('trust_member_gone')
    expect(code(await putOut(first, second.school))).toBe('trust_member_gone')
    expect(await seenBy(first)).toHaveLength(2)
    expect(await seenBy(elsewhere)).toHaveLength(1)
    // Somebody without the right, of the very trust.
    for (const roles of [[], ['quality_coordinator'], ['trust_member'], ['administrator']] as const) {
      const { id: person } = await makePerson(database, { school: first.school, roles: [...roles] })
      await expect(
        database.transact(first.school, (tx) => endMembership(tx, theirs, { person, now: NOW }))
      ).rejects.toSatisfy(isRefusal)
    }
    expect(await seenBy(first)).toHaveLength(2)
    await leave(second)
    expect(await told(second)).toBeNull()
  })
})

describe('who may', () => {
  it('make, join, renew, put out and leave: the school leader, and nobody else of the school', async () => {
    const [home, other] = [await makeAnswered(database, GIVEN[0]!), await makeAnswered(database, GIVEN[1]!)]
    const codes = await makeTrustOf(database, [home])
    const roles = ['quality_coordinator', 'coach', 'trust_member', 'administrator'] as const
    for (const role of [...roles, null]) {
      const { id: person } = await makePerson(database, { school: other.school, roles: role ? [role] : [] })
      const tries = [
        (by: { person: Id; now: number }) => database.transact(other.school, (tx) => makeTrust(tx, { name: 'X' }, by)),
        (by: { person: Id; now: number }) => database.transact(other.school, (tx) => joinTrust(tx, codes, by)),
        (by: { person: Id; now: number }) => database.transact(other.school, (tx) => renewCode(tx, by)),
        (by: { person: Id; now: number }) => database.transact(other.school, (tx) => leaveTrust(tx, by)),
        (by: { person: Id; now: number }) => database.transact(other.school, (tx) => endMembership(tx, newId(), by))
      ]
      for (const attempt of tries) await expect(attempt({ person, now: NOW })).rejects.toSatisfy(isRefusal)
    }
    // Somebody of another school is nobody here.
    await expect(
      database.transact(other.school, (tx) => joinTrust(tx, codes, asking(home)))
    ).rejects.toSatisfy(isRefusal) // prettier-ignore
    expect(await database.read(other.school, (tx) => trustOf(tx))).toBeNull()
  })

  it('give and take back: the leader and the quality coordinator; no colleague, administrator or member of the trust', async () => {
    const home = await makeAnswered(database, GIVEN[0]!)
    await makeTrustOf(database, [home])
    const by = async (...roles: ('quality_coordinator' | 'coach' | 'trust_member' | 'administrator')[]) => ({
      person: (await makePerson(database, { school: home.school, roles })).id,
      now: NOW
    })
    for (const who of [await by(), await by('coach'), await by('trust_member'), await by('administrator')]) {
      await expect(database.transact(home.school, (tx) => contribute(tx, home.id, who))).rejects.toSatisfy(isRefusal)
      await expect(database.transact(home.school, (tx) => takeBack(tx, home.id, who))).rejects.toSatisfy(isRefusal)
    }
    const coordinator = await by('quality_coordinator')
    expect(await database.transact(home.school, (tx) => contribute(tx, home.id, coordinator))).toMatchObject({ ok: true }) // prettier-ignore
    expect(await database.transact(home.school, (tx) => takeBack(tx, home.id, coordinator))).toMatchObject({ ok: true })
    // Each of these is told to the school.
    const told = await database.read(home.school, (tx) => listChanges(tx))
    expect(told.map(({ kind }) => kind).toSorted()).toEqual(['trust_contributed', 'trust_made', 'trust_taken_back'])
  })
})

describe('nobody gets at what is not theirs', () => {
  it('a school outside, and one of another trust, see nothing and change nothing', async () => {
    const schools = await answered(4)
    await makeTrustOf(database, schools)
    for (const one of schools) await take(one)
    const outside = await makeAnswered(database, GIVEN[1]!)
    const elsewhere = await makeAnswered(database, GIVEN[2]!)
    await makeTrustOf(database, [elsewhere], 'Een ander bestuur')
    expect(code(await take(outside))).toBe('trust_none')
    expect(await beside(outside)).toBeNull()
    expect(await take(elsewhere)).toMatchObject({ ok: true })
    expect(await beside(elsewhere)).toMatchObject({ schools: [expect.any(String)], comparison: { sections: [], missing: 3 } }) // prettier-ignore
    for (const one of [outside, elsewhere]) {
      // By naming a campaign of another school.
      expect(await database.read(one.school, (tx) => poolsOf(tx, schools[0]!.id, TODAY))).toEqual([])
      const stolen = await database.transact(one.school, (tx) => contribute(tx, schools[0]!.id, asking(one)))
      expect(code(stolen)).toBe('not_found')
      expect(code(await database.transact(one.school, (tx) => takeBack(tx, schools[0]!.id, asking(one))))).toBe('not_found') // prettier-ignore
    }
    expect(await shown(schools[0]!)).not.toBeNull()
  })

  it('a wrong code, an old one and one that ran out open nothing; a school is in one trust', async () => {
    const [home, other] = [await makeAnswered(database, GIVEN[0]!), await makeAnswered(database, GIVEN[1]!)]
    const old = await makeTrustOf(database, [home])
    const renewed = await database.transact(home.school, (tx) => renewCode(tx, asking(home)))
    if (!renewed.ok) throw new Error('no code')
    const join = (typed: string, now = NOW) =>
      database.transact(other.school, (tx) => joinTrust(tx, typed, { person: other.leader, now }))
    for (const typed of [old, '', 'BCDF-GHJK-MNPQ', '%']) expect(code(await join(typed))).toBe('trust_code_unknown')
    expect(code(await join(renewed.value.code, NOW + 31 * 86_400_000))).toBe('trust_code_unknown')
    expect(await join(` ${renewed.value.code.toLowerCase().replaceAll('-', ' ')} `)).toMatchObject({ ok: true })
    expect(code(await join(renewed.value.code))).toBe('trust_already')
    const named = (name: string) => database.transact(other.school, (tx) => makeTrust(tx, { name }, asking(other)))
    expect(code(await named(' '))).toBe('text_empty')
    expect(code(await named('x'.repeat(121)))).toBe('trust_name_long')
    expect(code(await named('Nog een'))).toBe('trust_already')
  })

  it('a school to look around in is in no trust', async () => {
    const id = newId(NOW)
    await ownerSql`insert into signin.schools (id, name, demonstration) values (${id}, ${'Voorbeeld ' + id}, true)`
    await ownerSql.begin(async (tx) => {
      await tx`select set_config('app.school', ${id}, true)`
      await tx`insert into schools (id, name, demonstration) values (${id}, 'Voorbeeld', true)`
    })
    const done = await database.transact(id, (tx) =>
      tx.sql`select make_trust(${newId()}, 'X', ${Buffer.from('x')}, now(), now()::date) as done`
    ) // prettier-ignore
    expect(done[0]).toEqual({ done: 'demonstration' })
  })

  it('what runs, what too few answered, and what asks a unit or a leader is not given', async () => {
    const few = await makeAnswered(database, [1, 1, 1, 1, 0, 0])
    await makeTrustOf(database, [few])
    expect(code(await take(few))).toBe('trust_not_possible')
    for (const change of [
      "kind = 'training'",
      "kind = 'leader', about_id = made_by",
      "imported_team = 'same'",
      'closed_on = null, results = null'
    ]) {
      // prettier-ignore
      const one = await makeAnswered(database, GIVEN[3]!)
      await makeTrustOf(database, [one], `Bestuur ${change}`)
      await database.transact(one.school, (tx) => tx.sql.unsafe(`update campaigns set ${change} where id = '${one.id}'`)) // prettier-ignore
      expect([change, code(await take(one))]).toEqual([change, 'trust_not_possible'])
    }
  })

  it('a sentence that fewer than five answered is not given, whatever the caller says', async () => {
    const one = await makeAnswered(database, GIVEN[3]!)
    await makeTrustOf(database, [one])
    await ownerSql.begin(async (tx) => {
      await tx`select set_config('app.school', ${one.school}, true)`
      await tx`update campaigns set results = jsonb_set(results, '{items,efficacy-1,counts}', '[1,1,1,1,0,0]') where id = ${one.id}`
      await tx`update campaigns set results = jsonb_set(results, '{items,efficacy-2,counts}', 'null') where id = ${one.id}`
    })
    await take(one)
    const given = await ownerSql<{ item: string }[]>`
      select item from signin.trust_answers where school_id = ${one.school} order by item`
    expect(given.map(({ item }) => item)).toEqual(['efficacy-3', 'efficacy-4', 'efficacy-5', 'efficacy-6'])
  })
})
