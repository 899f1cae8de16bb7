export {
  besideTrust,
  contribute,
  endMembership,
  joinTrust,
  leaveTrust,
  makeTrust,
  membersOf,
  putOutOf,
  renewCode,
  takeBack,
  trustOf,
  type BesideTrust
} from './use-cases.server.ts'
export type { PutOut, Trust, TrustMember } from './store.server.ts'
