import type * as Parts from './parts.ts'

export type LaterParts = typeof Parts

const RETRY = 2000
let parts = $state.raw<LaterParts | null>(null)
let loading: Promise<void> | undefined
let isMissing = $state(false)

/** The parts that come after the page; null = not here yet. */
export const laterParts = (): LaterParts | null => parts

/** Fetching them has failed: there is no network, and they were not on this device yet. */
export const arePartsMissing = (): boolean => isMissing && parts === null

/** Fetches them, and tries again while there is no network: a board that is open keeps working. */
export function loadParts(): Promise<void> {
  loading ??= parts ? Promise.resolve() : fetchParts()
  return loading
}

async function fetchParts(): Promise<void> {
  while (!parts) {
    try {
      parts = await import('./parts.ts')
    } catch {
      isMissing = true
      await new Promise((resolve) => setTimeout(resolve, RETRY))
    }
  }
}
