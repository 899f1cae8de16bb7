export { makeDemonstration, type MadeDemonstration } from './make.server.ts'
export { removeDemonstration } from './remove.server.ts'
export { eyesOf, lookAs, type Eye } from './eyes.server.ts'
