import type { Failure } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import type { BoardCommand, SentCommand } from '../core/commands.ts'
import type { Owner } from './outbox.ts'

/** Longer (ms) nobody waits for an answer. */
const PATIENCE = 15_000
/** Leading a session is for now: what could not be sent for this long (ms) no longer steers one. */
const STEERS_FOR = 2 * 3_600_000
const STEERING = new Set<BoardCommand['type']>([
  'start-session',
  'enter-phase',
  'choose-facilitator',
  'close-session',
  'reopen-session'
])

/**
 * A digiboard says that it is one: the browser on it may have somebody signed in as well. A person says who: should
 * somebody else be signed in here by now, then nothing goes along under that name.
 */
export const livePath = ({ unit, me }: Owner, what: 'events' | 'commands'): string =>
  `/live/units/${unit}/${what}?${me === null ? 'as=board' : `me=${me}`}`

/** Where a command was stored, or why not; null: no connection, or somebody else answered (a proxy, a hotel's page). */
export type Answer = { seq: number } | { status: number; error: Failure } | null

export async function sendCommand(path: string, sent: SentCommand): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE)
    })
    const { status } = response
    const { seq, error } = (await response.json()) as { seq?: unknown; error?: Failure }
    if (status === 200 && typeof seq === 'number') return { seq }
    return typeof error?.code === 'string' ? { status, error } : null
  } catch {
    return null
  }
}

/** What the server answers to who may see this: a stream that fails does not say why. Null: it did not answer. */
export async function askStatus(path: string): Promise<number | null> {
  const answer = await fetch(`${path}&probe=1`, { redirect: 'error' }).catch(() => null)
  return answer?.headers.get('content-type')?.startsWith('application/json') ? answer.status : null
}

/** Was this to steer a session, and is it too late for that? By the clock of the device that made its key. */
export function isTooLate({ key, command }: SentCommand, now = Date.now()): boolean {
  return STEERING.has(command.type) && now - madeAt(key) > STEERS_FOR
}

/** When the device made this key, by its own clock (ms). */
export const madeAt = (key: Id): number => Number.parseInt(key.replaceAll('-', '').slice(0, 12), 16)
