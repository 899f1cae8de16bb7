import { ok, refuse, type Result } from '#kernel/result.ts'
import { readClock, type Period } from './lesson.ts'

export const PERIODS_AT_MOST = 14

/** What a secondary school and a primary school often have: to begin with, and to change. */
export const USUAL: Record<'periods' | 'parts', Period[]> = {
  periods: [510, 560, 630, 680, 760, 810, 875, 925].map((start, at) => ({ period: at + 1, start, end: start + 50 })),
  parts: [
    { period: 1, start: 510, end: 615 },
    { period: 2, start: 630, end: 720 },
    { period: 3, start: 765, end: 870 }
  ]
}

/** The table as a form gives it: rows of number, begin and end; a row without times is left out. */
export function readPeriods(rows: readonly { start: string; end: string }[]): Result<Period[]> {
  const periods: Period[] = []
  for (const [at, row] of rows.slice(0, PERIODS_AT_MOST).entries()) {
    if (row.start.trim() === '' && row.end.trim() === '') continue
    const [start, end] = [readClock(row.start), readClock(row.end)]
    if (start === null || end === null || end <= start)
      return refuse({ code: 'period_times_wrong', field: `start-${at + 1}`, params: { period: at + 1 } })
    periods.push({ period: at + 1, start, end })
  }
  const clash = periods.find(({ start }, at) => at > 0 && start < periods[at - 1]!.end)
  if (clash)
    return refuse({ code: 'period_times_wrong', field: `start-${clash.period}`, params: { period: clash.period } })
  return ok(periods)
}
