/**
 * How far the server's clock is from this device's. A page that was kept on the device brings the time at which it was
 * made, which may be days ago; then what the server last said over the live line is nearer to the truth.
 */
const PLACE = 'samenspel.clock'

type Known = { server: number; offset: number }

function known(): Known | null {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? 'null') as Known | null
  } catch {
    return null
  }
}

/** `offset` as the page says it, or the one that was known when the page is older than that. */
export function knownOffset(offset: number, now = Date.now()): number {
  const last = known()
  return last && now + offset < last.server ? last.offset : offset
}

/** The server has just said what time it is. */
export function keepOffset(server: number, now = Date.now()): number {
  const offset = server - now
  try {
    localStorage.setItem(PLACE, JSON.stringify({ server, offset } satisfies Known))
  } catch {
    // Nothing can be kept: a page that opens later asks anew.
  }
  return offset
}
