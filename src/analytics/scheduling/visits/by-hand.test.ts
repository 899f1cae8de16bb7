import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '#kernel/random.ts'
import { explainUnmet, momentsFor } from './by-hand.ts'
import { breachesOf, type Breach } from './check.ts'
import type { Visit, VisitInstance, Wish } from './instance.ts'
import { randomInstance } from './testing.ts'

const instances = fc
  .nat({ max: 1_000_000 })
  .map((seed) => randomInstance(seededRandom(seed), { people: 5, days: 2, slotsPerDay: 5, wishes: 4 }))
/** A journey breaks one rule at up to three slots, and takes those of a talk: rules are not counted alike then. */
const onOneSite = instances.map((instance) => ({
  ...instance,
  people: instance.people.map((person) => ({ ...person, site: 'a' }))
}))

/** A plan made wish by wish, from the moments that are left: whatever is made so keeps every rule. */
function planByHand(instance: VisitInstance, wishes: readonly Wish[]): Visit[] {
  return wishes.reduce<Visit[]>((visits, wish) => {
    const [first] = momentsFor(instance, visits, wish)
    return first ? [...visits, first] : visits
  }, [])
}

/** Every visit by which the wish could be met if rules gave, by trying. */
function everyCandidate(instance: VisitInstance, wish: Wish): Visit[] {
  const slots = instance.slotsPerDay * instance.days
  return instance.lessons
    .filter(({ teacher }) => teacher !== wish.visitor && (wish.host === null || teacher === wish.host))
    .flatMap((lesson) =>
      [null, ...instance.people.map(({ id }) => id)]
        .filter((cover) => cover !== lesson.teacher && cover !== wish.visitor)
        .flatMap((cover) =>
          Array.from({ length: slots - lesson.start - 1 }, (_, step) => lesson.start + 1 + step).map((talk) => ({
            wish: wish.id,
            visitor: wish.visitor,
            host: lesson.teacher,
            slot: lesson.start,
            lesson: lesson.id,
            cover,
            talk
          }))
        )
    )
}

/** The checker's breaches in the words of an explanation: a cover is one thing that is missing, and so is a talk. */
function kindOf({ rule, person, slot }: Breach, visit: Visit): string {
  if (rule.startsWith('talk') || (rule === 'two_places' && slot === visit.talk)) return 'talk'
  if (rule.startsWith('cover') || rule === 'too_many_covered' || person === visit.cover) return 'cover'
  return `${rule} ${person ?? ''}`
}

describe('one wish beside a plan', () => {
  test('has exactly the moments that the checker lets pass', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const [wish, ...rest] = instance.wishes
        const others = planByHand(instance, rest)
        const offered = new Set(momentsFor(instance, others, wish!).map(({ host, slot }) => `${host} ${slot}`))
        const possible = everyCandidate(instance, wish!).filter(
          (visit) => breachesOf(instance, [...others, visit]).length === 0
        )
        expect([...offered].sort()).toEqual([...new Set(possible.map(({ host, slot }) => `${host} ${slot}`))].sort())
        for (const visit of momentsFor(instance, others, wish!))
          expect(breachesOf(instance, [...others, visit])).toEqual([])
      }),
      { numRuns: 60 }
    )
  })

  test('names as few rules that would have to give as there can be', () => {
    fc.assert(
      fc.property(onOneSite, (instance) => {
        const [wish, ...rest] = instance.wishes
        const others = planByHand(instance, rest)
        const before = breachesOf(instance, others).length
        expect(before).toBe(0)
        const { ways } = explainUnmet(instance, others, wish!)
        const fewest = everyCandidate(instance, wish!).map(
          (visit) => new Set(breachesOf(instance, [...others, visit]).map((breach) => kindOf(breach, visit))).size
        )
        // With no slot left after the last lesson there is no talk to try at all: nothing to compare with.
        fc.pre(
          fewest.length > 0 && instance.lessons.every(({ start }) => start < instance.slotsPerDay * instance.days - 1)
        )
        for (const { rules } of ways) expect(rules).toHaveLength(Math.min(...fewest))
      }),
      { numRuns: 25 }
    )
  })

  test('of somebody who teaches nothing has none, and says so', () => {
    const instance = randomInstance(seededRandom(3))
    const lessons = instance.lessons.filter(({ teacher }) => teacher !== 'p0')
    const wish = { id: 'w', visitor: 'p1', host: 'p0', focus: null, weight: 3 }
    expect(explainUnmet({ ...instance, lessons }, [], wish)).toEqual({ wish: 'w', ways: [] })
  })
})
