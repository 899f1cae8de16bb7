import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openClient } from '../client.ts'
import { testDatabase } from '../testing.ts'
import { copyOut } from './copy-out.ts'

const database = await testDatabase()

/** From what fits in every buffer on the way to what fills them all, several times over. */
const ROWS = [0, 1, 10, 60, 64, 65, 70, 100, 128, 130, 200, 256, 300, 500, 1000, 3000]

it('gives every row, and leaves the connection free, however slowly the rows are taken', async () => {
  const client = openClient(database.app, { max: 1 })
  await client.begin(async (tx) => {
    for (const rows of ROWS)
      for (const eager of [true, false]) {
        let bytes = 0
        const copied = copyOut(tx, `copy (select repeat('x', 1023) from generate_series(1, ${rows})) to stdout`)
        for await (const row of copied) {
          bytes += row.length
          if (!eager) await turn()
        }
        expect(bytes).toBe(rows * 1024)
        expect(await tx`select 1 as one`).toEqual([{ one: 1 }])
      }
  })
  await client.end()
})
