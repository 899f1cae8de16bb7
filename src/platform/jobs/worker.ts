import type { Clock } from '#kernel/clock.ts'
import type { Database } from '#platform/db/door.ts'
import type { Log } from '#platform/db/log.ts'
import { settleJob, takeJobs, type Job, type Outcome } from './queue.ts'

export type Handlers = Record<string, (job: Job) => Promise<Outcome>>

export type WorkerParts = {
  database: Pick<Database, 'signin'>
  clock: Clock
  handlers: Handlers
  log: Log
  /** How often (ms) is looked for work. */
  every?: number
}

/** Jobs of one worker at the same time: enough to keep a mail server busy, few enough to keep the boards quick. */
const AT_ONCE = 4

export type Worker = {
  /** Does everything that is due, and resolves when that is done. */
  runDue(): Promise<number>
  /** The same, for whoever does not wait for it; a fault is logged. */
  look(): void
  /** Takes nothing more, and resolves when what it was doing is done. */
  stop(): Promise<void>
}

/** Does the jobs of this database as they come due; as many workers as there are processes share them. */
export function startWorker({ database, clock, handlers, log, every = 5_000 }: WorkerParts): Worker {
  const kinds = Object.keys(handlers)
  let isStopping = false
  let running: Promise<number> = Promise.resolve(0)

  async function doOne(job: Job): Promise<void> {
    let outcome: Outcome
    try {
      outcome = await handlers[job.kind]!(job)
    } catch (error) {
      log.error({ err: error, job: job.kind, attempts: job.attempts }, 'a job failed')
      outcome = { again: 0 }
    }
    await database.signin((tx) => settleJob(tx, job, outcome, clock()))
  }

  async function run(): Promise<number> {
    let done = 0
    while (!isStopping) {
      const jobs = await database.signin((tx) => takeJobs(tx, kinds, clock(), AT_ONCE))
      if (jobs.length === 0) break
      await Promise.all(jobs.map(doOne))
      done += jobs.length
    }
    return done
  }

  const runDue = () => (running = running.catch(() => 0).then(run))
  const look = () => void runDue().catch((error: unknown) => log.error({ err: error }, 'looking for jobs failed'))
  const timer = setInterval(look, every)
  timer.unref()
  return {
    runDue,
    look,
    async stop() {
      isStopping = true
      clearInterval(timer)
      await running.catch(() => {})
    }
  }
}
