import { addDays, dayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { seededRandom } from '#kernel/random.ts'
import { momentAt } from '#kernel/moments.ts'
import { fullName } from '#people'
import { composeCast, type Cast } from './cast.ts'
import { diceOf, type Dice } from './dice.ts'
import type { Announcement, Outsider } from './outward.ts'
import { FROM_LEADER, TOLD } from './stock/index.ts'
import { tellProgramme, type ProgrammeStory } from './programme-story.ts'
import { tellStory, type Told } from './story.ts'
import type { Ids } from './teller.ts'
import { tellVisits, type VisitStory } from './visit-story.ts'
import { isSchoolDay } from './weeks.ts'

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

export type ComposedUnit = { id: Id } & Told
/** What the leader put in the bulletin, with the last day on which it holds. */
export type FromLeader = { id: Id; text: string; kind: 'inform' | 'shield'; at: number; day: Day; until: Day | null }
export type ComposedSchool = {
  cast: Cast
  people: Id[]
  leader: Id
  units: ComposedUnit[]
  fromLeader: FromLeader[]
  announcements: Announcement[]
  visits: VisitStory
  /** Null in a school that is too small, or too short there, for a start programme. */
  programme: ProgrammeStory | null
  since: Day
  today: Day
}

const DAY = 86_400_000

/**
 * A whole school: the same seed and moment give the same people and the same story, whatever ids they get. Each unit
 * has dice of its own, so that a story does not change with how many units there are.
 */
export function composeSchool(plan: Plan, ids: Ids): ComposedSchool {
  const { seed, now, weeks = HALF_A_YEAR } = plan
  const cast = castOf(plan)
  const people = cast.people.map(() => ids(now))
  const today = dayOf(now, TIME_ZONE)
  const unitIds = cast.units.map(() => ids(now))
  const outsiders = outsidersOf(cast, people, unitIds)
  const leader = outsiders.find(({ isLeader }) => isLeader)!
  const announcements = announcementsOf(leader, now, ids)
  const units = cast.units.map(({ members, years, weekday, minute }, place): ComposedUnit => {
    const own = new Set(members.map((at) => people[at]!))
    const others = outsiders.filter(({ id }) => !own.has(id))
    const story = {
      around: { unit: unitIds[place]!, place, others, announcements },
      members: members.map((at) => ({ id: people[at]!, workingDays: cast.people[at]!.workingDays })),
      years,
      weekday,
      minute,
      weeks,
      until: { moment: now, day: today },
      timeZone: TIME_ZONE
    }
    const [dice, outer] = [1, 1001].map((apart) => diceOf(seededRandom(seed * 31 + place + apart))) as [Dice, Dice]
    return { id: unitIds[place]!, ...tellStory(story, dice, outer, ids) }
  })
  const since = addDays(today, -7 * weeks - 7)
  const told = fromLeader(now, ids)
  const dice = diceOf(seededRandom(seed * 31 + 2001))
  const visits = tellVisits({ cast, people, now, today, timeZone: TIME_ZONE, dice, ids })
  const ofProgramme = diceOf(seededRandom(seed * 31 + 3001))
  const setting = { cast, people, units: unitIds, now, today, timeZone: TIME_ZONE, dice: ofProgramme }
  const programme = weeks < HALF_A_YEAR ? null : tellProgramme(setting)
  return { cast, people, leader: leader.id, units, fromLeader: told, announcements, visits, programme, since, today }
}

/** Everybody as a board of another unit names them, at home in the first unit they are in. */
function outsidersOf(cast: Cast, people: readonly Id[], units: readonly Id[]): Outsider[] {
  return cast.people.map((person, at) => {
    const home = cast.units.findIndex(({ members }) => members.includes(at))
    const { function: label, isLeader } = person
    const unit = home < 0 || isLeader ? null : { ...signOf(cast.units[home]!), id: units[home]! }
    return { id: people[at]!, name: fullName(person), function: label, isLeader, unit }
  })
}

const signOf = ({ name, mark, hue }: Cast['units'][number]) => ({ name, mark, hue })

/** What every unit was told some weeks ago, and what it is told in its next session. */
const announcementsOf = (by: Outsider, now: number, ids: Ids): Announcement[] =>
  [
    { text: TOLD.before, at: now - 36 * DAY },
    { text: TOLD.coming, at: now - DAY }
  ].map(({ text, at }) => ({ id: ids(at), text, by, at }))

/** Something every ten days or so, on a school day in the morning; the last two still hold. */
function fromLeader(now: number, ids: Ids): FromLeader[] {
  return FROM_LEADER.map(({ text, kind }, place) => {
    let day = dayOf(now - (place * 9 + 1) * DAY, TIME_ZONE)
    while (!isSchoolDay(day)) day = addDays(day, -1)
    const at = momentAt(day, 8 * 60 + 20, TIME_ZONE)
    const until = place < 2 ? addDays(dayOf(now, TIME_ZONE), 8) : null
    return { id: ids(at), text, kind, at, day, until }
  })
}
