import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { timeZoneOf } from './circle.server.ts'
import { lastOf, readRoleWish, type HeldRole, type RoleWish } from './core/roles.ts'
import { mayEndRole, mayGrantRole, mayResetSecondStep, maySetSchool } from './policy.ts'
import { recordChange } from './store/audit.server.ts'
import { lockPeople } from './store/lock.server.ts'
import { findPerson } from './store/people.server.ts'
import { endRoles, grantRole, heldRoles } from './store/roles.server.ts'
import { findUnit, standingOf } from './store/units.server.ts'

/** Grants somebody a role, for the school or a unit, perhaps until a day. */
export async function giveRole(tx: Tx, by: Id, person: Id, wish: RoleWish, now: number): Promise<Result<HeldRole>> {
  await lockPeople(tx)
  const today = dayOf(now, await timeZoneOf(tx))
  const read = readRoleWish(wish, today)
  if (!read.ok) return read
  const { role, unit, until } = read.value
  const { grants } = await standingOf(tx, by)
  if (!mayGrantRole(grants, { role, unit }, by === person)) return refuse({ code: 'not_allowed' })
  const holder = await findPerson(tx, person)
  if (!holder || holder.leftOn) return refuse({ code: 'not_found' })
  if (unit && !(await findUnit(tx, unit))) return refuse({ code: 'role_needs_unit', field: 'unit' })
  const isHeld = (await heldRoles(tx, today)).some(
    (held) => held.person === person && held.role === role && held.unit === unit
  )
  if (isHeld) return refuse({ code: 'role_held', field: 'role' })
  const id = newId(now)
  await grantRole(tx, person, id, { role, unit, until, by }, today)
  await recordChange(tx, { kind: 'role_granted', by, about: person, unit, detail: { role, until } }, now)
  return ok({ id, person, role, unit, since: today, until })
}

/** Ends a role today. The school keeps an administrator, and somebody who may keep its list of people. */
export async function endRole(tx: Tx, by: Id, id: Id, now: number): Promise<Result<HeldRole>> {
  await lockPeople(tx)
  const today = dayOf(now, await timeZoneOf(tx))
  const held = await heldRoles(tx, today)
  const role = held.find((candidate) => candidate.id === id)
  if (!role) return refuse({ code: 'not_found' })
  const { grants } = await standingOf(tx, by)
  if (!mayEndRole(grants, role, by === role.person)) return refuse({ code: 'not_allowed' })
  const last = refuseLast(held, (candidate) => candidate.id === id)
  if (last) return last
  await endRoles(tx, [id], by, today)
  await recordChange(
    tx,
    { kind: 'role_ended', by, about: role.person, unit: role.unit, detail: { role: role.role } },
    now
  )
  return ok(role)
}

/** Why these roles cannot go, with what to do first; null when they can. */
export function refuseLast(held: readonly HeldRole[], going: (role: HeldRole) => boolean): Result<never> | null {
  const last = lastOf(held, going)
  return last && refuse({ code: last === 'administrator' ? 'last_administrator' : 'last_keeper' })
}

/** Whether everybody who manages people of this school signs in with a second step. */
export async function askSecondStep(tx: Tx, by: Id, isAsked: boolean, now: number): Promise<Result<void>> {
  const { grants } = await standingOf(tx, by)
  if (!maySetSchool(grants)) return refuse({ code: 'not_allowed' })
  const changed = await tx.sql`
    update schools set second_step_for_managers = ${isAsked} where second_step_for_managers <> ${isAsked} returning 1`
  if (changed.length) await recordChange(tx, { kind: isAsked ? 'second_step_asked' : 'second_step_not_asked', by }, now)
  return ok(undefined)
}

/** An administrator takes a colleague's second step off: written down before it happens. */
export async function noteSecondStepReset(tx: Tx, by: Id, person: Id, now: number): Promise<Result<void>> {
  const { grants } = await standingOf(tx, by)
  if (!mayResetSecondStep(grants, by === person)) return refuse({ code: 'not_allowed' })
  if (!(await findPerson(tx, person))) return refuse({ code: 'not_found' })
  await recordChange(tx, { kind: 'second_step_reset', by, about: person }, now)
  return ok(undefined)
}

export async function asksSecondStep(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql<{ asks: boolean }[]>`select second_step_for_managers as asks from schools`
  return row?.asks ?? false
}
