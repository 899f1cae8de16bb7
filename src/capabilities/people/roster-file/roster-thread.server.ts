import { refuse, type Result } from '#kernel/result.ts'
import { Worker } from 'node:worker_threads'
import { sourceFile } from '#platform/source-file.ts'
import { WORKER_LIMITS, WORKERS } from './limits.server.ts'
import type { WorkerOrder } from './roster-worker.server.ts'
import { SlicedPort } from './sliced-port.server.ts'

const WORKER = 'src/capabilities/people/roster-file/roster-worker.server.ts'

export type ThreadOptions = {
  limits?: typeof WORKER_LIMITS
  /** Somebody presses stop: the thread ends at once. */
  signal?: AbortSignal | undefined
  /** How many of the rows have been read. */
  onProgress?: ((progress: { done: number; of: number }) => void) | undefined
}

export type Answer = { done: Result<unknown>; port: SlicedPort; message: Record<string, unknown> }

/**
 * Does one order in a thread with a memory and a time limit, so that a file made to do harm costs one thread for some
 * seconds and is refused as too large. `feed` sends the rows that belong to the order.
 */
export async function inThread(
  order: WorkerOrder,
  options: ThreadOptions,
  feed?: (port: SlicedPort) => Promise<void>
): Promise<Result<Answer>> {
  const release = await takeTurn()
  try {
    return options.signal?.aborted ? stopped : await runWorker(order, options, feed)
  } finally {
    release()
  }
}

const stopped = refuse({ code: 'import_stopped' })
const tooLarge = refuse({ code: 'too_large' })

function runWorker(
  order: WorkerOrder,
  { limits = WORKER_LIMITS, signal, onProgress }: ThreadOptions,
  feed?: (port: SlicedPort) => Promise<void>
): Promise<Result<Answer>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(sourceFile(WORKER), {
      workerData: order,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32 }
    })
    const stop = () => finish(() => resolve(stopped))
    const timer = setTimeout(() => finish(() => resolve(tooLarge)), limits.milliseconds)
    // the first to settle counts: ending the worker makes it report its exit as well
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      settle()
      void worker.terminate()
    }
    signal?.addEventListener('abort', stop)
    const port = new SlicedPort(worker, (message) => {
      const progress = message['progress'] as { done: number; of: number } | undefined
      if (progress) return onProgress?.(progress)
      finish(() => resolve({ ok: true, value: { done: message['done'] as Result<unknown>, port, message } }))
    })
    worker.once('error', (error: Error & { code?: string }) =>
      finish(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(tooLarge) : reject(error)))
    )
    worker.once('exit', (code) => finish(() => reject(new Error(`the roster worker ended with ${code} and no answer`))))
    if (feed) feed(port).then(() => port.say({ all: true }), reject)
  })
}

let running = 0
const waiting: (() => void)[] = []

/** Resolves when fewer than `WORKERS` threads run, with the function that ends the turn. */
async function takeTurn(): Promise<() => void> {
  if (running >= WORKERS) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  return () => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
