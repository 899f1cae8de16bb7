import { addDays, weekdayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import { STEPS, type Subject, type TeamWish, type Went } from '#start-programme'
import type { Cast } from './cast.ts'
import { deckOf, type Dice } from './dice.ts'
import { isSchoolWeek } from './weeks.ts'
import { AGREED, DEEPER, HOW, NOTICED, SEEN, WHY } from './stock/programme.ts'

/** How many weeks of school ago the start team began, and after how many its first unit. */
const AGO = 15
const UNIT_AFTER = 9
/** A school year of weeks: longer than that nothing of it lies back. */
const FAR = 52

type Said = { step: number; person: Id; went: Went; noticed: string; deeper: string; at: number }

/** What a start programme has become in some months: all of it as people would have entered it, with when. */
export type ProgrammeStory = {
  coach: Id
  by: Id
  startedAt: number
  decision: { why: string; how: string } & TeamWish
  firstDay: Day
  startTeam: Said[]
  unit: { id: Id; firstDay: Day; decidedAt: number; said: Said[] }
  meeting: { heldOn: Day; agreed: string; at: number }
  /** Whoever is asked answers in every round that has begun; somebody now and then does not. */
  voices: { at: number; answers: { person: Id; says: Record<Subject, string> }[] }[]
  observation: { unit: Id; answers: Record<string, string>; indicators: string[] }
}

export type ProgrammeSetting = {
  cast: Cast
  people: readonly Id[]
  units: readonly Id[]
  now: number
  today: Day
  timeZone: string
  dice: Dice
}

/** Who is the coach of the school: who supports the groups. */
export const coachOf = ({ people }: Cast): number =>
  people.findIndex((person) => person.function === 'Intern begeleider')

/**
 * A start team that did its eight weeks, a first unit that is in its seventh, and what both said on the way. Null for a
 * school that is too small for a start team. Those through whose eyes one looks still have last week to look back on.
 */
export function tellProgramme(setting: ProgrammeSetting): ProgrammeStory | null {
  const { cast, people, units, now, today, timeZone, dice } = setting
  const [coachAt, leaderAt] = [coachOf(cast), cast.people.findIndex(({ isLeader }) => isLeader)]
  const [home, other] = cast.units
  if (coachAt < 0 || leaderAt < 0 || !home || !other) return null
  const [leader, coach] = [people[leaderAt]!, people[coachAt]!]
  const teachers = [people[home.lead]!, people[other.lead]!]
  const monday = addDays(today, 1 - weekdayOf(today))
  const back = Array.from({ length: FAR }, (_, weeks) => addDays(monday, -7 * weeks)).filter(isSchoolWeek)
  // From the week in which the start team began up to this one, holidays left out.
  const mondays = back.slice(0, AGO + 1).reverse()
  const [firstDay, unitsFirst] = [mondays[0], mondays[UNIT_AFTER]]
  if (!firstDay || !unitsFirst) return null
  const at = (from: number, step: number) => momentAt(addDays(mondays[from + step - 1]!, 4), 15 * 60 + 40, timeZone)
  const [noticed, deeper] = [deckOf(dice, NOTICED), deckOf(dice, DEEPER)]
  const say = (person: Id, from: number, step: number): Said => ({
    step,
    person,
    went: dice.chance(0.6) ? 'yes' : dice.chance(0.8) ? 'partly' : 'not_yet',
    noticed: dice.chance(0.7) ? noticed() : '',
    deeper: dice.chance(0.3) ? deeper() : '',
    at: at(from, step)
  })
  const steps = (count: number) => Array.from({ length: count }, (_, before) => before + 1)
  const team = [leader, ...teachers, coach]
  const startTeam = steps(STEPS).flatMap((step) =>
    team.filter(() => dice.chance(0.9)).map((person) => say(person, 0, step))
  )
  const members = home.members.map((place) => people[place]!)
  const eyes = Object.values(cast.eyes).map((place) => people[place]!)
  const unitsSteps = AGO - UNIT_AFTER
  const said = steps(unitsSteps).flatMap((step) =>
    members
      .filter((person) => dice.chance(0.75) && (step < unitsSteps || !eyes.includes(person)))
      .map((person) => say(person, UNIT_AFTER, step))
  )
  const rounds = [6, 12, 18].map((weeks) => momentAt(addDays(firstDay, weeks * 7 + 2), 15 * 60, timeZone))
  const asked = [...new Set([...team, ...members])]
  const scale = () => String(dice.pick([2, 3, 3, 3, 4, 4]))
  const heldOn = addDays(mondays[STEPS]!, 1)
  return {
    coach,
    by: leader,
    startedAt: momentAt(firstDay, 8 * 60, timeZone),
    decision: { why: WHY, how: HOW, leader, teacher1: teachers[0]!, teacher2: teachers[1]!, coach },
    firstDay,
    startTeam,
    unit: { id: units[0]!, firstDay: unitsFirst, decidedAt: momentAt(heldOn, 16 * 60 + 40, timeZone), said },
    meeting: { heldOn, agreed: AGREED, at: momentAt(heldOn, 16 * 60 + 30, timeZone) },
    voices: rounds
      .filter((moment) => moment < now)
      .map((moment) => ({
        at: moment,
        answers: asked
          .filter(() => dice.chance(0.9))
          .map((person) => ({
            person,
            says: { programme: scale(), leader: scale(), coach: scale(), teachers: scale() }
          }))
      })),
    observation: { unit: units[0]!, ...SEEN }
  }
}
