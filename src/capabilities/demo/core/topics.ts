import type { Id } from '#kernel/id.ts'
import type { Years } from './cast.ts'
import { deckOf, type Dice } from './dice.ts'
import {
  ACTIONS,
  BLOCKERS,
  NEEDS,
  OFFERS,
  PARKED,
  SUCCESSES,
  THEMES,
  type GoalIdea,
  type Theme
} from './stock/index.ts'

/** A goal that a unit works on: where it stands between its start (0) and its aim (1), and how fast it goes. */
export type Course = { goal: Id; idea: GoalIdea; theme: Theme; done: number; pace: number; sessions: number }

type Kind = 'actions' | 'blockers' | 'successes' | 'needs' | 'offers'

const COMMON: Record<Kind, readonly string[]> = {
  actions: ACTIONS,
  blockers: BLOCKERS,
  successes: SUCCESSES,
  needs: NEEDS,
  offers: OFFERS
}

/** So many units say other things of what is about no goal. */
const UNITS_APART = 5

/** How often it is about the goals rather than about something else. */
const ON_TOPIC: Record<Kind, number> = { actions: 0.75, blockers: 0.5, successes: 0.75, needs: 0.6, offers: 0.6 }

export type Topics = ReturnType<typeof topicsOf>

/** What a unit has to say: about its goals of this moment, and about everything else. Nothing twice before its time. */
export function topicsOf(dice: Dice, years: Years, place = 0) {
  // What went well stands on the wall of the whole school: no two units say it in the same words.
  const common = { ...COMMON, successes: SUCCESSES.filter((_, at) => at % UNITS_APART === place % UNITS_APART) }
  const themes = THEMES.filter((theme) => theme.years.includes(years))
  const ideas = deckOf(
    dice,
    themes.flatMap((theme) => theme.goals.map((idea) => ({ idea, theme })))
  )
  const decks = new Map<readonly string[], () => string>()
  const draw = (from: readonly string[]): string => {
    let deck = decks.get(from)
    if (!deck) decks.set(from, (deck = deckOf(dice, from)))
    return deck()
  }
  return {
    /** A goal on another subject than those at hand, if there is one. */
    idea(courses: readonly Course[]) {
      const isFree = (next: ReturnType<typeof ideas>, within: 'theme' | 'idea') =>
        !courses.some((course) => course[within] === next[within])
      for (const within of ['theme', 'idea'] as const)
        for (let tries = 0; tries < 12; tries++) {
          const next = ideas()
          if (isFree(next, within)) return next
        }
      return ideas()
    },
    line(kind: Kind, courses: readonly Course[]): string {
      const onTopic = courses.length > 0 && dice.chance(ON_TOPIC[kind])
      return draw(onTopic ? dice.pick(courses).theme[kind] : common[kind])
    },
    parked: () => draw(PARKED)
  }
}

/** What is counted at this point of a goal: on its way from where it began to its aim, with good and bad weeks. */
export function valueOf({ idea, done }: Course, dice: Dice): number {
  const { from, aim, outOf } = idea
  const wobble = dice.between(-10, 10) / 100
  const value = Math.round(from + (aim - from) * Math.min(1.05, Math.max(0, done + wobble)))
  return Math.max(0, outOf === null ? value : Math.min(outOf, value))
}
