/** Runs in a thread of its own, started by `roster-thread.server.ts`: whatever a file does, it does it here. */
import { parentPort, workerData } from 'node:worker_threads'
import type { KnownPerson } from '../core/roster/known-person.ts'
import { readGrid } from '../core/roster/read-grid.ts'
import type { Grid, GridRow } from '../core/roster/grid.ts'
import type { ReadingChoices, ReadRow } from '../core/roster/types.ts'
import { readBytes } from './read-bytes.server.ts'
import { SlicedPort } from './sliced-port.server.ts'

export type WorkerOrder =
  | { kind: 'file'; bytes: Uint8Array; choices: ReadingChoices }
  /** The rows follow in slices; so do those of a plan. */
  | { kind: 'grid'; grid: Grid; choices: ReadingChoices }
  | { kind: 'plan' }

const order = workerData as WorkerOrder
const hasAll = Promise.withResolvers<void>()
const port = new SlicedPort(parentPort!, () => hasAll.resolve())

async function read(choices: ReadingChoices, grid: Grid, isDistilled: boolean): Promise<void> {
  const reading = readGrid(grid, choices, (done, of) => port.say({ progress: { done, of } }))
  if (!reading.ok) return port.say({ done: reading })
  const { rows, ...rest } = reading.value
  const [sheet] = grid
  await port.send('rows', rows)
  if (isDistilled) await port.send('grid', sheet!.rows)
  port.say({ done: { ok: true, value: rest }, sheet: isDistilled ? { ...sheet, rows: [] } : null })
}

if (order.kind === 'file') {
  const grid = await readBytes(order.bytes)
  // a file that told its columns itself held more than people of the school: only what was taken of it is kept
  if (grid.ok)
    await read(
      order.choices,
      grid.value,
      grid.value.some(({ columns }) => columns)
    )
  else port.say({ done: grid })
} else {
  await hasAll.promise
  if (order.kind === 'grid')
    await read(
      order.choices,
      order.grid.map((sheet) => ({ ...sheet, rows: port.rowsOf<GridRow>('grid') })),
      false
    )
  else {
    const { planImport } = await import('../core/roster/plan.ts')
    const known = port.rowsOf<KnownPerson>('known')
    const plan = planImport(known, { rows: port.rowsOf<ReadRow>('rows'), columns: [] })
    // the rows themselves are there already
    await port.send(
      'plan',
      plan.rows.map(({ person: _person, line: _line, lines: _lines, ...decided }) => decided)
    )
    await port.send(
      'leaving',
      plan.leaving.map(({ id }) => id)
    )
    port.say({ done: { ok: true, value: null } })
  }
}
