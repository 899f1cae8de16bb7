import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { seeFirst } from './seen-first.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A page of ten files, of which nothing was drawn yet, on a device that keeps what `kept` has. */
function aPage(kept: Map<string, string> | null = new Map([['samenspel.letters', 'here']]), referrer = '') {
  const heard = new Map<string, () => void>()
  const files = Array.from({ length: 10 }, (_, at) => `file ${at}`)
  const asked: string[] = []
  const loaded: string[] = []
  const dataset: Record<string, string> = {}
  const frames: (() => void)[] = []
  const document = {
    documentElement: { dataset },
    referrer,
    addEventListener: (name: string, listen: () => void) => heard.set(name, listen),
    querySelector: () => ({
      content: {
        get children() {
          return files.filter((file) => !asked.includes(file))
        }
      }
    }),
    head: { append: (...some: string[]) => asked.push(...some) },
    fonts: { load: async (name: string) => void loaded.push(name) }
  }
  const page = {
    document,
    location: { origin: 'https://bord.example' },
    addEventListener: (name: string, listen: () => void) => heard.set(name, listen),
    requestAnimationFrame: (frame: () => void) => frames.push(frame),
    get localStorage() {
      if (!kept) throw new Error('nothing is kept here')
      return {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, is: string) => kept.set(key, is)
      }
    }
  } as unknown as Window & Parameters<typeof seeFirst>[0]
  seeFirst(page)
  let mayLoad = false
  void page.drawn!.then(() => (mayLoad = true))
  const draw = async () => {
    heard.get('DOMContentLoaded')!()
    for (const frame of frames) frame()
    await vi.advanceTimersByTimeAsync(1)
  }
  const touch = () => heard.get('pointerdown')!()
  return { page, draw, touch, files, asked, loaded, dataset, mayLoad: () => mayLoad }
}

test('the script comes when the page was drawn, and every file of it is asked for', async () => {
  const { draw, asked, files, mayLoad } = aPage()
  await vi.advanceTimersByTimeAsync(900)
  expect([asked, mayLoad()]).toEqual([[], false])
  await draw()
  expect(mayLoad()).toBe(true)
  await vi.advanceTimersByTimeAsync(100)
  expect(asked).toEqual(files)
})

test('where a browser can say that it is idle, the script comes when it is', async () => {
  const { page, draw, asked, mayLoad } = aPage()
  const idle: (() => void)[] = []
  const limits: unknown[] = []
  Object.assign(page, {
    requestIdleCallback: (then: () => void, limit: unknown) => limits.push(limit) && idle.push(then)
  })
  await draw()
  expect([asked, mayLoad()]).toEqual([[], false])
  idle.shift()!()
  await vi.advanceTimersByTimeAsync(1)
  expect([asked.length, mayLoad()]).toEqual([4, true])
  idle.shift()!()
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toHaveLength(8)
  // A browser that is never idle does it all the same.
  expect(limits[0]).toEqual({ timeout: 200 })
})

test('a page that is never drawn gets its script after a second', async () => {
  const { asked, files, mayLoad } = aPage()
  await vi.advanceTimersByTimeAsync(1100)
  expect([asked, mayLoad()]).toEqual([files, true])
})

test('a finger on the page and what it sends go before the files, for a second at most', async () => {
  const { page, draw, touch, asked, files, mayLoad } = aPage()
  touch()
  await draw()
  expect([asked, mayLoad()]).toEqual([[], false])
  let arrive = () => {}
  page.busy = new Promise<void>((resolve) => (arrive = resolve))
  await vi.advanceTimersByTimeAsync(600)
  expect(asked).toEqual([])
  arrive()
  await vi.advanceTimersByTimeAsync(100)
  expect([asked, mayLoad()]).toEqual([files, true])

  const lost = aPage()
  lost.page.busy = new Promise(() => {})
  await lost.draw()
  expect(lost.asked).toEqual([])
  await vi.advanceTimersByTimeAsync(1100)
  expect(lost.asked).toEqual(files)
})

test('our own letters come when everything works, the first time; from then on at once', async () => {
  const kept = new Map<string, string>()
  const first = aPage(kept)
  expect(first.dataset).toEqual({ plain: '' })
  first.page.pageWorks!()
  await vi.advanceTimersByTimeAsync(1)
  expect(first.loaded).toHaveLength(2)
  expect(first.dataset).toEqual({})
  const later = aPage(kept)
  expect([later.dataset, later.page.pageWorks]).toEqual([{}, undefined])
  // A browser that keeps nothing would see others each time.
  expect(aPage(null).dataset).toEqual({})
})

test('whoever comes from another page of ours has our letters, and from elsewhere not', () => {
  const kept = new Map<string, string>()
  expect(aPage(kept, 'https://bord.example.org/mail').dataset).toEqual({ plain: '' })
  expect(aPage(kept, 'https://bord.example/inloggen').dataset).toEqual({})
  expect(aPage(kept).dataset).toEqual({})
})

test('letters that did not come are tried again the next time, and do not stay away now', async () => {
  const kept = new Map<string, string>()
  const { page, dataset } = aPage(kept)
  Object.assign(page.document.fonts, { load: () => Promise.reject(new Error('no network')) })
  page.pageWorks!()
  await vi.advanceTimersByTimeAsync(1)
  expect([dataset, kept.size]).toEqual([{}, 0])
})

test('the letters are those of the tokens', async () => {
  const { page, loaded } = aPage(new Map())
  page.pageWorks!()
  await vi.advanceTimersByTimeAsync(1)
  const tokens = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
  const families = [...tokens.matchAll(/--font-(?:text|title): '([^']+)'/g)].map(([, family]) => family!)
  expect(families).toHaveLength(2)
  for (const family of families) expect(loaded.some((name) => name.includes(family))).toBe(true)
})
