import type * as Parts from './parts.ts'

const RETRY = 2000
/** The server has them at once, so that a board stands there whole before its script has come. */
let parts = $state.raw<typeof Parts | null>(import.meta.env.SSR ? await import('./parts.ts') : null)
let isLoading = false

/** The parts that come after the page; null = not here yet. */
export const boardParts = (): typeof Parts | null => parts

/** Fetches them, and tries again while there is no network: a board that is open keeps working. */
export async function loadBoardParts(): Promise<void> {
  if (parts || isLoading) return
  isLoading = true
  try {
    parts = await import('./parts.ts')
  } catch {
    setTimeout(() => void loadBoardParts(), RETRY)
  } finally {
    isLoading = false
  }
}
