export {
  answerAsBuddy,
  answerForUnit,
  aroundNewcomers,
  chooseBuddy,
  pathOf,
  skipPath,
  takeStep,
  type Around,
  type OwnPath
} from './use-cases.server.ts'
export { forgetNewcomer } from './store.server.ts'
