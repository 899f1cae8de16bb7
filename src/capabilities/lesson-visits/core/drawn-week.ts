import type { Day } from '#kernel/days.ts'
import type { LessonVisit } from './visit.ts'

/** What a drawing of the week shows of a visit: the visit itself, with who takes over the class, and the talk. */
export type DrawnItem = {
  visit: string
  kind: 'visit' | 'talk'
  /** Which of the days it is on, from 0. */
  column: number
  start: number
  /** Side by side with what is written at the same height: its place, and among how many. */
  lane: number
  lanes: number
}

export type DrawnWeek = { from: number; till: number; items: DrawnItem[] }

/** Minutes that the words beside an item take on the paper, whatever it lasts itself. */
const TALL = { visit: 35, talk: 20 } as const
const HOUR = 60
/** As long as a day is drawn at least. */
const SHORTEST = 4 * HOUR

type Placed = Pick<LessonVisit, 'id' | 'day' | 'start' | 'talkDay' | 'talkStart'>

/** Where everything of these days stands on the paper: which column, from what minute, and in which lane. */
export function drawWeek(visits: readonly Placed[], days: readonly Day[]): DrawnWeek {
  const items = visits
    .flatMap((visit): DrawnItem[] => [
      { visit: visit.id, kind: 'visit', column: days.indexOf(visit.day), start: visit.start, lane: 0, lanes: 1 },
      { visit: visit.id, kind: 'talk', column: days.indexOf(visit.talkDay), start: visit.talkStart, lane: 0, lanes: 1 }
    ])
    .filter(({ column }) => column >= 0)
  for (let column = 0; column < days.length; column++) spread(items.filter((item) => item.column === column))
  const from = Math.floor(Math.min(...items.map(({ start }) => start), 24 * HOUR - SHORTEST) / HOUR) * HOUR
  const till = Math.ceil(Math.max(...items.map((item) => item.start + TALL[item.kind]), 0) / HOUR) * HOUR
  return { from, till: Math.max(till, from + SHORTEST), items }
}

/** Gives the items of one day their lanes; what touches, directly or through others, shares the width. */
function spread(items: DrawnItem[]): void {
  const inOrder = items.sort((a, b) => a.start - b.start || (a.visit < b.visit ? -1 : 1))
  let together: DrawnItem[] = []
  let ends: number[] = []
  const close = () => {
    for (const item of together) item.lanes = ends.length
    together = []
    ends = []
  }
  for (const item of inOrder) {
    if (ends.every((end) => end <= item.start)) close()
    const free = ends.findIndex((end) => end <= item.start)
    item.lane = free < 0 ? ends.length : free
    ends[item.lane] = item.start + TALL[item.kind]
    together.push(item)
  }
  close()
}

/** The days with most visits, and how many they have: what a drawing of the week shows first. */
export function busiestDays(visits: readonly { day: Day }[]): { days: Day[]; count: number } {
  const counts = new Map<Day, number>()
  for (const { day } of visits) counts.set(day, (counts.get(day) ?? 0) + 1)
  const count = Math.max(0, ...counts.values())
  return { days: [...counts.keys()].filter((day) => counts.get(day) === count).sort(), count }
}

/** A day without anything on it, beside one with; each lane beside the first adds this much. */
const [EMPTY, LANE] = [0.55, 0.7]

/** How wide each of the days is drawn, together `total`: where more stands side by side, there is more room. */
export function widthsOf({ items }: Pick<DrawnWeek, 'items'>, days: number, total: number): number[] {
  const weights = Array.from({ length: days }, (_, day) => {
    const lanes = Math.max(0, ...items.filter(({ column }) => column === day).map((item) => item.lanes))
    return lanes === 0 ? EMPTY : 1 + (lanes - 1) * LANE
  })
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (total * weight) / all)
}
