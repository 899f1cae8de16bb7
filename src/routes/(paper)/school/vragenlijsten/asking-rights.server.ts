import { mayRunCampaigns } from '#questionnaires'
import type { Member } from '#app/viewers.server.ts'

/** Whoever may ask the school or one of its units. */
export const mayAskSomewhere = ({ grants }: Member): boolean =>
  mayRunCampaigns(grants, null) || grants.some(({ unit }) => unit !== null && mayRunCampaigns(grants, unit))
