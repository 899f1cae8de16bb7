import type { Clock } from '#kernel/clock.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Database, SigninTx } from '#platform/db/door.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import type { EmailAddress } from '#platform/mail/address.ts'
import { BriefMemory } from './brief-memory.ts'
import type { Membership } from './memberships.ts'
import { hashToken, newToken, type Token } from './tokens.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A session ends thirty days after it was last seen, and ninety days after it began in any case. */
export const SESSION_IDLE = 30 * DAY
export const SESSION_LASTS = 90 * DAY

const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/

/** Who is asking. */
export type Session = {
  account: Id
  email: EmailAddress
  language: Language
  /** Signing in asks this account for a second step. */
  hasSecondStep: boolean
  /** The school that is looked at now and who one is there; null when none is chosen or the membership ended. */
  member: Membership | null
}

/** One of the places where an account is signed in. */
export type SignedInDevice = { device: string; since: number; seen: number; isCurrent: boolean }

export type NewSession = {
  account: Id
  /** The school to look at; else the only one the account is in, if there is exactly one. */
  school?: Id | undefined
  /** What the browser calls itself, for the list of one's own devices. */
  device: string
  /**
   * The token that the browser had before: it ends here, so that a planted token is worth nothing. A browser of the same
   * account stays reachable by web push.
   */
  replaces?: Token | undefined
}

export type Sessions = ReturnType<typeof openSessions>

type Row = {
  account: Id
  email: EmailAddress
  language: Language
  second: boolean
  seen_at: Date
  school: Id | null
  person: Id | null
}

/** What is forgotten: one session, by a hash that gives nobody access, or all of them. */
export type Forgotten = string | 'all'

export type SessionMemory = {
  /** How long (ms) a found session is remembered. */
  lasting?: number
  capacity?: number
  /** Tells the other processes to forget it too. */
  onForget?: (forgotten: Forgotten) => void
}

/**
 * Sessions live in the database. This process remembers a found one for a few seconds; what ends a session here is
 * seen here at once, and in other processes when they are told, at the latest after those seconds.
 */
export function openSessions(
  database: Pick<Database, 'signin'>,
  clock: Clock,
  { lasting = 5_000, capacity = 5_000, onForget = () => {} }: SessionMemory = {}
) {
  const known = new BriefMemory<Session | null>({ lasting, capacity })
  const keyOf = (token: Token) => hashToken(token).toString('base64')

  function forget(forgotten: Forgotten): void {
    if (forgotten === 'all') known.forgetAll()
    else known.forget(forgotten)
  }
  const forgetEverywhere = (forgotten: Forgotten) => {
    forget(forgotten)
    onForget(forgotten)
  }

  function look(token: Token): Promise<Session | null> {
    const now = clock()
    const hash = hashToken(token)
    return database.signin(async ({ sql }) => {
      const rows = await sql<Row[]>`
        select s.account_id as account, a.email, a.language, s.seen_at,
          exists (select from second_steps f where f.account_id = a.id and f.confirmed_at is not null) as second, m.school_id as school, m.person_id as person
        from sessions s
        join accounts a on a.id = s.account_id
        left join memberships m
          on m.account_id = s.account_id and m.school_id = s.school_id and m.ended_at is null
        where s.token_hash = ${hash} and s.expires_at > ${new Date(now)} and s.seen_at > ${new Date(now - SESSION_IDLE)}`
      const row = rows[0]
      if (!row) return null
      // Once an hour is precise enough for thirty days, and spares a write on every page.
      if (row.seen_at.getTime() < now - HOUR)
        await sql`
          update sessions set seen_at = ${new Date(now)}
          where token_hash = ${hash} and seen_at < ${new Date(now - HOUR)}`
      const { account, email, language, second, school, person } = row
      return { account, email, language, hasSecondStep: second, member: school && person ? { school, person } : null }
    })
  }

  async function start(tx: SigninTx, { account, school, device, replaces }: NewSession): Promise<Token> {
    const token = newToken()
    const now = clock()
    const at = new Date(now)
    await tx.sql`
      insert into sessions (token_hash, account_id, school_id, created_at, seen_at, expires_at, device)
      values (
        ${hashToken(token)}, ${account},
        coalesce(${school ?? null}::uuid, (
          select (array_agg(school_id))[1] from memberships
          where account_id = ${account} and ended_at is null having count(*) = 1)),
        ${at}, ${at}, ${new Date(now + SESSION_LASTS)}, ${device.slice(0, 200)})`
    await tx.sql`update accounts set signed_in_at = ${at} where id = ${account}`
    if (replaces) {
      await tx.sql`
        update push_devices set session_hash = ${hashToken(token)}
        where session_hash in (
          select token_hash from sessions where token_hash = ${hashToken(replaces)} and account_id = ${account})`
      await end(tx, replaces)
    }
    return token
  }

  async function end(tx: SigninTx, token: Token): Promise<void> {
    await tx.sql`delete from sessions where token_hash = ${hashToken(token)}`
    tx.onCommit(() => forgetEverywhere(keyOf(token)))
  }

  async function endAll(tx: SigninTx, account: Id, but?: Token): Promise<void> {
    const kept = but ? hashToken(but) : null
    await tx.sql`
      delete from sessions where account_id = ${account} and (${kept}::bytea is null or token_hash <> ${kept}::bytea)`
    tx.onCommit(() => forgetEverywhere('all'))
  }

  return {
    /** The session of this token, while it lasts. */
    find: async (token: Token | undefined): Promise<Session | null> =>
      token && TOKEN_SHAPE.test(token)
        ? known.recall(
            keyOf(token),
            clock(),
            () => look(token),
            (session) => session !== null
          )
        : null,

    /** Begins a session and gives the token for the cookie. */
    start,

    /** Ends one session: signing out here. */
    signOut: (token: Token): Promise<void> => database.signin((tx) => end(tx, token)),

    /** Ends all sessions of an account (`but` one): signing out everywhere, in a transaction that has a reason for it. */
    endAll,

    signOutEverywhere: (account: Id): Promise<void> => database.signin((tx) => endAll(tx, account)),

    /** Where the account is signed in, the latest first. */
    devices: (account: Id, current: Token): Promise<SignedInDevice[]> =>
      database.signin(async ({ sql }) => {
        const now = clock()
        const rows = await sql<{ device: string; created_at: Date; seen_at: Date; token_hash: Buffer }[]>`
          select device, created_at, seen_at, token_hash from sessions
          where account_id = ${account} and expires_at > ${new Date(now)} and seen_at > ${new Date(now - SESSION_IDLE)}
          order by seen_at desc, created_at desc`
        const own = hashToken(current)
        return rows.map((row) => ({
          device: row.device,
          since: row.created_at.getTime(),
          seen: row.seen_at.getTime(),
          isCurrent: own.equals(row.token_hash)
        }))
      }),

    /** Looks at another school of one's own from now on. */
    chooseSchool: (token: Token, school: Id): Promise<Result<void>> =>
      database.signin(async (tx) => {
        const rows = await tx.sql`
          update sessions s set school_id = m.school_id from memberships m
          where s.token_hash = ${hashToken(token)} and m.account_id = s.account_id and m.school_id = ${school}
            and m.ended_at is null
          returning 1`
        tx.onCommit(() => forgetEverywhere(keyOf(token)))
        return rows.length ? ok(undefined) : refuse({ code: 'not_found' })
      }),

    /** What was found may have gone meanwhile, by other hands than these: look again. */
    forgetAll: (): void => forgetEverywhere('all'),

    /** Another process ended or changed it. */
    forget,

    /** Something that sessions tell about accounts changes in this transaction: look again after it. */
    lookAgainAfter: (tx: SigninTx): void => tx.onCommit(() => forgetEverywhere('all'))
  }
}
