import type { Id } from '#kernel/id.ts'
import type { BoardFact } from '../events.ts'
import type { BoardCommand } from './commands.ts'
import type { Worth } from './state.ts'

/** One to five, a word, or both. */
export type Vote = { score: number | null; word: string }

/** Fewer answers than this would tell whose is whose. */
export const SHOWN_FROM = 5

/**
 * What a session's answers may show: counts per score and the words, without an order that tells who. Below five
 * answers only how many there were.
 */
export function worthOf(votes: Iterable<Vote>): Worth {
  const all = [...votes]
  const scores = all.flatMap(({ score }) => (score === null ? [] : [score]))
  const words = all.map(({ word }) => word.toLowerCase()).filter((word) => word !== '')
  return {
    answers: all.length,
    counts:
      scores.length < SHOWN_FROM ? null : [1, 2, 3, 4, 5].map((of) => scores.filter((score) => score === of).length),
    words: words.length < SHOWN_FROM ? [] : words.sort((one, other) => one.localeCompare(other, 'nl'))
  }
}

/**
 * For whoever tells a past command by command: keeps what each answered, and gives the fact that closes the session what
 * they make together.
 */
export function withWorth(fact: BoardFact, command: BoardCommand, by: Id | null, votes: Map<Id, Vote>): BoardFact {
  if (command.type === 'rate-session' && by !== null)
    votes.set(by, { score: command.score, word: (command.word ?? '').trim() })
  if (fact.type !== 'session-closed') return fact
  const worth = worthOf(votes.values())
  votes.clear()
  return { ...fact, worth }
}
