import type { Id } from '#kernel/id.ts'
import type { Grant } from '#people'
import type { SupportRequest } from './core/request.ts'

/** Who asks for something: a person of the school, as the database knows that person now. */
export type Asker = { person: Id; units: readonly Id[]; grants: readonly Grant[]; hasLeft: boolean }

const isLeader = (grants: readonly Grant[]): boolean =>
  grants.some(({ role, unit }) => role === 'school_leader' && unit === null)

/** The school leader adds to the bulletin, for whom and until when; whatever else stands in it came out of sessions. */
export const mayAddToBulletin = ({ grants }: Pick<Asker, 'grants'>): boolean => isLeader(grants)

/** The school leader has something told in the sessions of the units, and sees where it was told. */
export const mayInformUnits = mayAddToBulletin

/** The leader may say beforehand that he or she comes to a session. */
export const mayAnnounceVisit = mayAddToBulletin

/** Who was asked answers; what was asked of the leader, any school leader. What was asked of a unit, its board. */
export const mayAnswer = ({ to }: Pick<SupportRequest, 'to'>, { person, grants }: Asker): boolean =>
  to.kind === 'person' ? to.person === person : to.kind === 'leader' && isLeader(grants)

/** Thanking, and asking again, is for who asked and for the unit in whose name that was. */
export const mayFollowUp = ({ by, unit }: Pick<SupportRequest, 'by' | 'unit'>, asker: Asker): boolean =>
  by === asker.person || (unit !== null && asker.units.includes(unit))

/** Everybody who works here may react to what another unit shows; on one's own board one says it there. */
export const mayReact = (thing: { unit: Id }, { units, hasLeft }: Asker): boolean =>
  !hasLeft && !units.includes(thing.unit)
