import { newId, type Id } from '#kernel/id.ts'
import type { Database, SigninTx, Tx } from '#platform/db/door.ts'

/** Something to do once, for one school: `key` says about what. */
export type Job = { id: Id; school: Id; kind: string; key: string; attempts: number }

/** What came of doing a job: done, nothing to do any more, failed for good, or to be tried again after so long (ms). */
export type Outcome = 'done' | 'dropped' | 'failed' | { again: number }

/** For how long (ms) a job that was taken is left to who took it. */
export const TAKEN_FOR = 120_000
/** After the last of these pauses (ms) a job is given up: together about a day. */
export const PAUSES = [60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 43_200_000]
/** How long (ms) what was done is remembered, so that it is not done again. */
const REMEMBERED = 30 * 86_400_000

/** Asks for a job in the transaction that gives rise to it. Asking again for the same kind and key changes nothing. */
export async function enqueue(tx: Tx, kind: string, key: string, runAt: number): Promise<void> {
  await tx.sql`select enqueue_job(${newId()}, ${kind}, ${key}, ${new Date(runAt)})`
}

/** For how long (ms) changes of one thing are gathered; longer than a transaction lasts. */
const GATHERED = 60_000

/**
 * Tells that something changed, for whoever follows it. What changes several times within a minute is told once, and
 * after the last of them was committed.
 */
export async function enqueueChange(tx: Tx, kind: string, what: Id, now: number): Promise<void> {
  const minute = Math.floor(now / GATHERED)
  await enqueue(tx, kind, `${what}:${minute}`, (minute + 2) * GATHERED)
}

/**
 * Takes what is due, the longest waiting first. What somebody else has taken is passed over, and so is a kind that this
 * process does not know: a newer one beside it does.
 */
export async function takeJobs({ sql }: SigninTx, kinds: string[], now: number, most: number): Promise<Job[]> {
  const at = new Date(now)
  const rows = await sql<(Omit<Job, 'school'> & { school: Id })[]>`
    update jobs set taken_until = ${new Date(now + TAKEN_FOR)}, attempts = attempts + 1
    where id in (
      select id from jobs
      where done_at is null and run_at <= ${at} and kind = any(${kinds}) and (taken_until is null or taken_until <= ${at})
      order by run_at limit ${most} for update skip locked)
    returning id, school_id as school, kind, key, attempts`
  return [...rows]
}

/** Writes down what came of a job; after the last pause it has failed. */
export async function settleJob({ sql }: SigninTx, job: Job, outcome: Outcome, now: number): Promise<void> {
  if (typeof outcome === 'string') {
    await sql`update jobs set done_at = ${new Date(now)}, outcome = ${outcome}, taken_until = null where id = ${job.id}`
  } else if (job.attempts > PAUSES.length) {
    await sql`update jobs set done_at = ${new Date(now)}, outcome = 'failed', taken_until = null where id = ${job.id}`
  } else {
    const runAt = new Date(now + Math.max(outcome.again, PAUSES[job.attempts - 1]!))
    await sql`update jobs set run_at = ${runAt}, taken_until = null where id = ${job.id}`
  }
}

/** Forgets what was done long ago. */
export const forgetJobs = (database: Pick<Database, 'signin'>, now: number): Promise<unknown> =>
  database.signin(({ sql }) => sql`delete from jobs where done_at < ${new Date(now - REMEMBERED)}`)
