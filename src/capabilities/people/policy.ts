import type { Id } from '#kernel/id.ts'

/** What somebody may do for whom. Roles are no ranks; whoever has none is a colleague like everybody. */
export const ROLES = [
  'school_leader',
  'unit_lead',
  'coach',
  'quality_coordinator',
  'trust_member',
  'administrator',
  'guest'
] as const
export type Role = (typeof ROLES)[number]

/** What somebody may do, and for whom: `unit` null means the whole school. */
export type Grant = { role: Role; unit: Id | null }

/** For what a role can be granted: the whole school, one unit, or either. */
export const REACH: Record<Role, 'school' | 'unit' | 'either'> = {
  school_leader: 'school',
  unit_lead: 'unit',
  coach: 'either',
  quality_coordinator: 'school',
  trust_member: 'school',
  administrator: 'school',
  guest: 'unit'
}

const holds = (grants: readonly Grant[], ...roles: Role[]): boolean =>
  grants.some((grant) => grant.unit === null && roles.includes(grant.role))

const leads = (grants: readonly Grant[], unit: Id | null): boolean =>
  unit !== null && grants.some((grant) => grant.role === 'unit_lead' && grant.unit === unit)

/** The school leader and the administrator keep the list of people: importing, units, inviting, leaving, erasing. */
export const mayManagePeople = (grants: readonly Grant[]): boolean => holds(grants, 'school_leader', 'administrator')

/** Whoever looks after other people's membership or rights: the school may ask them for a second step. */
export const managesOthers = (grants: readonly Grant[]): boolean =>
  mayManagePeople(grants) || grants.some(({ role }) => role === 'unit_lead')

/** A unit lead looks after the members of that unit as well. */
export const mayManageUnit = (grants: readonly Grant[], unit: Id): boolean =>
  mayManagePeople(grants) || leads(grants, unit)

/**
 * The school leader grants and ends every role. A unit lead hands on the lead of that unit, and brings in a coach or a
 * guest there. The administrator does it for others and never for oneself: who looks after the installation sees no
 * content, and cannot let oneself in.
 */
export const mayGrantRole = (grants: readonly Grant[], wish: Grant, isOneself: boolean): boolean => {
  if (holds(grants, 'school_leader')) return true
  if (leads(grants, wish.unit)) return ['unit_lead', 'coach', 'guest'].includes(wish.role)
  return holds(grants, 'administrator') && !isOneself
}

/** Who may grant a role may end it; and everybody may lay down what is theirs. */
export const mayEndRole = (grants: readonly Grant[], held: Grant, isOneself: boolean): boolean =>
  isOneself || mayGrantRole(grants, held, isOneself)

/** To become a member of a unit's board oneself: its lead or the school leader may; an administrator is let in by another. */
export const mayPlaceOneself = (grants: readonly Grant[], unit: Id): boolean =>
  holds(grants, 'school_leader') || leads(grants, unit)

/** Where a colleague lost phone and recovery codes, an administrator takes the second step off; for others only. */
export const mayResetSecondStep = (grants: readonly Grant[], isOneself: boolean): boolean =>
  holds(grants, 'administrator') && !isOneself

/** Whoever keeps the list erases a colleague who left; never oneself: that is asked of somebody else. */
export const mayErasePeople = (grants: readonly Grant[], isOneself: boolean): boolean =>
  mayManagePeople(grants) && !isOneself

/** The school leader and the administrator decide whether managing people asks for a second step. */
export const maySetSchool = (grants: readonly Grant[]): boolean => mayManagePeople(grants)

/** A guest who is nothing else here sees the board of that one unit, and not the school's people or what was changed. */
export const maySeeSchool = (grants: readonly Grant[]): boolean =>
  grants.length === 0 || grants.some(({ role }) => role !== 'guest')

/** The roles of whoever is no colleague by them alone. */
export const OUTSIDE_CONTENT: readonly Role[] = ['guest', 'administrator', 'trust_member']

/**
 * What units show to the whole school (the wall, the bulletin, the search) is for everybody who works here. Who looks
 * after the installation sees no content, and whoever governs hears it in conversation; unless they are in a unit or
 * hold another role as well.
 */
export const maySeeShared = (grants: readonly Grant[], units: readonly unknown[]): boolean =>
  maySeeSchool(grants) &&
  (grants.length === 0 || units.length > 0 || grants.some(({ role }) => !OUTSIDE_CONTENT.includes(role)))
