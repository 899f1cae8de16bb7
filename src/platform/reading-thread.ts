import { Worker } from 'node:worker_threads'
import { refuse, type Result } from '#kernel/result.ts'
import { sourceFile } from '#platform/source-file.ts'

/** What a thread that reads somebody's file may use, by default. */
const LIMITS = { milliseconds: 30_000, megabytes: 384 }

/**
 * Reads a file in a thread with a memory and a time limit, so that one made to do harm costs that thread and is refused
 * as too large. `worker` is the path of its source from the root; it answers with one message. Throws when it breaks.
 */
export function readInThread<Value>(worker: string, order: unknown, limits = LIMITS): Promise<Result<Value>> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(sourceFile(worker), {
      workerData: order,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes }
    })
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      settle()
      void thread.terminate()
    }
    const tooLarge = () => finish(() => resolve(refuse({ code: 'too_large' })))
    const timer = setTimeout(tooLarge, limits.milliseconds)
    thread.once('message', (answer: Result<Value>) => finish(() => resolve(answer)))
    thread.once('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : finish(() => reject(error))
    )
    thread.once('exit', (code) => finish(() => reject(new Error(`${worker} ended with ${code} and no answer`))))
  })
}
