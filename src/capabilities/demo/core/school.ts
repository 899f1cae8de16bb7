import { addDays, dayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { seededRandom } from '#kernel/random.ts'
import { composeCast, type Cast } from './cast.ts'
import { diceOf } from './dice.ts'
import { tellStory } from './story.ts'
import type { Ids, Spoken } from './teller.ts'

export const TIME_ZONE = 'Europe/Amsterdam'

/** The demonstration school that everybody sees first. */
export const DEFAULT_NAME = 'De Wilgenhoek'
export const DEFAULT_SEED = 5

export type Plan = {
  name: string
  seed: number
  /** The moment up to which things have happened. */
  now: number
  /** How many weeks of sessions; half a year unless said otherwise. */
  weeks?: number
  /** How many units, from one to five. */
  units?: number
}

export const HALF_A_YEAR = 26

/** The domain of the addresses: one that can never receive mail (RFC 2606). */
export function domainOf(name: string): string {
  const label = name
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 50)
  return `${label || 'school'}.example`
}

/** Who plays in a school with this seed: known before anything is made. */
export const castOf = ({ name, seed, units }: Pick<Plan, 'name' | 'seed' | 'units'>): Cast =>
  composeCast(diceOf(seededRandom(seed)), domainOf(name), units)

export type ComposedUnit = { id: Id; past: Spoken[] }
export type ComposedSchool = { cast: Cast; people: Id[]; units: ComposedUnit[]; since: Day }

/**
 * A whole school: the same seed and moment give the same people and the same story, whatever ids they get. Each unit
 * has dice of its own, so that a story does not change with how many units there are.
 */
export function composeSchool(plan: Plan, ids: Ids): ComposedSchool {
  const { seed, now, weeks = HALF_A_YEAR } = plan
  const cast = castOf(plan)
  const people = cast.people.map(() => ids(now))
  const today = dayOf(now, TIME_ZONE)
  const units = cast.units.map(({ members, years, weekday, minute }, place): ComposedUnit => {
    const story = {
      members: members.map((at) => ({ id: people[at]!, workingDays: cast.people[at]!.workingDays })),
      years,
      weekday,
      minute,
      weeks,
      until: { moment: now, day: today },
      timeZone: TIME_ZONE
    }
    return { id: ids(now), past: tellStory(story, diceOf(seededRandom(seed * 31 + place + 1)), ids) }
  })
  return { cast, people, units, since: addDays(today, -7 * weeks - 7) }
}
