import { ok, refuse, type Result } from '#kernel/result.ts'

/** Characters in one line, as on a board. */
export const LINE_LIMIT = 500
/** Characters in what somebody says to something on the wall: a few words. */
export const REACTION_LIMIT = 280

/** A text as it is kept: well-formed, one line, trimmed, with something in it unless it may stay empty. */
export function readLine(text: string, field: string, rule: { limit?: number; mayBeEmpty?: boolean } = {}) {
  const { limit = LINE_LIMIT, mayBeEmpty = false } = rule
  const line = text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  if (line === '' && !mayBeEmpty) return refuse({ code: 'text_empty', field })
  if (line.length > limit) return refuse({ code: 'text_too_long', field, params: { limit, length: line.length } })
  return ok(line) as Result<string>
}
