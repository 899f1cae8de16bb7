/** Runs in a thread of its own, started by `read-roster.server.ts`: whatever a file does, it does it here. */
import { parentPort, workerData } from 'node:worker_threads'
import { readGrid } from '../core/roster/read-grid.ts'
import type { ReadingChoices } from '../core/roster/types.ts'
import { readBytes } from './read-bytes.server.ts'

export type WorkerOrder = { bytes: Uint8Array; choices: ReadingChoices }

const { bytes, choices } = workerData as WorkerOrder
const grid = await readBytes(bytes)
parentPort?.postMessage(grid.ok ? readGrid(grid.value, choices) : grid)
