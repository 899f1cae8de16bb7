import type { Id } from '#kernel/id.ts'
import { maySeeSchool, type Grant } from '#people'
import type { Part } from './core/team.ts'

/** Where the programme stands is for everybody of the school; a guest of one unit sees that unit. */
export const maySeeProgramme = (grants: readonly Grant[]): boolean => maySeeSchool(grants)

/** The school leader and a coach write down what the team decided, choose the start team, and let units join. */
export const mayRunProgramme = (grants: readonly Grant[]): boolean =>
  grants.some(({ role, unit }) => (role === 'school_leader' && unit === null) || role === 'coach')

/** How a week went is said, and read with names, by those who did it: the start team, or the members of the unit. */
export const mayEvaluate = (
  { units, part }: { units: readonly Id[]; part: Part | null },
  track: { unit: Id | null }
): boolean => (track.unit === null ? part !== null : units.includes(track.unit))

/** What was agreed in a deepening meeting is written down by the start team. */
export const mayDeepen = (part: Part | null): boolean => part !== null

/** What was seen at a session is written down by a coach of the school or of that unit. */
export const mayObserve = (grants: readonly Grant[], observed: Id): boolean =>
  grants.some(({ role, unit }) => role === 'coach' && (unit === null || unit === observed))

/** It is read by the members of the unit and its coach; a leader or an administrator who is neither reads nothing. */
export const mayReadObservations = (
  { units, grants }: { units: readonly Id[]; grants: readonly Grant[] },
  observed: Id
): boolean => units.includes(observed) || mayObserve(grants, observed)
