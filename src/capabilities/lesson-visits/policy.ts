import type { Id } from '#kernel/id.ts'
import { maySeeSchool, type Grant } from '#people'
import type { Fixer } from './core/offers.ts'

/** Whoever belongs to the school wishes, opens lessons and offers cover, for himself or herself; a guest of one unit does not. */
export const mayTakePart = (grants: readonly Grant[]): boolean => maySeeSchool(grants)

/** The school leader decides how visits are planned. */
export const maySetVisits = (grants: readonly Grant[]): boolean =>
  grants.some(({ role, unit }) => role === 'school_leader' && unit === null)

/** Making a proposal binds nobody: leaders of the school and of units, and coaches do it. */
export const mayPlanVisits = (grants: readonly Grant[]): boolean =>
  grants.some(({ role }) => role === 'school_leader' || role === 'unit_lead' || role === 'coach')

/** The leader sees which wishes wait, which cover lacks, and how many visits there are per unit. Never what was seen. */
export const maySeeOverview = (grants: readonly Grant[]): boolean => maySetVisits(grants)

/** Who fixes a visit of a visitor from these units, as the school set it: the people themselves, or somebody for them. */
export const mayFixVisit = (fixedBy: Fixer, grants: readonly Grant[], units: readonly Id[]): boolean =>
  fixedBy === 'leader'
    ? maySetVisits(grants)
    : fixedBy === 'unit_lead' &&
      grants.some(({ role, unit }) => role === 'unit_lead' && unit !== null && units.includes(unit))
