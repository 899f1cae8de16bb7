export {
  besideTrust,
  contribute,
  joinTrust,
  leaveTrust,
  makeTrust,
  renewCode,
  takeBack,
  trustOf,
  type BesideTrust
} from './use-cases.server.ts'
export type { Trust } from './store.server.ts'
