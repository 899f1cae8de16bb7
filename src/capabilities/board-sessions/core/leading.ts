import type { Id } from '#kernel/id.ts'

/** By turn, with the tasks divided, or one fixed coach: the unit chooses, and none of them is a fault (LK 5.1.2). */
export const LEADING_WAYS = ['turn', 'divided', 'coach'] as const
export type LeadingWay = (typeof LEADING_WAYS)[number]
export type Leading = { way: LeadingWay; coach: Id | null }

/** Who talks the unit through the session, who writes, who watches the clock. */
export const TASKS = ['lead', 'notes', 'time'] as const
export type Task = (typeof TASKS)[number]
export type Tasks = Record<Task, Id | null>

/** How often somebody did each task this school year, and when last. */
export type Turn = Record<Task, number> & { last: number }
export type Turns = { year: number; people: Record<Id, Turn> }

export const BY_TURN: Leading = { way: 'turn', coach: null }
export const NOBODY: Tasks = { lead: null, notes: null, time: null }
export const NO_TURNS: Turns = { year: 0, people: {} }

export const tasksOf = (way: LeadingWay): readonly Task[] => (way === 'divided' ? TASKS : ['lead'])

/** The school year (it begins in August) that a moment lies in, by the year in which it began. */
export function schoolYearOf(moment: number): number {
  const date = new Date(moment)
  return date.getUTCMonth() >= 7 ? date.getUTCFullYear() : date.getUTCFullYear() - 1
}

/** Counts a session that was held: once more (1), or taken back (-1). A new school year begins at nought. */
export function withTurns(turns: Turns, tasks: Tasks, at: number, step: 1 | -1): Turns {
  const year = schoolYearOf(at)
  if (step < 0 && year !== turns.year) return turns
  const people = year === turns.year ? { ...turns.people } : {}
  for (const task of TASKS) {
    const person = tasks[task]
    if (person === null) continue
    const before = people[person] ?? { lead: 0, notes: 0, time: 0, last: 0 }
    const count = Math.max(0, before[task] + step)
    const turn = { ...before, [task]: count, last: step > 0 ? Math.max(before.last, at) : before.last }
    if (TASKS.some((one) => turn[one] > 0)) people[person] = turn
    else delete people[person]
  }
  return { year, people }
}

/** Who could be asked, and whether that person is expected to be there. */
export type Candidate = { id: Id; isThere: boolean }

export type Proposal = {
  task: Task
  person: Id
  /** Chosen by the unit, the fixed coach, or whose turn it is. */
  why: 'chosen' | 'coach' | 'turn'
  /** How often that person did it this school year. */
  count: number
  isThere: boolean
}

/**
 * Who does what next: whom the unit chose; else the coach; else, of who is there, who did it least often, and of
 * those who did so longest ago. Nobody gets two tasks while somebody has none. The order of `people` decides the rest.
 */
export function proposeTasks(
  board: { leading: Leading; next: Tasks; turns: Turns },
  people: readonly Candidate[],
  now: number
): Proposal[] {
  const turns = board.turns.year === schoolYearOf(now) ? board.turns.people : {}
  const proposals: Proposal[] = []
  for (const task of tasksOf(board.leading.way)) {
    const propose = (person: Candidate, why: Proposal['why']) =>
      proposals.push({ task, person: person.id, why, count: turns[person.id]?.[task] ?? 0, isThere: person.isThere })
    const chosen = people.find(({ id }) => id === board.next[task])
    const coach = board.leading.way === 'coach' ? people.find(({ id }) => id === board.leading.coach) : undefined
    if (chosen) propose(chosen, 'chosen')
    else if (coach) propose(coach, 'coach')
    else {
      const taken = new Set([...proposals.map(({ person }) => person), ...Object.values(board.next)])
      const free = people.filter(({ id }) => !taken.has(id))
      const pool = free.length > 0 ? free : people
      const present = pool.filter(({ isThere }) => isThere)
      const [first] = [...(present.length > 0 ? present : pool)].sort((one, other) => {
        const [a, b] = [turns[one.id], turns[other.id]]
        return (a?.[task] ?? 0) - (b?.[task] ?? 0) || (a?.last ?? 0) - (b?.last ?? 0)
      })
      if (first) propose(first, 'turn')
    }
  }
  return proposals
}
