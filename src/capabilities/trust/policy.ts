import type { Grant } from '#people'
import { mayRunCampaigns } from '#questionnaires'

/**
 * The school leader decides whether the school is in a trust here, lets others in with its code, puts one out, and takes
 * the school itself out again.
 */
export const mayLeadIntoTrust = (grants: readonly Grant[]): boolean =>
  grants.some(({ role, unit }) => role === 'school_leader' && unit === null)

/** Whoever asks the whole school decides what of it goes into the comparison: the school leader, the quality coordinator. */
export const mayContribute = (grants: readonly Grant[]): boolean => mayRunCampaigns(grants, null)
