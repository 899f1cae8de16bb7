import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '#kernel/id.ts'
import type { SentCommand } from '../core/commands.ts'
import { localOutbox } from './outbox.ts'

/** The browser's storage, as small as it can be. */
class Storage {
  readonly places = new Map<string, string>()
  isFull = false
  get length() {
    return this.places.size
  }
  key = (at: number) => [...this.places.keys()][at] ?? null
  getItem = (name: string) => this.places.get(name) ?? null
  removeItem = (name: string) => void this.places.delete(name)
  setItem = (name: string, value: string) => {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError')
    this.places.set(name, value)
  }
}

let storage: Storage
beforeEach(() => vi.stubGlobal('localStorage', (storage = new Storage())))
afterEach(() => vi.unstubAllGlobals())

const park = (text: string, now = Date.now()): SentCommand => ({
  key: newId(now),
  base: 0,
  command: { type: 'park', id: newId(), text }
})
const texts = (sent: SentCommand[]) => sent.map(({ command }) => 'text' in command && command.text)

const noor = { unit: newId(), me: newId() }

describe('what is kept on a device', () => {
  test('comes back in the order of entering, also when the clock was set back in between', () => {
    const now = Date.now()
    const outbox = localOutbox(noor)
    for (const sent of [park('eerst', now), park('later', now - 3_600_000), park('laatst', now - 7_200_000)])
      expect(outbox.put(sent)).toBe(true)
    expect(texts(localOutbox(noor).read())).toEqual(['eerst', 'later', 'laatst'])
  })

  test('is of one person and one unit: whoever signs in next finds nothing', () => {
    localOutbox(noor).put(park('van Noor'))
    localOutbox(noor).refuse({ key: newId(), command: park('x').command, failure: { code: 'not_allowed' } })
    for (const other of [
      { ...noor, me: newId() },
      { ...noor, unit: newId() },
      { ...noor, me: null }
    ]) {
      expect(localOutbox(other).read()).toEqual([])
      expect(localOutbox(other).refusals()).toEqual([])
    }
  })

  test('of two tabs is kept side by side', () => {
    const [one, other] = [localOutbox(noor), localOutbox(noor)]
    const sent = park('van de een')
    one.put(sent)
    other.put(park('van de ander'))
    expect(texts(one.read())).toEqual(['van de een', 'van de ander'])
    other.drop(sent.key)
    expect(texts(one.read())).toEqual(['van de ander'])
  })

  test('says so when the device is full or keeps nothing, and does not fail', () => {
    const outbox = localOutbox(noor)
    storage.isFull = true
    expect(outbox.put(park('past er niet bij'))).toBe(false)
    vi.stubGlobal('localStorage', undefined)
    expect(outbox.put(park('mag niet'))).toBe(false)
    expect(outbox.read()).toEqual([])
  })

  test('that cannot be read any more takes nothing else along', () => {
    const outbox = localOutbox(noor)
    outbox.put(park('goed'))
    storage.places.set(`samenspel.outbox.${noor.unit}.${noor.me}.kapot`, '{')
    expect(texts(outbox.read())).toEqual(['goed'])
  })

  test('and was refused stays with its reason until it is let go', () => {
    const refused = { key: newId(), command: park('te laat').command, failure: { code: 'session_moved_on' as const } }
    localOutbox(noor).refuse(refused)
    expect(localOutbox(noor).refusals()).toEqual([refused])
    localOutbox(noor).forgive(refused.key)
    expect(localOutbox(noor).refusals()).toEqual([])
  })
})
