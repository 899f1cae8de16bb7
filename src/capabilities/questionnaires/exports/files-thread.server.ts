import { Worker } from 'node:worker_threads'
import { sourceFile } from '#platform/source-file.ts'
import type { Report } from './report.ts'

const WORKER = 'src/capabilities/questionnaires/exports/files-worker.server.ts'
/** A report takes a second or two; what takes this long (ms) hangs. */
const PATIENCE = 60_000

export type FileOrder = { kind: 'pdf' | 'slides'; report: Report }

/** One at a time, so that a meeting that presses all buttons does not take every processor. */
let line: Promise<unknown> = Promise.resolve()

/** Makes a file in a thread of its own: sessions at the boards go on meanwhile. */
export function makeFile(order: FileOrder): Promise<Buffer> {
  const made = line.then(() => inThread(order))
  line = made.catch(() => {})
  return made
}

const inThread = (order: FileOrder): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(sourceFile(WORKER), {
      workerData: order,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 512 }
    })
    const timer = setTimeout(() => fail(new Error('making a file took too long')), PATIENCE)
    const end = () => {
      clearTimeout(timer)
      void worker.terminate()
    }
    const fail = (error: Error) => {
      end()
      reject(error)
    }
    worker.once('message', (bytes: Uint8Array) => {
      end()
      resolve(Buffer.from(bytes))
    })
    worker.once('error', fail)
    worker.once('exit', (code) => fail(new Error(`the thread ended with ${code}`)))
  })
