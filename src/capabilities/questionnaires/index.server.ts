export type { Instrument } from './core/instrument.ts'
export { readContent as questionnaireContent } from './content.server.ts'
