export { itemsAsked, itemsOf, type AnswerScale, type InTwo, type Instrument, type Item } from './core/instrument.ts'
