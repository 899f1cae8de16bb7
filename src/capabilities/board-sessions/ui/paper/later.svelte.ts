import type * as Parts from './parts.ts'

export type LaterParts = typeof Parts

const RETRY = 2000
/** The server has them at once, so that a session can be read without script whatever its phase. */
let parts = $state.raw<LaterParts | null>(import.meta.env.SSR ? await import('./parts.ts') : null)
let isLoading = false

/** The parts that come after the page; null = not here yet. */
export const laterParts = (): LaterParts | null => parts

/** Fetches them, and tries again while there is no network: a board that is open keeps working. */
export async function loadParts(): Promise<void> {
  if (parts || isLoading) return
  isLoading = true
  try {
    parts = await import('./parts.ts')
  } catch {
    setTimeout(() => void loadParts(), RETRY)
  } finally {
    isLoading = false
  }
}
