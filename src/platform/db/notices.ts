import { openClient, type Client, type Target } from './client.ts'

/**
 * How the processes on one database call each other: LISTEN and NOTIFY, and who is there to hear it. Small calls that
 * may be lost with a connection; `onGap` says when that may have happened.
 */
export type Notices = {
  /** Calls all that listen, this process included, each payload at most 8000 bytes. Rejects while the database is away. */
  tell(payloads: string[]): Promise<void>
  /** The names of the processes that listen now. A process that was killed is gone as soon as its connection is. */
  present(): Promise<Set<string>>
  /** Which database this is, the same for all its processes and different from any other's. */
  identity(): Promise<string>
  /** Listens anew, when `present` shows that this process is not heard of any more. */
  reopen(): Promise<void>
  close(): Promise<void>
}

export type NoticeHandlers = {
  channel: string
  /** How this process is known to the others, in the name of its connection. */
  name: string
  onNotice(payload: string): void
  /** Listening began, or began again: what was called before was not heard. */
  onGap(): void
}

const LABEL = 'samenspel luistert '

/** A call needs no disk: it is gone with the server anyway. */
const MOUTH = { max: 1, session: { synchronous_commit: 'off', statement_timeout: 5_000 } }

export type OpenNotices = (handlers: NoticeHandlers | null) => Promise<Notices>

/** Without handlers it only tells: a command that does its work and goes. */
export async function openNotices(target: Target, handlers: NoticeHandlers | null): Promise<Notices> {
  const mouth = openClient(target, MOUTH)
  let ears: Client | null = null

  async function listen(): Promise<void> {
    if (!handlers) return
    const { channel, name, onNotice, onGap } = handlers
    await ears?.end({ timeout: 0 })
    const opened = openClient(target, { max: 1, session: { application_name: `${LABEL}${name}` } })
    ears = opened
    await opened.listen(channel, onNotice, () => {
      if (ears === opened) onGap()
    })
  }
  await listen()

  return {
    async tell(payloads) {
      await mouth`select pg_notify(${handlers?.channel ?? RELAY_CHANNEL}, payload) from unnest(${payloads}::text[]) payload`
    },
    async present() {
      const rows = await mouth<{ name: string }[]>`
        select distinct application_name as name from pg_stat_activity
        where datname = current_database() and starts_with(application_name, ${LABEL})`
      return new Set(rows.map(({ name }) => name.slice(LABEL.length)))
    },
    async identity() {
      const [row] = await mouth<{ identity: string }[]>`
        select system_identifier || '.' || (select oid from pg_database where datname = current_database()) as identity
        from pg_control_system()`
      return row!.identity
    },
    reopen: listen,
    async close() {
      await Promise.all([mouth.end({ timeout: 1 }), ears?.end({ timeout: 0 })])
    }
  }
}

/** The channel of the relay (`realtime/relay.server.ts`). */
export const RELAY_CHANNEL = 'samenspel_relay'
