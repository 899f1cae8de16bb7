import type * as Parts from './parts.ts'

const RETRY = 2000
let parts = $state.raw<typeof Parts | null>(null)
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
