export type { Instrument } from './core/instrument.ts'
export {
  answerCampaign,
  closeCampaign,
  closeWhatIsDue,
  openCampaign,
  remind,
  resultsOf,
  teamOf,
  type CampaignResults,
  type Letter
} from './campaigns.server.ts'
export { formToAnswer, myTurns, overview, standingOfCampaign, type CampaignSign } from './overview.server.ts'
export { allInstruments } from './instruments.server.ts'
export { readContent as questionnaireContent } from './content.server.ts'
export { countPeople, findCampaign, listCampaigns, standingIn, type Campaign } from './store/campaigns.server.ts'
