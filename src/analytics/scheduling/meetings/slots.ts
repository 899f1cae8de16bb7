/** From a minute of the week to another, the last one not included. Minute 0 is where Monday begins. */
export type Span = readonly [from: number, to: number]

/** When somebody can be there; null where nobody knows. */
export type Free = readonly Span[] | null

export type SlotQuestion = {
  people: readonly Free[]
  /** Pairs who want to meet each other, by their places in `people`. */
  pairs: readonly (readonly [number, number])[]
  /** The minutes of the week at which a meeting might begin. Of two that serve as well, the earlier in the list wins. */
  starts: readonly number[]
  /** How many minutes a meeting takes. */
  duration: number
}

/** One weekly slot, or two that alternate, and what it brings. */
export type SlotProposal = {
  starts: readonly number[]
  /** Per slot, per person: there or not; null where nobody knows. */
  presence: readonly (readonly (boolean | null)[])[]
  /** How many people are there at least at one of the slots. */
  met: number
  /** How many pairs meet at one of the slots. */
  pairsMet: number
  /** How often somebody is there, over the slots. */
  attendances: number
}

/** Can somebody be there from the start of a meeting to its end? Spans that touch are one. */
export function canAttend(free: readonly Span[], start: number, duration: number): boolean {
  let reached = start
  for (const [from, to] of free.toSorted((one, other) => one[0] - other[0]))
    if (from <= reached && to > reached) reached = to
  return reached >= start + duration
}

const presenceAt = ({ people, duration }: SlotQuestion, start: number): (boolean | null)[] =>
  people.map((free) => free && canAttend(free, start, duration))

function weigh(question: SlotQuestion, starts: readonly number[], presence: (boolean | null)[][]): SlotProposal {
  const met = question.people.filter((_, at) => presence.some((there) => there[at])).length
  const pairsMet = question.pairs.filter(([one, other]) => presence.some((there) => there[one] && there[other])).length
  const attendances = presence.reduce((sum, there) => sum + there.filter(Boolean).length, 0)
  return { starts, presence, met, pairsMet, attendances }
}

/** Negative when `one` serves better: most people, then most pairs, then most often. */
export const compareProposals = (one: SlotProposal, other: SlotProposal): number =>
  other.met - one.met || other.pairsMet - one.pairsMet || other.attendances - one.attendances

/** Every weekly slot, the best first. */
export const rankSlots = (question: SlotQuestion): SlotProposal[] =>
  question.starts.map((start) => weigh(question, [start], [presenceAt(question, start)])).sort(compareProposals)

/**
 * The best two slots that alternate: all pairs of slots are tried, so there is none better. Slots with the same people
 * are one here, which leaves few of them. null when the best single slot already serves as many people and pairs.
 */
export function findAlternating(question: SlotQuestion): SlotProposal | null {
  const kinds = new Map<string, { start: number; there: (boolean | null)[] }>()
  for (const start of question.starts) {
    const there = presenceAt(question, start)
    const kind = there.map((is) => (is ? 1 : 0)).join('')
    if (!kinds.has(kind)) kinds.set(kind, { start, there })
  }
  const slots = [...kinds.values()]
  let best: SlotProposal | null = null
  for (const [place, first] of slots.entries())
    for (const second of slots.slice(place + 1)) {
      const proposal = weigh(question, [first.start, second.start], [first.there, second.there])
      if (!best || compareProposals(proposal, best) < 0) best = proposal
    }
  const [single] = rankSlots(question)
  const gains =
    best && single && (best.met > single.met || (best.met === single.met && best.pairsMet > single.pairsMet))
  return gains ? best : null
}

/** The pairs of people who have no moment in common at which a meeting could be held. */
export function neverTogether(question: SlotQuestion): [number, number][] {
  const presence = question.starts.map((start) => presenceAt(question, start))
  const { people } = question
  return people.flatMap((free, one) =>
    people.flatMap((other, place): [number, number][] =>
      place > one && free && other && !presence.some((there) => there[one] && there[place]) ? [[one, place]] : []
    )
  )
}
