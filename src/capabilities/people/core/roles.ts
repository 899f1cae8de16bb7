import type { Day } from '#kernel/days.ts'
import { addDays, isDay } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { REACH, ROLES, type Role } from '../policy.ts'

/** A role that somebody holds: [since, until). */
export type HeldRole = { id: Id; person: Id; role: Role; unit: Id | null; since: Day; until: Day | null }

/** A role as somebody wishes to grant it; `lastDay` is the last day on which it holds. */
export type RoleWish = { role: string; unit: string; lastDay: string }

export type RoleGrant = { role: Role; unit: Id | null; until: Day | null }

/** Reads a wish: the right reach, an end for a guest, and no end in the past. */
export function readRoleWish(wish: RoleWish, today: Day): Result<RoleGrant> {
  const role = ROLES.find((known) => known === wish.role)
  if (!role) return refuse({ code: 'input_invalid', field: 'role' })
  const reach = REACH[role]
  const unit = reach === 'school' ? null : wish.unit || null
  if (reach === 'unit' && !unit) return refuse({ code: 'role_needs_unit', field: 'unit' })
  if (wish.lastDay === '')
    return role === 'guest' ? refuse({ code: 'role_needs_end', field: 'lastDay' }) : ok({ role, unit, until: null })
  if (!isDay(wish.lastDay)) return refuse({ code: 'date_invalid', field: 'lastDay' })
  if (wish.lastDay < today) return refuse({ code: 'role_end_past', field: 'lastDay' })
  return ok({ role, unit, until: addDays(wish.lastDay, 1) })
}

const isLasting = ({ unit, until }: HeldRole): boolean => unit === null && until === null

/**
 * What a school would be left without if these roles went: its last administrator, or the last who may keep its list
 * of people. Who has such a role for a while only does not count: it ends by itself.
 */
export function lastOf(
  held: readonly HeldRole[],
  going: (role: HeldRole) => boolean
): 'administrator' | 'keeper' | null {
  const lasting = held.filter(isLasting)
  const loses = (...roles: Role[]): boolean => {
    const holders = lasting.filter(({ role }) => roles.includes(role))
    return holders.some(going) && holders.every(going)
  }
  if (loses('administrator')) return 'administrator'
  return loses('administrator', 'school_leader') ? 'keeper' : null
}
