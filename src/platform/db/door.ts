import { setTimeout as sleep } from 'node:timers/promises'
import { isId, type Id } from '#kernel/id.ts'
import type { Target } from './client.ts'
import { silentLog, type Log } from './log.ts'
import { openNotices, type OpenNotices } from './notices.ts'
import { openPool } from './pool.ts'
import { runTransaction, type Plan, type Tx, type Work } from './transaction.ts'

export type { Tx } from './transaction.ts'

/** A transaction on the accounts, which belong to no school. */
export type SigninTx = Work

export type Database = {
  /** A read-only look at one moment (repeatable read). May call `fn` again when the connection is lost. */
  read<T>(school: Id, fn: (tx: Tx) => Promise<T> | PromiseLike<T>): Promise<T>
  /** Reads and writes; all or nothing. May call `fn` again after a collision: keep effects for `onCommit`. */
  transact<T>(school: Id, fn: (tx: Tx) => Promise<T> | PromiseLike<T>): Promise<T>
  /** Reads and writes the accounts; the only way to them. */
  signin<T>(fn: (tx: SigninTx) => Promise<T> | PromiseLike<T>): Promise<T>
  /**
   * Follows what other processes `announce`. `onGap` is called at each (re)connection: something may have been
   * missed before it. Resolves to a function that stops.
   */
  listen(channel: string, onMessage: (payload: unknown) => void, onGap?: () => void): Promise<() => Promise<void>>
  /** The way on which the processes on this database call each other (`notices.ts`). */
  openNotices: OpenNotices
  /** Waits for the transactions that run, at most five seconds, and lets go of the connections. */
  close(): Promise<void>
}

export type DatabaseOptions = {
  target: Target
  log?: Log
  /** Connections for the schools' data, and for the accounts. */
  connections?: { tenant: number; signin: number }
  /** How long (ms) a read, or a write that has not begun, waits for a database that is coming back. */
  patience?: number
}

/** How long (ms) closing waits for transactions that still run. */
const CLOSING = 5000
/** A query that takes longer is broken off; a transaction that idles longer is ended, so that it holds no locks. */
const LIMITS = { statement_timeout: 10_000, idle_in_transaction_session_timeout: 30_000 }

/**
 * The one way to the data. Row-level security sees `app.school`, which every transaction sets for itself; without it
 * no row is seen. Each pool starts its connections in a role of its own, so that `reset role` comes back to that role.
 * postgres.js awaits BEGIN; the school travels together with the first query after it.
 */
export function openDatabase({ target, log = silentLog, connections, patience = 3000 }: DatabaseOptions): Database {
  const tenant = openPool(target, {
    max: connections?.tenant ?? 12,
    session: { ...LIMITS, role: 'samenspel_tenant', search_path: 'public' }
  })
  const signin = openPool(target, {
    max: connections?.signin ?? 3,
    session: { ...LIMITS, role: 'samenspel_signin', search_path: 'signin' }
  })

  const running = new Set<Promise<unknown>>()

  async function run<T>(plan: Omit<Plan<T>, 'patience'>): Promise<T> {
    const { value, effects } = await runTransaction({ ...plan, patience })
    for (const effect of effects) {
      try {
        await effect()
      } catch (error) {
        log.error({ err: error }, 'an effect after a commit failed')
      }
    }
    return value
  }

  /** Notes what runs, so that closing can wait for it. */
  function start<T>(plan: Omit<Plan<T>, 'patience'>): Promise<T> {
    const work = run(plan)
    running.add(work)
    const done = () => void running.delete(work)
    work.then(done, done)
    return work
  }

  const inSchool =
    (mode: Plan<unknown>['mode']): Database['read'] =>
    async (school, fn) => {
      if (!isId(school)) throw new TypeError('A transaction needs the id of a school')
      return start({ pool: tenant, mode, school, fn: async (tx) => fn(tx) })
    }

  return {
    read: inSchool('read'),
    transact: inSchool('write'),
    signin: async (fn) => start({ pool: signin, mode: 'write', fn: async (tx) => fn(tx) }),
    async listen(channel, onMessage, onGap) {
      const { unlisten } = await tenant.client.listen(channel, (payload) => onMessage(JSON.parse(payload)), onGap)
      return async () => {
        await unlisten()
      }
    },
    openNotices: (handlers) => openNotices(target, handlers),
    async close() {
      await Promise.race([Promise.allSettled(running), sleep(CLOSING, undefined, { ref: false })])
      await Promise.all([tenant.end(), signin.end()])
    }
  }
}

/** Tells the other processes on this database, at the commit. Small: a payload is at most 8000 bytes. */
export function announce(tx: Pick<Tx, 'sql'>, channel: string, payload: unknown): PromiseLike<unknown> {
  return tx.sql`select pg_notify(${channel}, ${JSON.stringify(payload)})`
}
