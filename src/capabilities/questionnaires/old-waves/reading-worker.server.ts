/** Runs in a thread of its own, started by `read-file.server.ts`: whatever a file does, it does it here. */
import { parentPort, workerData } from 'node:worker_threads'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { readCells } from '#people/server'
import type { Line } from '../core/old-wave.ts'

async function read(bytes: Uint8Array): Promise<Result<Line[]>> {
  const grid = await readCells(bytes)
  if (!grid.ok) return grid
  const sheet = grid.value.find(({ rows }) => rows.length > 1) ?? grid.value[0]
  if (!sheet) return refuse({ code: 'file_empty' })
  return ok(
    sheet.rows.map(({ line, cells }) => ({ line, cells: Array.from(cells, (cell) => cell?.text.trim() ?? '') }))
  )
}

parentPort!.postMessage(await read(workerData as Uint8Array))
