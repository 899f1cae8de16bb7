import * as t from '#texts/calendar'
import type { FreeTime } from '../core/free-days.ts'

/** Why there is no school, in words: the school's own, or the name of the holiday. */
export function whyWords(why: FreeTime['why']): string {
  if (why.kind === 'own') return why.name
  return t.why({ why: why.kind === 'holiday' ? why.holiday : why.day.replaceAll('-', '_') })
}
