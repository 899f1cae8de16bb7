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
export { resultsToShow, type ResultsToShow } from './results-view.server.ts'
export { endInOutcome, talkOf, writeNote, type Ended } from './talk.server.ts'
export type { Note, Outcome } from './store/talk.server.ts'
export type { Wave } from './waves.server.ts'
export { allInstruments } from './instruments.server.ts'
export { readContent as questionnaireContent } from './content.server.ts'
export { countPeople, findCampaign, listCampaigns, standingIn, type Campaign } from './store/campaigns.server.ts'
export { codebookCsv, figuresCsv, ROWS_FROM, rowsOf, type Beside } from './exports/csv.server.ts'
export { makeFile } from './exports/files-thread.server.ts'
export type { Report, ReportItem, ReportPart } from './exports/report.ts'
export {
  listOwnInstruments,
  ownToEdit,
  removeOwnInstrument,
  saveOwnInstrument,
  type OwnSign
} from './own-instruments.server.ts'
export { importOldWave, previewOldWave, removeOldWave } from './old-waves/import.server.ts'
export { readWaveFile } from './old-waves/read-file.server.ts'
