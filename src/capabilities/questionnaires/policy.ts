import type { Id } from '#kernel/id.ts'
import type { Grant } from '#people'

const forSchool = (grants: readonly Grant[], ...roles: Grant['role'][]): boolean =>
  grants.some(({ role, unit }) => unit === null && roles.includes(role))

const leads = (grants: readonly Grant[], unit: Id): boolean =>
  grants.some((grant) => grant.role === 'unit_lead' && grant.unit === unit)

/**
 * The school leader and the quality coordinator ask the school or a unit, the lead of a unit asks that unit; it is they
 * who see how many have answered. `unit` null: the whole school.
 */
export const mayRunCampaigns = (grants: readonly Grant[], unit: Id | null): boolean =>
  forSchool(grants, 'school_leader', 'quality_coordinator') || (unit !== null && leads(grants, unit))

/** A unit looks back on its own goal or training: everybody who is in it may begin that. */
export const mayLookBack = (grants: readonly Grant[], unit: Id | null, own: readonly Id[]): boolean =>
  mayRunCampaigns(grants, unit) || (unit !== null && own.includes(unit))

/**
 * A unit looks at itself in its mirror: whoever is in it asks, closes and reads. Nobody else, whatever they lead: not
 * who asked it and has left the unit, and no guest who is at its board for a while.
 */
export const mayUseMirror = (grants: readonly Grant[], unit: Id | null, own: readonly Id[]): boolean =>
  unit !== null &&
  own.includes(unit) &&
  maySeeResults(grants) &&
  !grants.some((grant) => grant.role === 'guest' && grant.unit === unit)

/** Whoever leads the school may look at his or her own leading; what comes out is that leader's alone. */
export const mayLookAtLeading = (grants: readonly Grant[]): boolean => forSchool(grants, 'school_leader')

/** What comes out is of everybody who works here; a guest of one unit is no part of the team. */
export const maySeeResults = (grants: readonly Grant[]): boolean =>
  grants.length === 0 ||
  grants.some(({ role }) => role !== 'guest' && role !== 'administrator' && role !== 'trust_member')

/** What a unit said about itself is for whoever was asked, the lead of the unit and whoever asked it: no wider. */
export const maySeeUnitResults = (
  grants: readonly Grant[],
  unit: Id,
  { wasAsked, asked }: { wasAsked: boolean; asked: boolean }
): boolean => maySeeResults(grants) && (wasAsked || asked || leads(grants, unit))

/** Rows without names say more than figures: only for who may also ask, and never while a campaign runs. */
export const mayTakeRows = mayRunCampaigns

/** Sentences of the school's own are made by whoever asks the school. */
export const mayMakeInstruments = (grants: readonly Grant[]): boolean =>
  forSchool(grants, 'school_leader', 'quality_coordinator')

/** Whoever leads the school may show his or her own answers beside the team's, and nobody can ask for it. */
export const mayShareOwnAnswers = (grants: readonly Grant[]): boolean => forSchool(grants, 'school_leader')
