import type { Id } from '#kernel/id.ts'
import type { Mood, SentCommand } from '../core/commands.ts'

export type Moods = Record<Id, Mood>

/** Moods with some of them changed; null where somebody took it back. */
export const changedMoods = (moods: Moods, changes: Record<Id, Mood | null>): Moods =>
  Object.fromEntries(Object.entries({ ...moods, ...changes }).filter((entry): entry is [Id, Mood] => entry[1] !== null))

/** What the server says that everybody feels, and on top of it what this device has not sent yet. */
export const withUnsent = (moods: Moods, pending: readonly SentCommand[]): Moods =>
  pending.reduce(
    (felt, { command }) =>
      (command.type === 'check-in' || command.type === 'withdraw-check-in') && command.mood !== undefined
        ? changedMoods(felt, { [command.person]: command.mood })
        : felt,
    moods
  )
