import type { Grant } from '#people'

const forSchool = (grants: readonly Grant[], ...roles: Grant['role'][]): boolean =>
  grants.some(({ role, unit }) => unit === null && roles.includes(role))

/** The school leader and the quality coordinator ask the team; it is they who see how many have answered. */
export const mayRunCampaigns = (grants: readonly Grant[]): boolean =>
  forSchool(grants, 'school_leader', 'quality_coordinator')

/** What comes out is of everybody who works here; a guest of one unit is no part of the team. */
export const maySeeResults = (grants: readonly Grant[]): boolean =>
  grants.length === 0 ||
  grants.some(({ role }) => role !== 'guest' && role !== 'administrator' && role !== 'trust_member')
