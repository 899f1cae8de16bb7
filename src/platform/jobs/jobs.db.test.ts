import { describe, expect, it } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { silentLog } from '#platform/db/log.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { enqueue, forgetJobs, PAUSES, TAKEN_FOR, takeJobs, type Job, type Outcome } from './queue.ts'
import { startWorker } from './worker.ts'

const database = await testDatabase()
const START = Date.parse('2026-10-13T14:00:00Z')

/** A queue of a kind of its own, in a time of its own, so that tests do not take each other's jobs. */
function aWorker(handle: (job: Job) => Promise<Outcome>, kind = `kind ${newId().slice(-12)}`) {
  let now = START
  const worker = startWorker({
    database,
    clock: () => now,
    handlers: { [kind]: handle },
    log: silentLog,
    every: 1_000_000
  })
  const ask = (key: string, school: Id = newId(), runAt = now) =>
    database.transact(school, (tx) => enqueue(tx, kind, key, runAt))
  const read = () =>
    database.signin(
      ({ sql }) => sql<{ key: string; outcome: string | null; attempts: number }[]>`
        select key, outcome, attempts from jobs where kind = ${kind} order by key`
    )
  return { ...worker, kind, ask, read, later: (ms: number) => (now += ms) }
}

describe('a job', () => {
  it('is done once, however often it was asked for', async () => {
    const done: string[] = []
    const queue = aWorker((job) => Promise.resolve((done.push(job.key), 'done' as const)))
    const school = newId()
    for (let n = 0; n < 3; n++) await queue.ask('a', school)
    await queue.runDue()
    await queue.ask('a', school)
    await queue.ask('a', newId())
    await queue.runDue()
    expect(done).toEqual(['a', 'a'])
  })

  it('is not asked for when the transaction fails', async () => {
    const queue = aWorker(() => Promise.resolve('done'))
    const failing = database.transact(newId(), async (tx) => {
      await enqueue(tx, queue.kind, 'a', START)
      throw new Error('not after all')
    })
    await expect(failing).rejects.toThrow('not after all')
    expect(await queue.read()).toEqual([])
  })

  it('waits until it is due', async () => {
    const queue = aWorker(() => Promise.resolve('done'))
    await queue.ask('a', newId(), START + 60_000)
    expect(await queue.runDue()).toBe(0)
    queue.later(60_000)
    expect(await queue.runDue()).toBe(1)
  })

  it('is shared by several workers, each job done by one', async () => {
    const done: string[] = []
    const kind = `kind ${newId().slice(-12)}`
    const handle = async (job: Job) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      done.push(job.key)
      return 'done' as const
    }
    const [one, other] = [aWorker(handle, kind), aWorker(handle, kind)]
    const keys = Array.from({ length: 30 }, (_, at) => String(at).padStart(2, '0'))
    for (const key of keys) await one.ask(key)
    await Promise.all([one.runDue(), other.runDue()])
    expect(done.toSorted()).toEqual(keys)
  })

  it('of somebody who took it and was killed is done by another, when the time for it is over', async () => {
    const queue = aWorker(() => Promise.resolve('done'))
    await queue.ask('a')
    const taken = await database.signin((tx) => takeJobs(tx, [queue.kind], START, 100))
    expect(taken).toHaveLength(1)
    expect(await queue.runDue()).toBe(0)
    queue.later(TAKEN_FOR)
    await queue.runDue()
    expect(await queue.read()).toEqual([{ key: 'a', outcome: 'done', attempts: 2 }])
  })

  it('that fails is tried again after longer and longer pauses, and is given up in the end', async () => {
    const tries: number[] = []
    let now = 0
    const queue = aWorker(() => {
      tries.push(now)
      return Promise.reject(new Error('no'))
    })
    await queue.ask('a')
    for (let n = 0; n < 20; n++) {
      await queue.runDue()
      const pause = PAUSES[Math.min(n, PAUSES.length - 1)]!
      now += pause
      queue.later(pause)
    }
    expect(tries).toHaveLength(PAUSES.length + 1)
    expect(await queue.read()).toEqual([{ key: 'a', outcome: 'failed', attempts: PAUSES.length + 1 }])
  })

  it('that was done is forgotten after a month', async () => {
    const queue = aWorker(() => Promise.resolve('dropped'))
    await queue.ask('a')
    await queue.runDue()
    await forgetJobs(database, START + 29 * 86_400_000)
    expect(await queue.read()).toHaveLength(1)
    await forgetJobs(database, START + 31 * 86_400_000)
    expect(await queue.read()).toEqual([])
  })

  it('cannot be read or changed from a school', async () => {
    const reading = database.read(newId(), ({ sql }) => sql`select * from signin.jobs`)
    await expect(reading).rejects.toThrow('permission denied')
  })
})
