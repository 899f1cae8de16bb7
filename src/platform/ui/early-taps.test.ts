import { expect, test } from 'vitest'
import { replayEarlyTaps } from './early-taps.ts'

const button = (isConnected: boolean) => ({
  isConnected,
  taps: 0,
  click() {
    this.taps++
  }
})

test('what was tapped too early is done once, if it is still there', () => {
  const [there, gone] = [button(true), button(false)]
  const page = { earlyTaps: new Set([there, gone, null]) }
  replayEarlyTaps(page)
  replayEarlyTaps(page)
  expect([there.taps, gone.taps]).toEqual([1, 0])
})

test('a page on which nothing was kept does nothing', () => {
  expect(() => replayEarlyTaps({})).not.toThrow()
})
