import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canAttend,
  compareProposals,
  findAlternating,
  neverTogether,
  rankSlots,
  type SlotProposal,
  type SlotQuestion,
  type Span
} from './slots.ts'

const HALF = 30
const DAY = 1440
/** A small week: three days of four half hours. */
const STARTS = [0, 1, 2].flatMap((day) => [0, 1, 2, 3].map((half) => day * DAY + half * HALF))

const free = fc.option(
  fc.array(
    fc
      .tuple(fc.constantFrom(...STARTS), fc.integer({ min: 1, max: 4 }))
      .map(([from, halves]): Span => [from, from + halves * HALF]),
    { maxLength: 4 }
  ),
  { freq: 6 }
)
const question: fc.Arbitrary<SlotQuestion> = fc
  .record({
    people: fc.array(free, { minLength: 1, maxLength: 6 }),
    pairs: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 4 }),
    starts: fc.shuffledSubarray(STARTS, { minLength: 1 }),
    duration: fc.constantFrom(15, 30, 60)
  })
  .map((made) => ({
    ...made,
    pairs: made.pairs.filter(([one, other]) => one < other && other < made.people.length)
  }))

/** The slow twin: minute by minute, and every one or two slots by hand. */
function byHand({ people, pairs, starts, duration }: SlotQuestion) {
  const isThere = (person: number, start: number) =>
    Array.from({ length: duration }, (_, after) => start + after).every((minute) =>
      (people[person] ?? []).some(([from, to]) => from <= minute && minute < to)
    )
  const worth = (slots: number[]) => {
    const met = people.filter((_, person) => slots.some((start) => isThere(person, start))).length
    const together = pairs.filter(([a, b]) => slots.some((start) => isThere(a, start) && isThere(b, start))).length
    const often = slots.flatMap((start) => people.map((_, person) => isThere(person, start))).filter(Boolean).length
    return [met, together, often]
  }
  const better = (one: number[], other: number[]) => {
    const at = one.findIndex((value, place) => value !== other[place])
    return at >= 0 && one[at]! > other[at]!
  }
  const bestOf = (choices: number[][]) =>
    choices.map(worth).reduce((best, next) => (better(next, best) ? next : best), [-1, -1, -1])
  return {
    single: bestOf(starts.map((start) => [start])),
    double: bestOf(starts.flatMap((one) => starts.filter((other) => other !== one).map((other) => [one, other])))
  }
}
const worthOf = ({ met, pairsMet, attendances }: SlotProposal) => [met, pairsMet, attendances]

describe('the best weekly slot', () => {
  it('is the one that the slow twin finds', () => {
    fc.assert(
      fc.property(question, (asked) => void expect(worthOf(rankSlots(asked)[0]!)).toEqual(byHand(asked).single))
    )
  })

  it('does not depend on who is called what', () => {
    fc.assert(
      fc.property(question, fc.infiniteStream(fc.nat()), (asked, stream) => {
        const order = asked.people.map((_, at) => at)
        const keys = new Map(order.map((at) => [at, stream.next().value as number]))
        order.sort((one, other) => keys.get(one)! - keys.get(other)! || one - other)
        const renamed = {
          ...asked,
          people: order.map((at) => asked.people[at]!),
          pairs: asked.pairs.map(([a, b]) => [order.indexOf(a), order.indexOf(b)] as const)
        }
        const plain = ({ starts, met, pairsMet }: SlotProposal) => ({ starts, met, pairsMet })
        expect(rankSlots(renamed).map(plain)).toEqual(rankSlots(asked).map(plain))
        expect(findAlternating(renamed)?.starts).toEqual(findAlternating(asked)?.starts)
      })
    )
  })

  it('never gets worse when somebody can be there more often', () => {
    fc.assert(
      fc.property(question, fc.nat(5), fc.constantFrom(...STARTS), (asked, who, from) => {
        const people = asked.people.map((spans, at): typeof spans =>
          at === who % asked.people.length && spans ? [...spans, [from, from + 2 * HALF]] : spans
        )
        const more = { ...asked, people }
        expect(compareProposals(rankSlots(more)[0]!, rankSlots(asked)[0]!)).toBeLessThanOrEqual(0)
        const best = (one: SlotQuestion) => findAlternating(one) ?? rankSlots(one)[0]!
        const [after, before] = [best(more), best(asked)]
        expect(after.met > before.met || (after.met === before.met && after.pairsMet >= before.pairsMet)).toBe(true)
      })
    )
  })
})

describe('two slots that alternate', () => {
  it('are the two that the slow twin finds, and only when one slot does not serve as many', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { single, double } = byHand(asked)
        const found = findAlternating(asked)
        const gains = double[0]! > single[0]! || (double[0] === single[0] && double[1]! > single[1]!)
        expect(found && worthOf(found)).toEqual(gains ? double : null)
      })
    )
  })
})

describe('known weeks', () => {
  const [monday, tuesday] = [15 * 60, DAY + 15 * 60]
  const day = (start: number): Span => [start - 8 * 60, start + 120]
  const ask = (people: SlotQuestion['people'], pairs: SlotQuestion['pairs'] = []): SlotQuestion => ({
    people,
    pairs,
    starts: [monday, tuesday],
    duration: 15
  })

  it('most people first, then most pairs, then the order of the list', () => {
    expect(rankSlots(ask([[day(monday)], [day(tuesday)], [day(tuesday)]]))[0]!.starts).toEqual([tuesday])
    const four = [[day(monday)], [day(monday)], [day(tuesday)], [day(tuesday)]]
    expect(rankSlots(ask(four))[0]!.starts).toEqual([monday])
    expect(rankSlots(ask(four, [[2, 3]]))[0]!.starts).toEqual([tuesday])
  })

  it('two who share a class and never work together are served by turns, and named', () => {
    const duo = ask([[day(monday)], [day(tuesday)]], [[0, 1]])
    expect(findAlternating(duo)).toMatchObject({ starts: [monday, tuesday], met: 2, pairsMet: 0 })
    expect(neverTogether(duo)).toEqual([[0, 1]])
  })

  it('whose times are not known counts for no slot and misses none', () => {
    const [best] = rankSlots(ask([null, [day(tuesday)]]))
    expect(best).toMatchObject({ starts: [tuesday], presence: [[null, true]], met: 1 })
    expect(neverTogether(ask([null, [day(tuesday)]]))).toEqual([])
  })

  it('nobody, or nobody who can', () => {
    expect(rankSlots(ask([]))[0]).toMatchObject({ met: 0 })
    expect(findAlternating(ask([[], []]))).toBeNull()
    expect(rankSlots({ ...ask([[day(monday)]]), starts: [] })).toEqual([])
  })

  it('spans that touch or overlap are one', () => {
    const halves: Span[] = [
      [60, 120],
      [0, 60],
      [10, 20]
    ]
    expect(canAttend(halves, 45, 30)).toBe(true)
    expect(canAttend(halves, 100, 30)).toBe(false)
  })
})
