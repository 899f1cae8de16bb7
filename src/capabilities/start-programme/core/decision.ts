import { refuse, ok, type Result } from '#kernel/result.ts'

/** What a team can decide: to begin, not yet; and each year to go on, to go on in another way, or to stop. */
export const OUTCOMES = ['begin', 'not_yet', 'on', 'otherwise', 'stop'] as const
export type Outcome = (typeof OUTCOMES)[number]
export const FIRST_OUTCOMES = ['begin', 'not_yet'] as const
export const LATER_OUTCOMES = ['on', 'otherwise', 'stop'] as const
export type FirstOutcome = (typeof FIRST_OUTCOMES)[number]
export type LaterOutcome = (typeof LATER_OUTCOMES)[number]

export const TEXT_LIMIT = 1000

/** A text of a form, tidied: not empty where it must say something, and not longer than its column. */
export function readText(
  typed: string,
  { field, limit = TEXT_LIMIT, needed = true }: { field: string; limit?: number; needed?: boolean }
): Result<string> {
  const text = typed.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
  if (needed && text === '') return refuse({ code: 'text_empty', field })
  if (text.length > limit) return refuse({ code: 'value_too_long', field, params: { limit, length: text.length } })
  return ok(text)
}

export type FirstWish = { outcome: string; why: string; how: string }
export type FirstDecision = { outcome: FirstOutcome; why: string; how: string }

/** Whether, why and how. Who begins says how; who waits says only why. */
export function readFirstDecision({ outcome, why, how }: FirstWish): Result<FirstDecision> {
  const chosen = FIRST_OUTCOMES.find((known) => known === outcome)
  if (!chosen) return refuse({ code: 'programme_choice_missing', field: 'outcome' })
  const reason = readText(why, { field: 'why' })
  if (!reason.ok) return reason
  const way = readText(how, { field: 'how', needed: chosen === 'begin' })
  return way.ok ? ok({ outcome: chosen, why: reason.value, how: way.value }) : way
}

export type LaterWish = { outcome: string; brought: string; how: string }
export type LaterDecision = { outcome: LaterOutcome; brought: string; how: string }

/** What it brought comes first; who goes on in another way says how. */
export function readLaterDecision({ outcome, brought, how }: LaterWish): Result<LaterDecision> {
  const result = readText(brought, { field: 'brought' })
  if (!result.ok) return result
  const chosen = LATER_OUTCOMES.find((known) => known === outcome)
  if (!chosen) return refuse({ code: 'programme_choice_missing', field: 'outcome' })
  const way = readText(how, { field: 'how', needed: chosen === 'otherwise' })
  return way.ok ? ok({ outcome: chosen, brought: result.value, how: way.value }) : way
}
