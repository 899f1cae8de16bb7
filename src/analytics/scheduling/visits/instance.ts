/**
 * The visit planner's question and its answer, in numbers and ids: who can see whose lesson, when, who takes over the
 * class meanwhile, and when do they talk. Time is cut into slots of a fixed length; slot s lies on day
 * floor(s / slotsPerDay), five days to a week. A visit takes one slot, and so does the talk.
 */

/** One letter a slot: T teaching, F free, B blocked, - absent. */
export type Grid = string

export type PlanPerson = {
  id: string
  role: string
  site: string
  unit: string
  grid: Grid
  maxVisitPerWeek: number
  maxHostPerWeek: number
  coverCapPerWeek: number
  coverCost: number
}

/** `accept`: who may take over this group. */
export type PlanGroup = { id: string; accept: string[] }

export type PlanLesson = {
  id: string
  teacher: string
  group: string
  start: number
  len: number
  open: boolean
  focus: string[]
}

export type Wish = { id: string; visitor: string; host: string | null; focus: string | null; weight: number }

export type Visit = {
  wish: string
  visitor: string
  host: string
  slot: number
  lesson: string
  cover: string | null
  talk: number
}

export type PreviousVisit = Visit & { locked: boolean }

export type Rules = { maxVisitsPerLesson: number; travelSlots: number; talkWithinDays: number; recentWeeks: number }

/** Points per unit of each term of the objective, all of them zero or more. */
export type Weights = {
  wish: number
  crossUnit: number
  recent: number
  nextDayTalk: number
  maxUnmet: number
  never: number
  keepVisit: number
  keepTalk: number
  keepCover: number
}

export type VisitInstance = {
  slotsPerDay: number
  days: number
  weeks: number
  people: PlanPerson[]
  groups: PlanGroup[]
  lessons: PlanLesson[]
  wishes: Wish[]
  recent: { visitor: string; host: string; weeksAgo: number }[]
  previous: PreviousVisit[]
  rules: Rules
  weights: Weights
}

export type PlanStatus = 'optimal' | 'within_gap' | 'stopped'

export type VisitPlan = {
  visits: Visit[]
  objective: number
  /** No plan can have more points than this. */
  bound: number
  /** (bound - objective) / sum of wish terms, in percent; 0 when there are no wishes. */
  gap: number
  status: PlanStatus
}

export const DAYS_A_WEEK = 5

export const dayOfSlot = (instance: Pick<VisitInstance, 'slotsPerDay'>, slot: number): number =>
  Math.floor(slot / instance.slotsPerDay)

export const weekOfSlot = (instance: Pick<VisitInstance, 'slotsPerDay'>, slot: number): number =>
  Math.floor(slot / (instance.slotsPerDay * DAYS_A_WEEK))

/** How many visits somebody can ask for at most: the wishes, cut at the weekly maximum over the whole period. */
export const demandOf = (wishes: number, maxPerWeek: number, weeks: number): number =>
  Math.min(wishes, maxPerWeek * weeks)
