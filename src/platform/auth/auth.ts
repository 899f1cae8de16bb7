import type { Clock } from '#kernel/clock.ts'
import { Refusal, type Failure } from '#kernel/errors.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Database, SigninTx } from '#platform/db/door.ts'
import type { Log } from '#platform/db/log.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import type { SecretKey } from './seal.ts'
import { openSessions, type SessionMemory, type Sessions } from './sessions.ts'

export type AuthOptions = {
  database: Pick<Database, 'signin'>
  clock: Clock
  mailer: Mailer
  /** PUBLIC_URL: where people reach this installation, `https://samenspel.school.nl`. */
  publicUrl: string | null
  /** With what the secrets of second steps are sealed; asked for when one is first needed. */
  secretKey: SecretKey
  log: Log
  memory?: SessionMemory
}

/** What the use cases of signing in share. */
export type Auth = Omit<AuthOptions, 'publicUrl' | 'memory'> & {
  /** Where links in mails lead to; set whenever mail is. */
  publicUrl: string
  sessions: Sessions
  /**
   * Work whose outcome must not be seen in the answer, nor in how long it took: mailing an address, if it has an
   * account. What fails is logged.
   */
  later(name: string, work: () => Promise<Result<void>>): void
  /** Resolves when the work for later is done: before closing down. */
  settled(): Promise<void>
}

/**
 * Mail needs PUBLIC_URL. A link built on the address that a request names (its Host header) could be led to a site
 * of somebody else by that somebody, together with the token in it: asking for a link takes no account.
 */
export function openAuth({ publicUrl, memory, ...parts }: AuthOptions): Auth {
  if (parts.mailer.isConfigured && !isWebAddress(publicUrl))
    throw new Error('PUBLIC_URL is needed beside SMTP_URL, as: https://samenspel.school.nl')
  const running = new Set<Promise<void>>()
  const run = async (name: string, work: () => Promise<Result<void>>) => {
    try {
      const outcome = await work()
      if (!outcome.ok) parts.log.warn({ failure: outcome.failure }, name)
    } catch (error) {
      parts.log.error({ err: error }, name)
    }
  }
  return {
    ...parts,
    publicUrl: publicUrl ?? '',
    sessions: openSessions(parts.database, parts.clock, memory),
    later(name, work) {
      const promise = run(name, work).finally(() => running.delete(promise))
      running.add(promise)
    },
    async settled() {
      while (running.size) await Promise.all(running)
    }
  }
}

const isWebAddress = (text: string | null): boolean =>
  text !== null && URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)

/** A transaction on the accounts that is rolled back when it ends in a refusal. */
export async function settle<T>(
  { database }: Pick<Auth, 'database'>,
  decide: (tx: SigninTx) => Promise<Result<T>>
): Promise<Result<T>> {
  try {
    return ok(await database.signin(async (tx) => valueOf(await decide(tx))))
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.failure)
    throw error
  }
}

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Refusal(result.failure as Failure)
}
