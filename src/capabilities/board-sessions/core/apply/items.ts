import type { Id } from '#kernel/id.ts'
import type { Action, Goal } from '../state.ts'

/** The same things, with one of them changed. */
export const changed = <T extends { id: Id }>(items: T[], id: Id, change: (item: T) => T): T[] =>
  items.map((item) => (item.id === id ? change(item) : item))

/** A new text, keeping the one it replaces when its writer had not seen that. */
export function rewritten<T extends Action | Goal>(
  item: T,
  event: { text?: string; replaced?: boolean; seq: number; by: Id | null }
) {
  if (event.text === undefined) return item
  return {
    ...item,
    text: event.text,
    textSeq: event.seq,
    textBy: event.by,
    replaced: event.replaced ? { text: item.text, by: item.textBy, seq: item.textSeq } : null
  }
}
