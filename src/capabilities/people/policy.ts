import type { Id } from '#kernel/id.ts'

export type Role = 'administrator' | 'school_leader' | 'unit_lead' | 'coach' | 'quality_coordinator'

/** What somebody may do, and for whom: `unit` null means the whole school. */
export type Grant = { role: Role; unit: Id | null }

const holds = (grants: readonly Grant[], ...roles: Role[]): boolean =>
  grants.some((grant) => grant.unit === null && roles.includes(grant.role))

/** The school leader and the administrator keep the list of people: importing, units, inviting. */
export const mayManagePeople = (grants: readonly Grant[]): boolean => holds(grants, 'school_leader', 'administrator')

/** A unit lead looks after the members of that unit as well. */
export const mayManageUnit = (grants: readonly Grant[], unit: Id): boolean =>
  mayManagePeople(grants) || grants.some((grant) => grant.role === 'unit_lead' && grant.unit === unit)
