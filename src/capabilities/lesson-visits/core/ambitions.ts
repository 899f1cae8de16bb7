/** A viewing guide out of what a school or a unit aims at: for looking with gladness, never for judging. */
import { ok, refuse, type Result } from '#kernel/result.ts'
import { GUIDE_NAME_LENGTH } from './talk.ts'

export const AMBITIONS_AT_MOST = 5
/** With the question around it, a line of a guide is still long enough for it. */
export const AMBITION_LENGTH = 180

/** One to five ambitions as somebody types them: one a line, with or without a dash or a number before it. */
export function readAmbitions(typed: string): Result<string[]> {
  const lines = typed
    .toWellFormed()
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*(?:[-\u2013\u2022*]|\d{1,2}[.)])\s+/, '').trim())
    .filter(Boolean)
  const ambitions = [...new Set(lines)]
  if (ambitions.length === 0) return refuse({ code: 'text_empty', field: 'ambitions' })
  if (ambitions.length > AMBITIONS_AT_MOST)
    return refuse({
      code: 'ambitions_too_many',
      field: 'ambitions',
      params: { count: ambitions.length, most: AMBITIONS_AT_MOST }
    })
  const long = ambitions.find((one) => one.length > AMBITION_LENGTH)
  return long === undefined
    ? ok(ambitions)
    : refuse({
        code: 'value_too_long',
        field: 'ambitions',
        params: { limit: AMBITION_LENGTH, length: long.length }
      })
}

/** What stands around the ambitions, in the language of who makes the guide. */
export type AmbitionWords = {
  title: string
  /** That it is for looking with gladness. */
  opening: string
  /** What made you glad that has to do with this ambition, and why? */
  glad: (ambition: string) => string
  /** What did pupils do then? */
  pupils: string
}

/** The guide to change and to keep: for each ambition what made you glad and why, and what the pupils did. */
export const guideOfAmbitions = (
  ambitions: readonly string[],
  words: AmbitionWords
): { title: string; lines: string[] } => ({
  title: words.title.slice(0, GUIDE_NAME_LENGTH),
  lines: [words.opening, ...ambitions.flatMap((ambition) => [words.glad(ambition), words.pupils])]
})
