import type { Bell, Stored } from '#board-sessions/server'
import type { Id } from '#kernel/id.ts'
import type { Forgotten } from '#platform/auth/sessions.ts'

/** What the processes on one database tell each other. The one that does the work tells it, after the commit. */
export type ProcessNews =
  | ({ kind: 'stored' } & Stored)
  | ({ kind: 'bell' } & Bell)
  | { kind: 'people'; school: Id; units: Id[] }
  /** Texts were taken out of these boards behind their log. */
  | { kind: 'rewritten'; school: Id; units: Id[] }
  | { kind: 'session'; forgotten: Forgotten }
  | { kind: 'paired'; channel: string }

/** Names of units that go in one call through the database, which holds 8000 bytes. */
const UNITS_AT_ONCE = 100

/** What fits in a call through the database: of what was stored only that it was, once for each board. */
export function shrinkNews(news: ProcessNews[]): ProcessNews[] {
  const bells = new Map<Id, Bell>()
  const rest = news.flatMap((item): ProcessNews[] => {
    if (item.kind === 'stored' || item.kind === 'bell') {
      const bell = item.kind === 'bell' ? item : bellOf(item)
      const before = bells.get(bell.unit)
      bells.set(bell.unit, {
        school: bell.school,
        unit: bell.unit,
        seq: Math.max(bell.seq, before?.seq ?? 0),
        hasMoods: bell.hasMoods || before?.hasMoods === true
      })
      return []
    }
    if ((item.kind !== 'people' && item.kind !== 'rewritten') || item.units.length <= UNITS_AT_ONCE) return [item]
    return Array.from({ length: Math.ceil(item.units.length / UNITS_AT_ONCE) }, (_, part) => ({
      ...item,
      units: item.units.slice(part * UNITS_AT_ONCE, (part + 1) * UNITS_AT_ONCE)
    }))
  })
  return [...rest, ...[...bells.values()].map((bell) => ({ kind: 'bell' as const, ...bell }))]
}

const bellOf = ({ school, unit, events, moods }: Stored): Bell => ({
  school,
  unit,
  seq: events.at(-1)?.seq ?? 0,
  hasMoods: moods !== undefined
})
