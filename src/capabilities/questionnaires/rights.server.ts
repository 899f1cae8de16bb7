/** Who may do what with one campaign: each kind is of somebody else. */
import { Refusal } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import { findPerson, standingOf, type Grant } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { mayRunCampaigns, maySeeResults, maySeeUnitResults, mayTakeRows, mayUseMirror } from './policy.ts'
import * as store from './store/campaigns.server.ts'

/** Somebody, with what they may and the units they are in now. */
export type Standing = { person: Id; grants: readonly Grant[]; own: readonly Id[] }

/** How somebody of this school stands now. */
export async function standingFor(tx: Tx, person: Id): Promise<Standing> {
  const { grants, units } = await standingOf(tx, person)
  return { person, grants, own: units.map(({ id }) => id) }
}

/** Reminds and closes, and sees how many answered: who asked, and whoever may ask there. */
export function maySteer({ person, grants, own }: Standing, campaign: store.Campaign | null): boolean {
  if (campaign?.kind === 'leader') return campaign.about === person
  if (campaign?.kind === 'mirror') return mayUseMirror(grants, campaign.unit, own)
  return mayRunCampaigns(grants, campaign?.unit ?? null) || campaign?.madeBy === person
}

/** Of the school: everybody of the team. Of a unit: whoever was asked, its lead, and whoever asked it. A leader: alone. */
export function mayReadResults(
  { person, grants, own }: Standing,
  campaign: store.Campaign | null,
  wasAsked: boolean
): boolean {
  if (campaign?.kind === 'leader') return campaign.about === person
  if (campaign?.kind === 'mirror') return mayUseMirror(grants, campaign.unit, own)
  if (!campaign?.unit) return maySeeResults(grants)
  return maySeeUnitResults(grants, campaign.unit, { wasAsked, asked: campaign.madeBy === person })
}

/** Rows come out of what is asked of a team; the mirrors show figures and no more. */
export const mayTakeRowsOf = ({ grants }: Pick<Standing, 'grants'>, campaign: store.Campaign): boolean =>
  campaign.kind !== 'mirror' && campaign.kind !== 'leader' && mayTakeRows(grants, campaign.unit)

/** Somebody of this school who is here, and of whom this holds. */
export async function demand(tx: Tx, person: Id, allows: (standing: Standing) => boolean): Promise<void> {
  const known = await findPerson(tx, person)
  if (!known || known.leftOn !== null || !allows(await standingFor(tx, person)))
    throw new Refusal({ code: 'not_allowed' })
}

/** Whoever may read what came out of a campaign; of one that is not there it says nothing but no. */
export async function demandReader(tx: Tx, found: store.Campaign | null, person: Id): Promise<void> {
  const wasAsked = found !== null && (await store.askedIn(tx, person)).has(found.id)
  await demand(tx, person, (standing) => mayReadResults(standing, found, wasAsked))
}
