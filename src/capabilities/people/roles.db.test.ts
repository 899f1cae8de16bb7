import { describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { newId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { demandManager, demandMayEnter, demandUnitManager } from './authority.server.ts'
import type { RoleWish } from './core/roles.ts'
import { leaveSchool, returnToSchool } from './people.server.ts'
import { findErasable } from './erasing.server.ts'
import { maySeeShared, type Role } from './policy.ts'
import { askSecondStep, asksSecondStep, endRole, giveRole, noteSecondStepReset } from './roles.server.ts'
import { forgetOldChanges, listChanges } from './store/audit.server.ts'
import { findPerson } from './store/people.server.ts'
import { grantRole, heldRoles } from './store/roles.server.ts'
import { standingOf } from './store/units.server.ts'
import { makePerson, makeSchool, makeUnit } from './testing.ts'

const database = await testDatabase()
const NOW = Date.now()
const DAY = 86_400_000
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(NOW)

const wish = (role: Role, unit = '', lastDay = ''): RoleWish => ({ role, unit, lastDay })
const give = (school: Id, by: Id, person: Id, wanted: RoleWish, now = NOW) =>
  database.transact(school, (tx) => giveRole(tx, by, person, wanted, now))
/** A moment later, so that it comes after in the list of changes. */
const end = (school: Id, by: Id, id: Id) => database.transact(school, (tx) => endRole(tx, by, id, NOW + 1))
const grantsOf = async (school: Id, person: Id) =>
  (await database.read(school, (tx) => standingOf(tx, person))).grants.map(({ role }) => role)

async function aSchool() {
  const leader = await makePerson(database, { roles: ['school_leader', 'administrator'] })
  const { school } = leader
  const colleague = await makePerson(database, { school })
  const unit = await makeUnit(database, { school, members: [colleague.id] })
  return { school, leader, colleague, unit }
}

describe('a role', () => {
  it('holds from now, for its unit, and is written down', async () => {
    const { school, leader, colleague, unit } = await aSchool()
    expect((await give(school, leader.id, colleague.id, wish('unit_lead', unit.id))).ok).toBe(true)
    expect((await database.read(school, (tx) => standingOf(tx, colleague.id))).grants).toEqual([
      { role: 'unit_lead', unit: unit.id }
    ])
    const [change] = await database.read(school, (tx) => listChanges(tx))
    expect(change).toMatchObject({
      kind: 'role_granted',
      by: leader.id,
      about: colleague.id,
      unit: unit.id,
      detail: { role: 'unit_lead', until: null }
    })
  })

  it('that is held already is not granted twice, not by two at once either', async () => {
    const { school, leader, colleague } = await aSchool()
    const twice = await Promise.all([
      give(school, leader.id, colleague.id, wish('coach')),
      give(school, leader.id, colleague.id, wish('coach'))
    ])
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1)
    expect(twice.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'role_held' } })
  })

  it('ends by itself after its last day, and can then be granted anew', async () => {
    const { school, leader, colleague } = await aSchool()
    await database.transact(school, (tx) =>
      grantRole(tx, colleague.id, newId(), { role: 'coach', unit: null, until: TODAY }, '2026-01-01')
    )
    expect(await grantsOf(school, colleague.id)).toEqual([])
    expect((await give(school, leader.id, colleague.id, wish('coach', '', TODAY))).ok).toBe(true)
    expect(await grantsOf(school, colleague.id)).toEqual(['coach'])
  })

  it('ends at once when somebody ends it, and may be laid down by its holder', async () => {
    const { school, leader, colleague } = await aSchool()
    const given = await give(school, leader.id, colleague.id, wish('coach'))
    if (!given.ok) throw new Error(given.failure.code)
    expect((await end(school, colleague.id, given.value.id)).ok).toBe(true)
    expect(await grantsOf(school, colleague.id)).toEqual([])
    expect(await end(school, colleague.id, given.value.id)).toMatchObject({ failure: { code: 'not_found' } })
    expect((await database.read(school, (tx) => listChanges(tx)))[0]).toMatchObject({
      kind: 'role_ended',
      by: colleague.id,
      about: colleague.id
    })
  })

  it('of somebody who leaves ends, and comes back with its end date when that is undone', async () => {
    const { school, leader, colleague } = await aSchool()
    await give(school, leader.id, colleague.id, wish('coach', '', '2099-07-31'))
    await database.transact(school, (tx) => leaveSchool(tx, colleague.id, leader.id, NOW))
    expect(await grantsOf(school, colleague.id)).toEqual([])
    expect(await give(school, leader.id, colleague.id, wish('coach'))).toMatchObject({ failure: { code: 'not_found' } })
    await database.transact(school, (tx) => returnToSchool(tx, colleague.id, NOW, leader.id))
    const held = await database.read(school, (tx) => heldRoles(tx, TODAY))
    expect(held.find(({ person }) => person === colleague.id)).toMatchObject({ role: 'coach', until: '2099-08-01' })
    await database.transact(school, (tx) => leaveSchool(tx, colleague.id, leader.id, NOW))
    await database.transact(school, (tx) => returnToSchool(tx, colleague.id, NOW + 3 * DAY, leader.id))
    expect(await grantsOf(school, colleague.id)).toEqual([])
  })

  it('of a unit of another school is refused', async () => {
    const { school, leader, colleague } = await aSchool()
    const elsewhere = await makeUnit(database)
    expect(await give(school, leader.id, colleague.id, wish('coach', elsewhere.id))).toMatchObject({
      failure: { code: 'role_needs_unit' }
    })
  })
})

describe('the last one who keeps the school', () => {
  it('cannot lose the role, lay it down or leave; a second one frees the first', async () => {
    const { school, leader, colleague } = await aSchool()
    const own = (await database.read(school, (tx) => heldRoles(tx, TODAY))).filter(({ person }) => person === leader.id)
    const administrator = own.find(({ role }) => role === 'administrator')!
    expect(await end(school, leader.id, administrator.id)).toMatchObject({ failure: { code: 'last_administrator' } })
    const helper = await makePerson(database, { school, roles: ['school_leader'] })
    expect(await database.transact(school, (tx) => leaveSchool(tx, leader.id, helper.id, NOW))).toMatchObject({
      failure: { code: 'last_administrator' }
    })
    expect((await give(school, leader.id, colleague.id, wish('administrator'))).ok).toBe(true)
    expect((await end(school, leader.id, administrator.id)).ok).toBe(true)
    expect((await database.transact(school, (tx) => leaveSchool(tx, leader.id, helper.id, NOW))).ok).toBe(true)
  })

  it('of two who lay it down at once, one stays', async () => {
    const { school, leader } = await aSchool()
    const second = await makePerson(database, { school, roles: ['administrator'] })
    const held = (await database.read(school, (tx) => heldRoles(tx, TODAY))).filter(
      ({ role }) => role === 'administrator'
    )
    expect(held).toHaveLength(2)
    const ends = await Promise.all(
      held.map(({ id, person }) => end(school, person === leader.id ? leader.id : second.id, id))
    )
    expect(ends.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('what was changed', () => {
  it('cannot be altered or removed by the schools’ code, and goes after two years', async () => {
    const { school, leader } = await aSchool()
    await database.transact(school, (tx) => askSecondStep(tx, leader.id, true, NOW))
    for (const statement of ['update audit_entries set kind = kind', 'delete from audit_entries'])
      await expect(database.transact(school, (tx) => tx.sql.unsafe(statement))).rejects.toMatchObject({ code: '42501' })
    await database.ownerSql`
      insert into audit_entries (school_id, id, at, kind)
      values (${school}, ${newId()}, now() - interval '731 days', 'left'), (${school}, ${newId()}, now() - interval '729 days', 'left')`
    const count = async () => (await database.read(school, (tx) => listChanges(tx))).length
    expect(await count()).toBe(3)
    await database.transact(school, forgetOldChanges)
    expect(await count()).toBe(2)
  })

  it('is of one school', async () => {
    const { school, leader } = await aSchool()
    await database.transact(school, (tx) => askSecondStep(tx, leader.id, true, NOW))
    expect(await database.read(await makeSchool(database), (tx) => listChanges(tx))).toEqual([])
  })
})

/** Everybody who could try, each in the role beside which nothing else is held. */
async function everybody() {
  const { school, leader, colleague, unit } = await aSchool()
  const other = await makeUnit(database, { school })
  const holding = async (role: Role, unit = '', lastDay = '') => {
    const { id } = await makePerson(database, { school })
    const given = await give(school, leader.id, id, wish(role, unit, lastDay))
    if (!given.ok) throw new Error(given.failure.code)
    return id
  }
  const stranger = await makePerson(database, { roles: ['school_leader', 'administrator'] })
  const former = await makePerson(database, { school, roles: ['school_leader', 'administrator'] })
  await database.transact(school, (tx) => leaveSchool(tx, former.id, leader.id, NOW))
  return {
    school,
    unit: unit.id,
    other: other.id,
    colleague: colleague.id,
    leader: leader.id,
    actors: {
      'school leader': await holding('school_leader'),
      administrator: await holding('administrator'),
      'unit lead': await holding('unit_lead', unit.id),
      'lead of another unit': await holding('unit_lead', other.id),
      coach: await holding('coach'),
      'coach of the unit': await holding('coach', unit.id),
      'quality coordinator': await holding('quality_coordinator'),
      'trust member': await holding('trust_member'),
      guest: await holding('guest', unit.id, '2099-12-31'),
      member: colleague.id,
      'leader of another school': stranger.id,
      'former leader': former.id,
      nobody: newId()
    }
  }
}
type World = Awaited<ReturnType<typeof everybody>>
type Actor = keyof World['actors']

const fresh = async (world: World) => (await makePerson(database, { school: world.school })).id
const attempt = async (world: World, work: Parameters<typeof database.transact<unknown>>[1]): Promise<string> => {
  try {
    const result = (await database.transact(world.school, work)) as
      { ok: boolean; failure?: { code: string } } | undefined
    return result && !result.ok ? result.failure!.code : 'done'
  } catch (error) {
    return (error as { failure?: { code: string } }).failure?.code ?? String(error)
  }
}
const giving =
  (role: Role, where: 'unit' | 'other' | null, lastDay = '') =>
  async (world: World, by: Id) => {
    const person = await fresh(world)
    return attempt(world, (tx) => giveRole(tx, by, person, wish(role, where ? world[where] : '', lastDay), NOW))
  }
const givingOneself = (role: Role) => (world: World, by: Id) =>
  attempt(world, (tx) => giveRole(tx, by, by, wish(role), NOW))
const ending = (role: Role, where: 'unit' | null) => async (world: World, by: Id) => {
  const given = await give(world.school, world.leader, await fresh(world), wish(role, where ? world[where] : ''))
  if (!given.ok) throw new Error(given.failure.code)
  return attempt(world, (tx) => endRole(tx, by, given.value.id, NOW))
}

const KEEPERS: Actor[] = ['school leader', 'administrator']
const UNIT_KEEPERS: Actor[] = [...KEEPERS, 'unit lead']

/** Each right, and everybody who has it. Whoever is not named must be refused. */
const RIGHTS: [name: string, may: Actor[], run: (world: World, by: Id) => Promise<string>][] = [
  ['keeps the list of people', KEEPERS, (world, by) => attempt(world, (tx) => demandManager(tx, by))],
  ['looks after the unit', UNIT_KEEPERS, (world, by) => attempt(world, (tx) => demandUnitManager(tx, by, world.unit))],
  [
    'enters a unit by oneself',
    ['school leader', 'unit lead', 'member'],
    (world, by) => attempt(world, (tx) => demandMayEnter(tx, by, [world.unit]))
  ],
  [
    'decides on the second step',
    KEEPERS,
    (world, by) => attempt(world, async (tx) => askSecondStep(tx, by, !(await asksSecondStep(tx)), NOW))
  ],
  [
    'takes a second step off',
    ['administrator'],
    async (world, by) => {
      const person = await fresh(world)
      return attempt(world, (tx) => noteSecondStepReset(tx, by, person, NOW))
    }
  ],
  [
    'erases who left',
    KEEPERS,
    async (world, by) => {
      const person = await fresh(world)
      await attempt(world, (tx) => leaveSchool(tx, person, world.leader, NOW))
      return attempt(world, (tx) => findErasable(tx, by, person))
    }
  ],
  [
    'reads what units show each other',
    [
      'school leader',
      'unit lead',
      'lead of another unit',
      'coach',
      'coach of the unit',
      'quality coordinator',
      'member'
    ],
    (world, by) =>
      attempt(world, async (tx) => {
        const { grants, units } = await standingOf(tx, by)
        // Whom this school does not know is somebody else’s question: sign-in knows no such member.
        const isKnown = (await findPerson(tx, by))?.leftOn === null
        return isKnown && maySeeShared(grants, units) ? ok(null) : refuse({ code: 'not_allowed' })
      })
  ],
  ['makes a school leader', KEEPERS, giving('school_leader', null)],
  ['makes an administrator', KEEPERS, giving('administrator', null)],
  ['makes a trust member', KEEPERS, giving('trust_member', null)],
  ['makes a quality coordinator', KEEPERS, giving('quality_coordinator', null)],
  ['makes a coach of the school', KEEPERS, giving('coach', null)],
  ['hands on the lead of the unit', UNIT_KEEPERS, giving('unit_lead', 'unit')],
  ['brings a coach into the unit', UNIT_KEEPERS, giving('coach', 'unit')],
  ['brings a guest into the unit', UNIT_KEEPERS, giving('guest', 'unit', '2099-12-31')],
  ['makes a lead of another unit', [...KEEPERS, 'lead of another unit'], giving('unit_lead', 'other')],
  ['makes oneself a trust member', ['school leader'], givingOneself('trust_member')],
  ['makes oneself a school leader', ['school leader'], givingOneself('school_leader')],
  ['ends the role of a school leader', KEEPERS, ending('school_leader', null)],
  ['ends the lead of the unit', UNIT_KEEPERS, ending('unit_lead', 'unit')]
]

describe('every right, tried by everybody', async () => {
  const world = await everybody()

  it.each(RIGHTS)('%s: %j and nobody else', async (name, may, run) => {
    for (const [who, id] of Object.entries(world.actors)) {
      const outcome = await run(world, id)
      if (may.includes(who as Actor)) expect(outcome, `${who} ${name}`).not.toMatch(/not_allowed|placing_oneself/)
      else expect(outcome, `${who} ${name}`).toMatch(/^(not_allowed|placing_oneself)$/)
    }
  })
})
