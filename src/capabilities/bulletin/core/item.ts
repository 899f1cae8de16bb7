import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Week } from './week.ts'

/** inform: good to know. shield: asked of the school by others, and kept away from these teams. */
export type ItemKind = 'inform' | 'shield'

export type BulletinItem = {
  id: Id
  text: string
  kind: ItemKind
  /** The unit whose session it came out of; null when the leader added it. */
  unit: Id | null
  by: Id | null
  at: number
  day: Day
  until: Day | null
  /** For whom; none = for everybody. */
  units: Id[]
}

/** Is it meant for somebody of these units? What a unit put in itself always is. */
export const isFor = (item: Pick<BulletinItem, 'units' | 'unit'>, units: readonly Id[]): boolean =>
  item.units.length === 0 || units.some((unit) => item.units.includes(unit) || item.unit === unit)

/** Does it stand on the page of this week: added in it, or earlier and still holding? */
export const standsIn = (item: Pick<BulletinItem, 'day' | 'until'>, { from, till }: Week): boolean =>
  item.day <= till && (item.day >= from || (item.until !== null && item.until >= from))

/** How long it takes to read these, in whole minutes; a calm reader reads 200 words a minute. */
export const readingMinutes = (items: readonly Pick<BulletinItem, 'text'>[]): number =>
  Math.max(1, Math.round(items.reduce((words, { text }) => words + text.split(/\s+/u).length, 0) / 200))
