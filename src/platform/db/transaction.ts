import { setTimeout as sleep } from 'node:timers/promises'
import type { Id } from '#kernel/id.ts'
import {
  ConnectionLost,
  databaseUnavailable,
  diskFull,
  isCollision,
  isConnectionLost,
  isDiskFull,
  unreadable
} from './failures.ts'
import type { Pool } from './pool.ts'
import { openScope, type ScopedSql } from './scope.ts'

/** What runs inside one transaction. */
export type Work = {
  /** postgres.js, bound to this transaction. */
  readonly sql: ScopedSql
  /** Runs after a successful commit, in order; an error in it is logged, for the commit stands. */
  onCommit(fn: () => unknown): void
}

/** A transaction in which one school is seen, and nothing else. */
export type Tx = Work & { readonly school: Id }

export type Mode = 'read' | 'write'
export type Effect = () => unknown
export type Plan<T> = { pool: Pool; mode: Mode; school?: Id; fn: (tx: Tx) => PromiseLike<T>; patience: number }

const BEGIN: Record<Mode, string> = { read: 'isolation level repeatable read read only', write: 'read write' }
const RETRIES = 3

/**
 * Runs a transaction to its commit, again after a collision, and again after a lost connection where that is safe.
 * Resolves to what it returned, and to what it wants done now that it stands.
 */
export async function runTransaction<T>(plan: Plan<T>): Promise<{ value: T; effects: Effect[] }> {
  const deadline = Date.now() + plan.patience
  for (let collisions = 0; ;) {
    try {
      return await plan.pool.use(deadline, () => attempt(plan))
    } catch (error) {
      if (isCollision(error) && collisions++ < RETRIES) {
        await sleep(Math.random() * 20 * collisions)
      } else if (error instanceof ConnectionLost) {
        // Asking again is safe before BEGIN and when nothing was written; otherwise only the caller can know.
        const isSafe = !error.hasBegun || plan.mode === 'read'
        if (!isSafe || Date.now() > deadline) throw databaseUnavailable(error.cause)
      } else throw isDiskFull(error) ? diskFull(error) : (unreadable(error) ?? error)
    }
  }
}

async function attempt<T>({ pool, mode, school, fn }: Plan<T>): Promise<{ value: T; effects: Effect[] }> {
  const scope = openScope()
  const effects: Effect[] = []
  let hasBegun = false
  let failure: unknown
  try {
    const value = await pool.client.begin(BEGIN[mode], async (raw) => {
      hasBegun = true
      const sql = scope.guard(raw)
      if (school !== undefined) void sql`select set_config('app.school', ${school}, true)`.execute()
      try {
        return await fn({ sql, school: school as Id, onCommit: (effect) => void effects.push(effect) })
      } catch (error) {
        throw (failure = error)
      } finally {
        await scope.end()
        // `begin` fails by itself when the connection closes. Leaving now would make it send ROLLBACK or COMMIT there.
        if (scope.isLost()) await new Promise(() => {})
      }
    })
    return { value: value as T, effects }
  } catch (error) {
    // What `fn` itself threw may look like a lost connection: that of its mail server, say.
    if (error === failure || !isConnectionLost(error)) throw error
    scope.abandon()
    throw new ConnectionLost(error, hasBegun)
  }
}
