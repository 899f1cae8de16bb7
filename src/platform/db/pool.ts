import { setTimeout as sleep } from 'node:timers/promises'
import { openClient, type Client, type ClientOptions, type Target } from './client.ts'
import { ConnectionLost, databaseUnavailable, isConnectionLost } from './failures.ts'

/**
 * A few connections, and the line of who waits for one. The line is ours and not that of postgres.js, because a
 * connection that was lost in the middle of a query knocks without a pause at a server that is starting up, as long
 * as somebody waits for it. So nobody does: while the database is away one probe looks for it, and the line waits.
 */
export type Pool = {
  client: Client
  /**
   * Runs `work` when a connection is free and the database is there; waits for the latter until `deadline`. A
   * `ConnectionLost` from it tells that the database went away.
   */
  use<T>(deadline: number, work: () => Promise<T>): Promise<T>
  end(): Promise<void>
}

const PROBE_PAUSE = 50

export function openPool(target: Target, options: ClientOptions): Pool {
  const client = openClient(target, options)
  const line: (() => void)[] = []
  let free = options.max
  let isOpen = true
  let isAway: { cause: unknown; back: Promise<void> } | undefined

  async function takeTurn(): Promise<void> {
    if (free > 0) free--
    else await new Promise<void>((resolve) => line.push(resolve))
  }

  function passTurn(): void {
    const next = line.shift()
    if (next) next()
    else free++
  }

  async function awaitReturn(): Promise<void> {
    while (isOpen && !(await answers(target))) await sleep(PROBE_PAUSE, undefined, { ref: false })
    isAway = undefined
  }

  return {
    client,
    async use(deadline, work) {
      await takeTurn()
      try {
        if (isAway) await Promise.race([isAway.back, sleep(deadline - Date.now(), undefined, { ref: false })])
        if (isAway) throw databaseUnavailable(isAway.cause)
        return await work()
      } catch (error) {
        if (error instanceof ConnectionLost) isAway ??= { cause: error.cause, back: awaitReturn() }
        throw error
      } finally {
        passTurn()
      }
    },
    async end() {
      isOpen = false
      // Not without a limit: a connection that was lost in the middle of a query would be waited for for ever.
      await client.end({ timeout: 0 })
    }
  }
}

/** Other troubles than being away are for who asks a real question. */
async function answers(target: Target): Promise<boolean> {
  const probe = openClient(target, { max: 1 })
  try {
    await probe`select 1`
    return true
  } catch (error) {
    return !isConnectionLost(error)
  } finally {
    await probe.end({ timeout: 0 })
  }
}
