import type { Random } from '#kernel/random.ts'

/** Chance in the words of a story. All of it hangs on one seeded source, so the same seed tells the same story. */
export type Dice = {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  shuffle<T>(items: readonly T[]): T[]
  /** Some of them, in a random order. */
  some<T>(items: readonly T[], count: number): T[]
}

export function diceOf(random: Random): Dice {
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const shuffle = <T>(items: readonly T[]): T[] => {
    const mixed = [...items]
    for (let at = mixed.length - 1; at > 0; at--) {
      const other = between(0, at)
      ;[mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!]
    }
    return mixed
  }
  return {
    between,
    chance: (probability) => random() < probability,
    pick: (from) => from[between(0, from.length - 1)]!,
    shuffle,
    some: (items, count) => shuffle(items).slice(0, Math.max(0, count))
  }
}

/** Draws from a list without saying the same thing twice, until all of it has been said. */
export function deckOf<T>(dice: Dice, items: readonly T[]): () => T {
  let left: T[] = []
  return () => {
    if (left.length === 0) left = dice.shuffle(items)
    return left.pop()!
  }
}
