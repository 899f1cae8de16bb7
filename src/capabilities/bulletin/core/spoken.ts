import { ok, refuse, type Result } from '#kernel/result.ts'

/** How fast somebody calmly tells something to a room, in words a minute. */
const PACE = 140
/** The longest that a leader's item may take: it is told in somebody else's fifteen minutes. */
export const SPOKEN_LIMIT = 120

/** Seconds that telling this takes. */
export const spokenSeconds = (text: string): number =>
  Math.round((text.split(/\s+/u).filter(Boolean).length / PACE) * 60)

/** What a leader has to tell: something, and at most two minutes of it. */
export function readSpoken(text: string): Result<string> {
  const told = text
    .toWellFormed()
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .trim()
  if (told === '') return refuse({ code: 'text_empty', field: 'text' })
  const seconds = spokenSeconds(told)
  if (seconds > SPOKEN_LIMIT)
    return refuse({ code: 'information_too_long', field: 'text', params: { seconds, limit: SPOKEN_LIMIT } })
  if (told.length > 4000)
    return refuse({ code: 'text_too_long', field: 'text', params: { limit: 4000, length: told.length } })
  return ok(told)
}
