import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until something is so; fails when it takes longer (ms) than anybody would. */
export async function until(isSo: () => boolean, patience: number, what = 'rest'): Promise<true> {
  const deadline = Date.now() + patience
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await sleep(20)
  }
  return true
}
