import { INSTRUMENTS, type Instrument } from './steps.ts'

/** How a step went, by the word of who did it. */
export const WENT = ['yes', 'partly', 'not_yet'] as const
export type Went = (typeof WENT)[number]
export const isWent = (text: unknown): text is Went => WENT.some((known) => known === text)

export type Said = { step: number; went: Went; deeper: string }
/** What a deepening meeting can take up: a way of working, how often it did not go yet, and what was asked about it. */
export type Topic = { instrument: Instrument; hard: number; asked: string[] }

/**
 * The topics of a deepening meeting out of the evaluations, without names: what was asked for most often and went worst
 * first. A way of working about which nobody asked anything and that went well is no topic.
 */
export function topicsOf(said: readonly Said[], instrumentOf: (step: number) => Instrument | null): Topic[] {
  return INSTRUMENTS.map((instrument): Topic => {
    const here = said.filter(({ step }) => instrumentOf(step) === instrument)
    const lines = here.map(({ deeper }) => deeper.trim()).filter((line) => line !== '')
    return {
      instrument,
      hard: here.filter(({ went }) => went !== 'yes').length,
      // In an order that says nothing about who wrote first.
      asked: [...new Set(lines)].sort((one, other) => one.localeCompare(other, 'nl'))
    }
  })
    .filter(({ hard, asked }) => hard > 0 || asked.length > 0)
    .sort((one, other) => other.hard + other.asked.length - (one.hard + one.asked.length))
}

/** The two deepening meetings: after the eight weeks, and half a year after the beginning. */
export const MEETINGS = ['eight_weeks', 'half_year'] as const
export type Meeting = (typeof MEETINGS)[number]
export const isMeeting = (text: unknown): text is Meeting => MEETINGS.some((known) => known === text)
/** In weeks after the first day. */
export const HALF_YEAR = 26
