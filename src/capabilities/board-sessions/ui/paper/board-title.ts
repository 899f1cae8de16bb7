import * as t from '#texts/unit-board'
import type { Finding } from './findings.ts'

/** The finding above a board, in words: what the next session has, and how the goals stand. */
export function boardTitle({ isEmpty, actions, goals }: Finding): string {
  if (isEmpty) return t.finding_empty()
  const first = t.finding_actions({ count: actions })
  return goals.kind === 'none' ? first : t.finding_both({ actions: first, goals: goalsPart(goals) })
}

function goalsPart({ kind, count }: Finding['goals']): string {
  switch (kind) {
    case 'reached':
      return t.finding_reached({ count })
    case 'closer':
      return t.finding_closer({ count })
    case 'waiting':
      return t.finding_waiting({ count })
    case 'active':
    case 'none':
      return t.finding_active({ count })
  }
}
