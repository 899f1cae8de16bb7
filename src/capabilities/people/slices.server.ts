/** Rows at a time: few enough that nobody waits for them, enough that the turns cost little. */
const SLICE = 500

/**
 * Goes over many rows without holding up whoever else this process serves: between slices everybody has a turn, and
 * somebody may stop it.
 */
export async function inSlices<T>(
  items: readonly T[],
  work: (slice: readonly T[], done: number) => Promise<void> | void,
  signal?: AbortSignal
): Promise<void> {
  for (let at = 0; at < items.length; at += SLICE) {
    signal?.throwIfAborted()
    await new Promise((resolve) => setImmediate(resolve))
    await work(items.slice(at, at + SLICE), at)
  }
}
