import * as t from '#texts/leading'
import type { Phase } from '../core/phases.ts'

/** What who leads can say and do in a phase. Ours, in the words of a classroom; it prescribes nothing. */
const CRIB: Record<Phase, { say: () => string; act: () => string }> = {
  'check-in': { say: t.check_in_say, act: t.check_in_do },
  review: { say: t.review_say, act: t.review_do },
  successes: { say: t.successes_say, act: t.successes_do },
  goals: { say: t.goals_say, act: t.goals_do },
  actions: { say: t.actions_say, act: t.actions_do },
  requests: { say: t.requests_say, act: t.requests_do },
  close: { say: t.close_say, act: t.close_do }
}

export const cribFor = (phase: Phase): { say: string; act: string } => ({
  say: CRIB[phase].say(),
  act: CRIB[phase].act()
})
