import { isDay } from '#kernel/days.ts'
import type { ErrorCode } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { DecisionContext } from '../commands.ts'
import type { Action, Goal } from '../state.ts'

/** Characters in one line on a board. It is read from five metres. */
export const LINE_LIMIT = 500
/** Characters in what a unit learned from a goal. */
export const STORY_LIMIT = 4000

export const no = (code: ErrorCode, field?: string, params?: Record<string, string | number>): Result<never> =>
  refuse({ code, ...(field ? { field } : {}), ...(params ? { params } : {}) })

/** Checks a line of text: one line, well-formed, present unless `optional`, not over the limit. */
export function line(text: string | undefined, field: string, optional = false, limit = LINE_LIMIT): Result<string> {
  const trimmed = (text ?? '')
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  if (!trimmed && !optional) return no('text_empty', field)
  if (trimmed.length > limit) return no('text_too_long', field, { limit, length: trimmed.length })
  return ok(trimmed)
}

export function figure(value: number | null | undefined, field: string): Result<number | null> {
  if (value === null || value === undefined) return ok(null)
  if (!Number.isFinite(value) || Math.abs(value) > 1e9) return no('number_invalid', field)
  return ok(value)
}

export function owners(people: Id[], context: DecisionContext): Result<Id[]> {
  const unique = [...new Set(people)]
  if (unique.length === 0) return no('owner_missing', 'owners')
  if (unique.length > 4 || !unique.every(context.isMember)) return no('person_not_in_unit', 'owners')
  return ok(unique)
}

export function due(day: string | null | undefined): Result<string | null> {
  return day === null || day === undefined || isDay(day) ? ok(day ?? null) : no('date_invalid', 'due')
}

/** The first refusal of several checks, or null. */
export const firstRefusal = (...results: Result<unknown>[]): Result<never> | null =>
  results.find((result): result is { ok: false; failure: never } => !result.ok) ?? null

/** Did somebody else write this text after the device last looked? Then what it replaces is kept. */
export const isStale = (item: Action | Goal, context: DecisionContext): boolean =>
  item.textSeq > context.base && item.textBy !== context.actor
