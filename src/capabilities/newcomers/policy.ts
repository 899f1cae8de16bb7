import type { Id } from '#kernel/id.ts'
import type { Grant } from '#people'

/** The newcomer chooses a buddy, or the lead of a unit that the newcomer is in does. */
export const mayChooseBuddy = (
  chooser: { person: Id; grants: readonly Grant[] },
  newcomer: { person: Id; units: readonly Id[] }
): boolean =>
  chooser.person === newcomer.person ||
  chooser.grants.some(({ role, unit }) => role === 'unit_lead' && unit !== null && newcomer.units.includes(unit))

/** Only who was asked says yes or no. */
export const mayAnswerAsBuddy = (person: Id, buddy: Id | null): boolean => person === buddy

/** The question is to the members of the unit, and so are the answers. */
export const mayAnswerForUnit = (units: readonly Id[], unit: Id): boolean => units.includes(unit)
