import {
  findAlternating,
  neverTogether,
  rankSlots,
  type Free,
  type SlotProposal,
  type Span
} from '#analytics/scheduling/meetings/slots.ts'
import type { Id } from '#kernel/id.ts'
import { WORKDAYS, type WorkingDays } from './person.ts'
import { fold } from './roster/text.ts'
import type { WeeklySlot } from './weekly-moment.ts'

const DAY = 1440
/** A working day as we take it where only days and halves of days are known. */
const [MORNING, NOON, EVENING] = [8 * 60, 12 * 60 + 30, 17 * 60]
/** A board session, with the walk to the board. */
const DURATION = 15

/** At which time of the day a session may be held. */
export const TIMES = ['after', 'noon', 'before', 'any'] as const
export type TimeOfDay = (typeof TIMES)[number]

const MINUTES: Record<TimeOfDay, readonly number[]> = {
  after: [15 * 60 + 15],
  noon: [12 * 60 + 15],
  before: [8 * 60],
  // Every half hour of the day, the quiet moments first.
  any: [15 * 60 + 15, 12 * 60 + 15, 8 * 60, ...Array.from({ length: 17 }, (_, half) => MORNING + 30 + half * 30)]
}

/** Somebody who has to fit in: a member of a unit, or of any other group. */
export type Participant = { id: Id; groups: readonly string[]; workingDays: WorkingDays | null }

export type MomentProposal = {
  slots: WeeklySlot[]
  /** Who is there, per slot; and who at none of them. */
  present: Id[][]
  misses: Id[][]
  never: Id[]
  /** Pairs that share a class, and how many of them meet. */
  pairsMet: number
}

export type MomentSearch = {
  /** The best slots, one a week: the best of each day. */
  weekly: MomentProposal[]
  /** Two by turns, when that reaches more people or more pairs. */
  alternating: MomentProposal | null
  /** How many could be placed, and of whom nobody knows the working days. */
  known: number
  unknown: Id[]
  pairs: [Id, Id][]
  /** Who can never be there at the same time, whatever the moment. */
  apart: [Id, Id][]
}

/** When somebody can be there, in minutes of the week. */
export function freeOf(workingDays: WorkingDays | null): Free {
  if (workingDays === null) return null
  return WORKDAYS.flatMap((day, at): Span[] => {
    const part = workingDays[day]
    if (part === 'off') return []
    return [[at * DAY + (part === 'pm' ? NOON : MORNING), at * DAY + (part === 'am' ? NOON : EVENING)]]
  })
}

/** Everybody who shares a class with somebody else here, however its name is written. */
export function sharingPairs(people: readonly Pick<Participant, 'groups'>[]): [number, number][] {
  const taught = people.map(({ groups }) => new Set(groups.map(fold)))
  return taught.flatMap((groups, one) =>
    taught.flatMap((others, place): [number, number][] =>
      place > one && !groups.isDisjointFrom(others) ? [[one, place]] : []
    )
  )
}

/** Looks for the weekly moment of these people. Exact: there is none at which more of them are there. */
export function findMoment(people: readonly Participant[], time: TimeOfDay = 'after'): MomentSearch {
  const pairs = sharingPairs(people)
  const question = {
    people: people.map(({ workingDays }) => freeOf(workingDays)),
    pairs,
    starts: MINUTES[time].flatMap((minute) => WORKDAYS.map((_, day) => day * DAY + minute)),
    duration: DURATION
  }
  const named = (proposal: SlotProposal): MomentProposal => {
    const who = (test: (is: boolean | null) => boolean) =>
      proposal.presence.map((there) => people.filter((_, at) => test(there[at]!)).map(({ id }) => id))
    return {
      slots: proposal.starts.map((start) => ({ weekday: Math.floor(start / DAY) + 1, minute: start % DAY })),
      present: who((is) => is === true),
      misses: who((is) => is === false),
      never: people.filter((_, at) => proposal.presence.every((there) => there[at] === false)).map(({ id }) => id),
      pairsMet: proposal.pairsMet
    }
  }
  const weekly = rankSlots(question).map(named)
  const alternating = findAlternating(question)
  return {
    weekly: weekly.filter(
      ({ slots }, at) => weekly.findIndex((other) => other.slots[0]!.weekday === slots[0]!.weekday) === at
    ),
    alternating: alternating && named(alternating),
    known: people.filter(({ workingDays }) => workingDays !== null).length,
    unknown: people.filter(({ workingDays }) => workingDays === null).map(({ id }) => id),
    pairs: pairs.map(([one, other]) => [people[one]!.id, people[other]!.id]),
    // At any time of the day, not only at the one asked for.
    apart: neverTogether({
      ...question,
      starts: WORKDAYS.flatMap((_, day) => MINUTES.any.map((minute) => day * DAY + minute))
    }).map(([one, other]) => [people[one]!.id, people[other]!.id])
  }
}
