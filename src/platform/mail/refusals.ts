import { createHash } from 'node:crypto'
import type { Clock } from '#kernel/clock.ts'
import type { Id } from '#kernel/id.ts'
import type { Result } from '#kernel/result.ts'
import type { Database, SigninTx } from '#platform/db/door.ts'
import type { Log } from '#platform/db/log.ts'
import type { Outcome } from '#platform/jobs/queue.ts'
import type { EmailAddress } from './address.ts'
import { isReceiverRefused, type Mailer } from './mailer.ts'

/** Since when an address takes no mail (ms since 1970), and what its server answered last (5xx). */
export type RefusedMail = { since: number; status: number }

/** How long (ms) a refusal is remembered after the last one. */
const REMEMBERED = 90 * 86_400_000

const subjectOf = (email: EmailAddress): Buffer => createHash('sha256').update(email).digest()

type Parts = {
  database: Pick<Database, 'signin'>
  clock: Clock
  log: Log
  /** A mailbox that was refused takes mail again. */
  onWorks?: (email: EmailAddress) => Promise<void>
}

/**
 * Around the way out for all mail, so that it holds whoever sends: writes down that a receiver was refused for good, and
 * takes that back when a mail to the same address is taken. Not of a mail whose sending is told to nobody.
 */
export function rememberRefusals(mailer: Mailer, { database, clock, log, onWorks }: Parts): Mailer {
  if (!mailer.isConfigured) return mailer
  return {
    ...mailer,
    async send(to, mail, school) {
      const sent = await mailer.send(to, mail, school)
      if (mail.isUntold) return sent
      const status = !sent.ok && isReceiverRefused(sent.failure) ? Number(sent.failure.params?.['status']) : null
      if (!sent.ok && status === null) return sent
      try {
        const worksAgain = await database.signin(async (tx) => {
          if (status === null) return (await forgetRefusals(tx, [to])) > 0
          await writeRefusal(tx, to, school ?? null, status, clock())
          return false
        })
        if (worksAgain) await onWorks?.(to)
      } catch (error) {
        // The mail itself went as it went: it must not go again for this.
        log.error({ err: error }, 'what became of a mail was not written down')
      }
      return sent
    }
  }
}

async function writeRefusal({ sql }: SigninTx, to: EmailAddress, school: Id | null, status: number, now: number) {
  const at = new Date(now)
  await sql`
    insert into refused_addresses (subject, school_id, since, last_at, status)
    values (${subjectOf(to)}, ${school}, ${at}, ${at}, ${status})
    on conflict (subject, school_id) do update set last_at = excluded.last_at, status = excluded.status`
}

/** Forgets what is known of these addresses; with `school`, only what the mail of that school met. How many it were. */
export async function forgetRefusals({ sql }: SigninTx, emails: readonly EmailAddress[], school?: Id): Promise<number> {
  if (emails.length === 0) return 0
  const subjects = emails.map((email) => subjectOf(email).toString('hex'))
  const gone = await sql`
    delete from refused_addresses
    where subject in (select decode(hex, 'hex') from unnest(${subjects}::text[]) hex)
      and (${school ?? null}::uuid is null or school_id = ${school ?? null}::uuid)`
  return gone.count
}

/** Forgets what was refused so long ago that nobody knows whether it still is. */
export const forgetOldRefusals = ({ sql }: SigninTx, now: number): Promise<unknown> =>
  sql`delete from refused_addresses where last_at <= ${new Date(now - REMEMBERED)}`

/** What a job that sends a mail comes to: a receiver that is refused for good is not tried again. */
export const afterMail = (sent: Result<void>): Outcome =>
  sent.ok ? 'done' : isReceiverRefused(sent.failure) ? 'failed' : { again: 0 }

type Row = { subject: Buffer; since: Date; status: number }
const refusalOf = ({ since, status }: Row): RefusedMail => ({ since: since.getTime(), status })

/** Whether the address of an account takes no mail, whoever of us mailed it. For its holder. */
export async function refusalOfAccount({ sql }: SigninTx, email: EmailAddress): Promise<RefusedMail | null> {
  const rows = await sql<Row[]>`
    select subject, since, status from refused_addresses where subject = ${subjectOf(email)} order by since limit 1`
  return rows[0] ? refusalOf(rows[0]) : null
}

export type RefusedInSchool = {
  /** The account of this person of the school takes no mail; `isAt` says whether it is this address. */
  ofMember(person: Id): (RefusedMail & { isAt(email: EmailAddress): boolean }) | null
  /** The mail of this school was refused at this address. */
  at(email: EmailAddress): RefusedMail | null
}

/**
 * Which mail of the people of one school does not arrive. Of an address that is not an account's of this school only what
 * this school's own mail met: otherwise typing an address would tell whether another school mails it.
 */
export async function refusedInSchool({ sql }: SigninTx, school: Id): Promise<RefusedInSchool> {
  const members = await sql<(Row & { person: Id })[]>`
    select m.person_id as person, r.subject, r.since, r.status
    from memberships m join accounts a on a.id = m.account_id
    join refused_addresses r on r.subject = sha256(convert_to(a.email, 'UTF8'))
    where m.school_id = ${school} and m.ended_at is null order by r.since`
  const own = await sql<Row[]>`select subject, since, status from refused_addresses where school_id = ${school}`
  return {
    ofMember(person) {
      const row = members.find((member) => member.person === person)
      return row ? { ...refusalOf(row), isAt: (email) => subjectOf(email).equals(row.subject) } : null
    },
    at(email) {
      const subject = subjectOf(email)
      const row = own.find((one) => subject.equals(one.subject))
      return row ? refusalOf(row) : null
    }
  }
}
