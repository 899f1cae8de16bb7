import type { Presence } from './days.ts'
import { readHalfHeading } from './read-days.ts'
import { fold, isNothing } from './text.ts'

const THERE = new Set([
  'x',
  'xx',
  '1',
  'ja',
  'j',
  'y',
  'yes',
  'v',
  '✓',
  '✔',
  '☑',
  '✅',
  '●',
  '•',
  'true',
  'waar',
  'hele dag',
  'heel',
  'full'
])
const AWAY = new Set(['', '-', '0', 'nee', 'n', 'no', 'false', 'onwaar', 'vrij', 'off', '✗', '✘', '☐', '❌'])

/** The mark in a column for a day or half a day: there, away, one half of the day, or not understood. */
export function readDayMark(text: string): Presence | 'unreadable' {
  const mark = fold(text)
  if (THERE.has(mark)) return 'full'
  if (AWAY.has(mark) || isNothing(text)) return 'off'
  return readHalfHeading(mark) ?? 'unreadable'
}
