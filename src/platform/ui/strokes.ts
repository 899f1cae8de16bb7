import { seededRandom } from '#kernel/random.ts'

/**
 * Turven: a Dutch classroom counts four strokes and one across, and so does Samenspel. One stroke is one minute, one
 * person, one time. This is the geometry; `tally.svelte` draws it. The hand-drawn wobble depends on a stroke's place
 * only, so that the server and every device draw the same hand.
 */
export type StrokeState = 'past' | 'now' | 'off' | 'over'

export interface Counts {
  /** What was: minutes gone, people who answered. */
  past?: number
  /** The running one, after the past; in overtime after the amber ones. */
  now?: boolean
  /** Still to come, faint. */
  off?: number
  /** Beyond the budget: after a gap, amber. */
  over?: number
}

export type Point = readonly [x: number, y: number]

export interface Stroke {
  index: number
  state: StrokeState
  /** The fifth of a bundle lies across the four. */
  across: boolean
  from: Point
  bend: Point
  to: Point
}

export interface Drawing {
  width: number
  height: number
  strokes: Stroke[]
}

export const HEIGHT = 40
const PITCH = 12
const BUNDLE = 62
const GAP = 9
/** Half a stroke, its round end and the wobble stay inside the drawing. */
const EDGE = 4
/** How far the fifth stroke reaches out on either side of the four. */
const REACH = 5

const whole = (count: number | undefined): number => Math.max(0, Math.floor(count || 0))

/** The states from left to right. Overtime is counted apart: the budget, a gap, then what came over it. */
export function statesOf(counts: Counts): { budget: StrokeState[]; overtime: StrokeState[] } {
  const times = (count: number | undefined, state: StrokeState): StrokeState[] => Array(whole(count)).fill(state)
  const now = times(counts.now ? 1 : 0, 'now')
  const late = whole(counts.over) > 0
  return {
    budget: [...times(counts.past, 'past'), ...(late ? [] : now), ...times(counts.off, 'off')],
    overtime: late ? [...times(counts.over, 'over'), ...now] : []
  }
}

export function drawStrokes(counts: Counts): Drawing {
  const { budget, overtime } = statesOf(counts)
  const first = drawRun(budget, 0, 0)
  const second = drawRun(overtime, budget.length, budget.length > 0 ? first.end + GAP : 0)
  return {
    width: Math.max(first.end, second.end),
    height: HEIGHT,
    strokes: [...first.strokes, ...second.strokes]
  }
}

/** One run of bundles that starts at `left`; `end` is where the next thing may begin. */
function drawRun(states: StrokeState[], firstIndex: number, left: number): { strokes: Stroke[]; end: number } {
  if (states.length === 0) return { strokes: [], end: left }
  const start = left + EDGE + (states.length >= 5 ? REACH : 0)
  const strokes = states.map((state, place) => {
    const x = start + Math.floor(place / 5) * BUNDLE
    const index = firstIndex + place
    return place % 5 === 4 ? across(index, state, x) : upright(index, state, x + (place % 5) * PITCH)
  })
  const last = states.length - 1
  const bundle = start + Math.floor(last / 5) * BUNDLE
  const reached = last % 5 === 4 ? bundle + 3 * PITCH + REACH : bundle + (last % 5) * PITCH
  return { strokes, end: reached + EDGE }
}

/** A hand per place: the same place wobbles the same way everywhere; `swing(a)` lies between -a and a. */
function hand(index: number): (amount: number) => number {
  const random = seededRandom((index + 1) * 7919)
  return (amount) => (random() * 2 - 1) * amount
}

function upright(index: number, state: StrokeState, x: number): Stroke {
  const swing = hand(index)
  const lean = swing(0.9)
  return {
    index,
    state,
    across: false,
    from: [x + lean, 4.5 + swing(0.9)],
    bend: [x + swing(1.6), 20],
    to: [x - lean, 35.5 + swing(0.9)]
  }
}

function across(index: number, state: StrokeState, x: number): Stroke {
  const swing = hand(index)
  return {
    index,
    state,
    across: true,
    from: [x - REACH, 29.5 + swing(1)],
    bend: [x + 1.5 * PITCH, 19.5 + swing(1)],
    to: [x + 3 * PITCH + REACH, 10 + swing(1)]
  }
}

const short = (value: number): number => Math.round(value * 10) / 10

/** The stroke as one line: pen on paper, marker on a whiteboard. */
export const penPath = ({ from, bend, to }: Stroke): string =>
  `M${short(from[0])} ${short(from[1])}Q${short(bend[0])} ${short(bend[1])} ${short(to[0])} ${short(to[1])}`

const CHALK_STEPS = 22
const CHALK_HALF = 2.55
const CHALK_SPECKS = 9

/** The stroke as chalk: a rough edge and specks where the board shows through (fill with the even-odd rule). */
export function chalkPath(stroke: Stroke): string {
  const swing = hand(stroke.index + 101)
  const edge = (side: 1 | -1): Point[] =>
    Array.from({ length: CHALK_STEPS + 1 }, (_, step) => {
      const end = step === 0 || step === CHALK_STEPS
      return beside(stroke, step / CHALK_STEPS, side * (CHALK_HALF * (end ? 0.6 : 1) + swing(0.5)))
    })
  const specks = Array.from({ length: CHALK_SPECKS }, () => {
    const at = 0.5 + swing(0.44)
    const aside = swing(1.9)
    const long = 0.012 + Math.abs(swing(0.018))
    return polygon([
      beside(stroke, at - long, aside),
      beside(stroke, at, aside + 0.35),
      beside(stroke, at + long, aside),
      beside(stroke, at, aside - 0.35)
    ])
  })
  return polygon([...edge(1), ...edge(-1).reverse()]) + specks.join('')
}

/** The point at a part of the way along the stroke, so far beside it. */
function beside({ from, bend, to }: Stroke, part: number, distance: number): Point {
  const rest = 1 - part
  const along = (axis: 0 | 1) => rest * rest * from[axis] + 2 * rest * part * bend[axis] + part * part * to[axis]
  const slope = (axis: 0 | 1) => 2 * rest * (bend[axis] - from[axis]) + 2 * part * (to[axis] - bend[axis])
  const [dx, dy] = [slope(0), slope(1)]
  const length = Math.hypot(dx, dy)
  return [along(0) - (dy / length) * distance, along(1) + (dx / length) * distance]
}

/** Relative steps in tenths: half the bytes of absolute ones, and no drift, because each step starts at the rounded point. */
function polygon(points: Point[]): string {
  let [x, y] = [short(points[0]![0]), short(points[0]![1])]
  let path = `M${x} ${y}`
  for (const point of points.slice(1)) {
    const [dx, dy] = [short(point[0] - x), short(point[1] - y)]
    path += `l${dx} ${dy}`
    ;[x, y] = [short(x + dx), short(y + dy)]
  }
  return path + 'z'
}
