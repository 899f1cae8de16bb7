import type { WeeklyPattern } from './core/sessions.ts'

/** Every Tuesday at a quarter past three, since the start of a school year. */
export const TUESDAYS: WeeklyPattern = {
  slots: [{ weekday: 2, minute: 15 * 60 + 15 }],
  since: '2026-08-31',
  from: '2026-08-31',
  until: null
}
