/** A value of a goal at a moment: days, sessions or milliseconds, as long as it grows. */
export interface Measurement {
  at: number
  value: number
}

export interface Box {
  width: number
  height: number
  /** Air on all sides, so that dots and labels fit. */
  margin: number
}

export interface Line {
  points: { x: number; y: number }[]
  /** Height of the aim, or null when there is none. */
  aim: number | null
}

/**
 * Places measurements in a box: time to the right at its true pace, more upwards, the aim in view. Zero is in view only
 * where it is near: the question of a goal is "does it move towards the aim", not "how far is it from nothing".
 */
export function placeLine(measurements: readonly Measurement[], aim: number | null, box: Box): Line {
  const sorted = [...measurements].sort((one, other) => one.at - other.at)
  const values = [...sorted.map(({ value }) => value), ...(aim === null ? [] : [aim])]
  const x = scale(
    sorted.map(({ at }) => at),
    box.margin,
    box.width - box.margin,
    box.width - box.margin
  )
  const y = scale(values, box.height - box.margin, box.margin, box.height / 2)
  return { points: sorted.map(({ at, value }) => ({ x: x(at), y: y(value) })), aim: aim === null ? null : y(aim) }
}

/** From the range of the values to the range on paper; where all are the same there is no range, only a place. */
function scale(values: number[], start: number, end: number, only: number): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (!(high > low)) return () => only
  return (value) => start + ((value - low) / (high - low)) * (end - start)
}

const short = (value: number): number => Math.round(value * 10) / 10

export const linePath = (points: Line['points']): string =>
  points.map(({ x, y }, place) => `${place ? 'L' : 'M'}${short(x)} ${short(y)}`).join('')
