/** How long it takes to make schools with a past: the demonstration school, and many small ones. */
import { makeDemonstration } from '#demo/server'
import { makeSchools } from '#demo/testing'
import { openWorld } from '../tools/world.ts'
import { figure, held, type Section } from './report.ts'

const AIM = 10

export async function benchSchools({ quick }: { quick: boolean }): Promise<Section> {
  const world = await openWorld()
  try {
    const { database } = await world.app()
    const now = Date.now()
    const begun = performance.now()
    const demo = await makeDemonstration(database, { name: 'De Wilgenhoek', seed: 5, now })
    if (!demo.ok) throw new Error(demo.failure.code)
    const seconds = (performance.now() - begun) / 1000
    const count = quick ? 10 : 500
    const many = performance.now()
    const made = await makeSchools(database, { count, now })
    const events = [demo.value, ...made].map(({ units }) => units.reduce((sum, unit) => sum + unit.events, 0))
    return {
      title: 'Making schools with a past',
      blocks: [
        'Half a year of board sessions, told through the rules of the board, stored on disk. Small schools have two units.',
        {
          columns: ['schools', 'events', 'seconds', 'aim'],
          rows: [
            ['1 of 30 people, 5 units', String(events[0]), figure(seconds, 1), held(seconds < AIM, `under ${AIM} s`)],
            [
              `${count} small ones`,
              String(events.slice(1).reduce((sum, part) => sum + part, 0)),
              figure((performance.now() - many) / 1000, 0),
              ''
            ]
          ]
        }
      ]
    }
  } finally {
    await world.close()
  }
}
