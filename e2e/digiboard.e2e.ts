import type { Page } from '@playwright/test'
import { openWorld, type World } from '../tools/world.ts'
import { tellThreeWeeks, tellToday } from './support/content.ts'
import { open, pairBoard } from './support/hands.ts'
import { makeTeam } from './support/team.ts'
import { BOARD, expect, test } from './support/test.ts'

let world: World

test.beforeAll(async () => {
  world = await openWorld()
})
test.afterAll(() => world?.close())

type Zone = { lines: number; wholly: number[]; cut: string[] }

/** What a room sees of each part of the board: which lines stand there wholly, and which are cut in two at its foot. */
const lookAt = (page: Page): Promise<Zone[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-more]')].map((more) => {
      const zone = more.parentElement!
      const { top, bottom } = zone.getBoundingClientRect()
      // What the button stands in covers the lines that are left for the next page.
      const foot = more.querySelector('button') ? more.getBoundingClientRect().top : bottom
      const lines = [...zone.querySelectorAll('li')].filter(
        (line) => !line.querySelector('li') && line.checkVisibility() && line.offsetHeight > 0
      )
      const boxes = lines.map((line) => ({ line, box: line.getBoundingClientRect() }))
      const fits = ({ height }: DOMRect) => height <= foot - top
      return {
        lines: lines.length,
        wholly: boxes.flatMap(({ box }, place) => (box.top >= top - 1 && box.bottom <= foot + 1 ? [place] : [])),
        cut: boxes
          .filter(({ box }) => fits(box) && box.top < foot - 1 && box.bottom > foot + 1 && box.top >= top)
          .map(({ line }) => line.innerText)
      }
    })
  )

test('on a small digiboard no line is cut in two, and each comes by', async ({ devices }) => {
  test.setTimeout(600_000)
  const team = await makeTeam(await world.app())
  const member = await devices.open('Noor', { cookie: await team.cookieOf('Noor') })
  const wall = await devices.open('digibord', { ...BOARD, viewport: { width: 1280, height: 720 } })
  await pairBoard(wall, member, world.url, team.unit)
  const story = await tellThreeWeeks(await world.app(), team, Date.now())

  let turned = 0
  const inspect = async (phase: string) => {
    await open(wall, `${world.url}/digibord`)
    await expect(async () => expect((await lookAt(wall)).flatMap(({ cut }) => cut)).toEqual([])).toPass({
      timeout: 20_000
    })
    for (const place of (await lookAt(wall)).keys()) {
      const seen = new Set<number>()
      for (;;) {
        const zone = (await lookAt(wall))[place]!
        expect(zone.cut, `${phase}: cut in two`).toEqual([])
        for (const line of zone.wholly) seen.add(line)
        const more = wall.locator('[data-more]').nth(place).getByRole('button', { name: /^Nog / })
        if (!(await more.isVisible())) {
          expect(seen.size, `${phase}: lines that came by`).toBe(zone.lines)
          break
        }
        const before = seen.size
        await more.click()
        turned++
        await expect
          .poll(async () => new Set([...seen, ...(await lookAt(wall))[place]!.wholly]).size)
          .toBeGreaterThan(before)
      }
    }
  }
  await inspect('between two sessions')
  await tellToday(story, inspect)
  expect(turned).toBeGreaterThan(5)
})
