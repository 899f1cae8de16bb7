/** The four ways of working that are learnt, and all four together. */
export const INSTRUMENTS = ['board', 'visit', 'design', 'pupils', 'all'] as const
export type Instrument = (typeof INSTRUMENTS)[number]

/** One week: what to do, what to look for, and what the five minutes of looking back ask. */
export type Step = {
  number: number
  instrument: Instrument
  title: string
  short: string
  do: string[]
  look: string[]
  evaluation: { went: string; noticed: string }
}

/** A stretch of the two years: what happens, and what the coach and the leader do less of. */
export type Phase = { fromWeek: number; title: string; what: string; coach: string; leader: string }
