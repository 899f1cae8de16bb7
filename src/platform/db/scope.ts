import type postgres from 'postgres'
import { isConnectionLost } from './failures.ts'

export type ScopedSql = postgres.TransactionSql

/** A query of postgres.js is sent by its handler once somebody awaits it; a fragment of another query never is. */
type Handled = Promise<unknown> & { handler: (query: Handled) => unknown; reject: (error: Error) => void }

/**
 * The span in which a transaction's queries may run. postgres.js itself does not guard it: a query awaited after the
 * end would run on a connection that serves somebody else by then, a query sent on a lost connection (its own ROLLBACK
 * too) crashes the process, and one that fails after the last await turns COMMIT into a silent ROLLBACK.
 */
export type Scope = {
  /** `sql` as postgres.js gives it, held to this span. */
  guard(sql: ScopedSql): ScopedSql
  /** No query may start any more; resolves when those that did are answered. */
  end(): Promise<void>
  /** The connection is gone: whatever still runs in here has nobody to talk to. */
  abandon(): void
  isLost(): boolean
}

export function openScope(): Scope {
  let state: 'open' | 'ended' | 'lost' = 'open'
  const running = new Set<Promise<unknown>>()

  const whyClosed = () =>
    state === 'ended'
      ? new Error('This transaction has ended: use tx only inside the function it was given to, and await its queries')
      : Object.assign(new Error('The connection of this transaction was lost'), { code: 'CONNECTION_CLOSED' })

  const assertOpen = () => {
    if (state !== 'open') throw whyClosed()
  }

  /** Attached without `query.then`, which would send the query. */
  const watch = <Q>(made: Q): Q => {
    if (!(made instanceof Promise)) return made
    const query = made as unknown as Handled
    const send = query.handler
    query.handler = (self) => {
      if (state !== 'open') return self.reject(whyClosed())
      running.add(self)
      return send(self)
    }
    void Promise.prototype.then.call(
      query,
      () => running.delete(query),
      (error) => {
        running.delete(query)
        if (isConnectionLost(error)) state = 'lost'
      }
    )
    return made
  }

  const guard = (sql: ScopedSql): ScopedSql =>
    new Proxy(sql, {
      apply(target, self, args) {
        assertOpen()
        return watch(Reflect.apply(target as never, self, args))
      },
      get(target, key) {
        switch (key) {
          case 'json':
            // A string would otherwise be taken for JSON text that is ready.
            return (value: unknown) => target.json(JSON.stringify(value))
          case 'unsafe':
          case 'file':
            return (...args: never[]) => {
              assertOpen()
              return watch(Reflect.apply(target[key], target, args))
            }
          case 'savepoint':
            return (fn: (sql: ScopedSql) => unknown) => {
              assertOpen()
              return target.savepoint((inner) => fn(guard(inner)))
            }
          default:
            return Reflect.get(target, key)
        }
      }
    })

  return {
    guard,
    async end() {
      if (state === 'open') state = 'ended'
      await Promise.allSettled(running)
    },
    abandon: () => void (state = 'lost'),
    isLost: () => state === 'lost'
  }
}
