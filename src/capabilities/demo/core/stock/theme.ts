import type { Years } from '../cast.ts'

/** A goal as a unit might set it, with what is counted and where that starts and should end. */
export type GoalIdea = {
  text: string
  measure: string
  from: number
  aim: number
  /** Of how many; null where there is no most. */
  outOf: number | null
  /** What a unit says that it learned, when it was reached and when it was not. */
  learned: string
  halfway: string
}

/** What units talk about for some weeks: goals, and what belongs to them. Dutch, since it stands on a Dutch board. */
export type Theme = {
  years: readonly Years[]
  goals: readonly GoalIdea[]
  actions: readonly string[]
  blockers: readonly string[]
  successes: readonly string[]
  needs: readonly string[]
  offers: readonly string[]
}

/** [text, measure, from, aim, of how many, learned, halfway] */
type Row = readonly [string, string, number, number, number | null, string, string]

export const goals = (...rows: Row[]): GoalIdea[] =>
  rows.map(([text, measure, from, aim, outOf, learned, halfway]) => ({
    text,
    measure,
    from,
    aim,
    outOf,
    learned,
    halfway
  }))
