import type { Id } from '#kernel/id.ts'
import type { Nameable } from '../../core/quick-entry.ts'

/** What a name that is being typed can become: the part of the line it replaces, and who it may be. */
export type Completion = { from: number; to: number; people: Id[] }

const ENOUGH = 6
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/**
 * Whose name is being typed at the caret of a quick entry? Only before the colon, where owners stand, and only while
 * what was typed begins the name of somebody here: `Sa|`, `Sanne en Ka|`.
 */
export function completeName(line: string, caret: number, people: readonly Nameable[]): Completion | null {
  const colon = line.indexOf(':')
  if (colon >= 0 && caret > colon) return null
  const before = line.slice(0, caret)
  const separator = /^.*(?:,|\+|&|\/|\s(?:en|and)\s)\s*/isu.exec(before)
  const from = separator ? separator[0].length : before.length - before.trimStart().length
  const typed = plain(before.slice(from))
  if (typed === '') return null
  const begun = people.filter(({ names }) => names.some((name) => plain(name).startsWith(typed)))
  return begun.length === 0 ? null : { from, to: caret, people: begun.slice(0, ENOUGH).map(({ id }) => id) }
}

/** The line with the name filled in, ready for the action: the colon follows by itself. */
export function withName(line: string, { from, to }: Completion, name: string): { line: string; caret: number } {
  const rest = line.slice(to).trimStart()
  const filled = line.slice(0, from) + name + (rest.startsWith(':') ? '' : ': ')
  return { line: filled + rest, caret: filled.length + (rest.startsWith(':') ? 1 : 0) }
}
