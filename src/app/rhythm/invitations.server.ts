import { createHash } from 'node:crypto'
import { invitationText, methodOf, SESSIONS_CHANGED, hasFeed, type CalendarEvent } from '#calendar/server'
import type { Clock } from '#kernel/clock.ts'
import { isId, type Id } from '#kernel/id.ts'
import { VISIT_CHANGED, findVisit } from '#lesson-visits/server'
import { fullName } from '#people'
import { findPerson, listUnits, schoolSign, standingOf } from '#people/server'
import { addresseeOf } from '#platform/auth/memberships.ts'
import type { Database, Tx } from '#platform/db/door.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import { enqueue, PAUSES, type Job, type Outcome } from '#platform/jobs/queue.ts'
import type { Handlers } from '#platform/jobs/worker.ts'
import { isReceiverRefused, type Mailer } from '#platform/mail/mailer.ts'
import { afterMail, refusalOfAccount } from '#platform/mail/refusals.ts'
import { sessionEvents } from '../sessions-planned.server.ts'
import { visitEvents } from '../visits-planned.server.ts'
import { invitationLetter } from './letters.ts'

/** A session is invited to when it comes within two weeks: a mail a week, and no mail about what is far away. */
const AHEAD = 14 * 86_400_000
/** How long what was sent is remembered after it was. */
const REMEMBERED = 60 * 86_400_000

export type InvitationParts = { database: Database; clock: Clock; mailer: Mailer; publicUrl: string | null }

/**
 * What somebody was sent last of an event. `isRefused`: it was not taken, for good. `isKnown`: a mail about it was taken
 * before.
 */
type Sent = Decided & { sequence: number; isRefused: boolean; isKnown: boolean }
type Decided = { uid: string; start: Date; end: Date; isCancelled: boolean; digest: string }

/** Does somebody want invitations by mail? Who subscribed to the calendar has everything there already. */
export async function wantsInvitations(tx: Tx, person: Id): Promise<boolean> {
  const [chosen] = await tx.sql<{ wanted: boolean }[]>`
    select is_wanted as wanted from invitation_choices where person_id = ${person}`
  return chosen ? chosen.wanted : !(await hasFeed(tx, person))
}

/** Keeps a choice only where it differs from what holds anyhow, so that a later subscription still counts. */
export async function chooseInvitations(tx: Tx, person: Id, wanted: boolean): Promise<void> {
  if (wanted === (await wantsInvitations(tx, person))) return
  await tx.sql`
    insert into invitation_choices (school_id, person_id, is_wanted) values (${tx.school}, ${person}, ${wanted})
    on conflict (school_id, person_id) do update set is_wanted = excluded.is_wanted`
}

/** What was sent to somebody who is erased, and what was chosen. */
export async function forgetInvitations(tx: Tx, person: Id): Promise<void> {
  await tx.sql`delete from calendar_invitations where person_id = ${person}`
  await tx.sql`delete from invitation_choices where person_id = ${person}`
}

/** Everything that somebody's calendar should show. */
async function eventsFor(tx: Tx, person: Id, now: number, publicUrl: string | null, language: Language) {
  const { units } = await standingOf(tx, person)
  const sessions = await sessionEvents(tx, units, now, publicUrl, language)
  return [...sessions, ...(await visitEvents(tx, person, now, { publicUrl, language }))]
}

const sentTo = async (tx: Tx, person: Id): Promise<Sent[]> => [
  ...(await tx.sql<Sent[]>`
    select uid, sequence, start_at as start, end_at as "end", is_cancelled as "isCancelled", digest,
      is_refused as "isRefused", is_known as "isKnown"
    from calendar_invitations where person_id = ${person}`)
]

const digestOf = ({ start, end, summary, location }: CalendarEvent): string =>
  createHash('sha256')
    .update([start, end, summary, ...(location === undefined ? [] : [location])].join(' '))
    .digest('base64url')
    .slice(0, 22)

/**
 * Compares what somebody should have with what was sent, writes down what has to be sent now and asks for each mail, all
 * in one transaction: each change of each event is decided on once, and its mail is a job that is not lost. Who no
 * longer wants invitations gets no new ones; those that were sent are still kept right until they are over. What a
 * mailbox refused goes again when it `takesMail`, unless it has begun.
 */
async function compare(tx: Tx, person: Id, now: number, { takesMail }: { takesMail: boolean }): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtext('invitations'), hashtext(${person}))`
  const who = await findPerson(tx, person)
  if (!who || who.leftOn !== null) return
  await tx.sql`
    delete from calendar_invitations where person_id = ${person} and end_at < ${new Date(now - REMEMBERED)}`
  const [isWanted, sent] = [await wantsInvitations(tx, person), await sentTo(tx, person)]
  if (!isWanted && sent.length === 0) return
  const known = new Map(sent.map((one) => [one.uid, one]))
  const events = new Map((await eventsFor(tx, person, now, null, 'nl')).map((event) => [event.uid, event]))
  const isLost = ({ isRefused, start }: Sent) => isRefused && takesMail && start.getTime() > now
  const send = async (row: Decided, sequence: number) => {
    await tx.sql`
      insert into calendar_invitations
        (school_id, person_id, uid, sequence, start_at, end_at, is_cancelled, digest)
      values (${tx.school}, ${person}, ${row.uid}, ${sequence}, ${row.start}, ${row.end}, ${row.isCancelled}, ${row.digest})
      on conflict (school_id, person_id, uid) do update set sequence = excluded.sequence, start_at = excluded.start_at,
        end_at = excluded.end_at, is_cancelled = excluded.is_cancelled, digest = excluded.digest, is_refused = false`
    await enqueue(tx, 'invitation', `${person}:${row.uid}:${sequence}`, now)
  }
  for (const event of events.values()) {
    if (event.isCancelled || event.end <= now) continue
    const before = known.get(event.uid)
    const isNew = !before || before.isCancelled
    const isUnseen = isNew || (before.isRefused && !before.isKnown)
    if (isUnseen && !isWanted) continue
    if (isNew ? event.start > now + AHEAD : before.digest === digestOf(event) && !isLost(before)) continue
    const [start, end] = [new Date(event.start), new Date(event.end)]
    const row = { uid: event.uid, start, end, isCancelled: false, digest: digestOf(event) }
    await send(row, before ? before.sequence + 1 : 0)
  }
  for (const before of sent) {
    const event = events.get(before.uid)
    const isOn = event !== undefined && !event.isCancelled
    // What has begun goes on, whatever was chosen for later: nobody who is there is told that it is off.
    if (before.start.getTime() <= now || isOn || (before.isCancelled && !isLost(before))) continue
    // Nothing of it ever arrived, so there is nothing to take back.
    if (before.isRefused && !before.isKnown)
      await tx.sql`delete from calendar_invitations where person_id = ${person} and uid = ${before.uid}`
    else await send({ ...before, isCancelled: true }, before.sequence + 1)
  }
}

/** Invitations by mail for people's own calendars, and what follows when something moves or falls through. */
export function openInvitations({ database, clock, mailer, publicUrl }: InvitationParts) {
  /** Whom mail of this school reaches; nobody's in a school that was made up. */
  const reach = (school: Id, person: Id) =>
    database.signin(async (tx) => {
      const sign = await schoolSign(tx, school)
      const to = sign && !sign.isDemonstration ? await addresseeOf(tx, { school, person }) : null
      return to && { ...to, takesMail: (await refusalOfAccount(tx, to.email)) === null }
    })

  async function bring(school: Id, people: Iterable<Id>): Promise<Outcome> {
    if (!mailer.isConfigured) return 'dropped'
    for (const person of new Set(people)) {
      const to = await reach(school, person)
      if (to) await database.transact(school, (tx) => compare(tx, person, clock(), to))
    }
    return 'done'
  }

  /** Everybody who was sent something of events that are called so. */
  const sentAbout = async (tx: Tx, start: string): Promise<Id[]> =>
    (
      await tx.sql<{ person: Id }[]>`
        select distinct person_id as person from calendar_invitations where starts_with(uid, ${start})`
    ).map(({ person }) => person)

  /** Once a day for everybody, and when a mailbox works again: what came within reach, and whatever nobody told of. */
  const agenda = async ({ school, key }: Job): Promise<Outcome> => {
    const person = key.split(':')[1]
    return isId(person) ? bring(school, [person]) : 'dropped'
  }

  const visitChanged = async ({ school, key }: Job): Promise<Outcome> => {
    const [id] = key.split(':')
    if (!isId(id)) return 'dropped'
    const people = await database.read(school, async (tx) => {
      const visit = await findVisit(tx, id)
      const now = visit ? [visit.visitor, visit.host, visit.cover] : []
      return [...now.filter((person) => person !== null), ...(await sentAbout(tx, id))]
    })
    return bring(school, people)
  }

  const sessionsChanged = async ({ school, key }: Job): Promise<Outcome> => {
    const [unit] = key.split(':')
    if (!isId(unit)) return 'dropped'
    const people = await database.read(school, async (tx) => [
      ...((await listUnits(tx)).find(({ id }) => id === unit)?.members ?? []),
      ...(await sentAbout(tx, unit))
    ])
    return bring(school, people)
  }

  async function invitation(job: Job): Promise<Outcome> {
    const [person, uid, count] = job.key.split(':')
    if (!isId(person) || !uid || !mailer.isConfigured) return 'dropped'
    const to = await reach(job.school, person)
    if (!to) return 'dropped'
    const now = clock()
    const found = await database.read(job.school, async (tx) => {
      const who = await findPerson(tx, person)
      const row = (await sentTo(tx, person)).find((one) => one.uid === uid)
      // Something newer was decided on meanwhile: that mail says everything.
      if (!who || who.leftOn !== null || row?.sequence !== Number(count) || row.end.getTime() <= now) return null
      const event = (await eventsFor(tx, person, now, publicUrl, to.language)).find((one) => one.uid === uid)
      return { who, row, event }
    })
    if (!found) return 'dropped'
    const { who, row, event } = found
    const { sequence, isCancelled, isKnown } = row
    // What it is called is not known any more when somebody else takes over a class, or one left a unit.
    const letter = invitationLetter({
      what: event?.summary ?? null,
      at: row.start.getTime(),
      kind: isCancelled ? 'cancelled' : isKnown ? 'changed' : 'new',
      account: `${publicUrl}/account`,
      language: to.language
    })
    const shown: CalendarEvent = {
      ...(event?.url ? { url: event.url } : {}),
      uid,
      sequence,
      isCancelled,
      start: row.start.getTime(),
      end: row.end.getTime(),
      summary: event?.summary ?? letter.subject
    }
    const text = invitationText(
      {
        event: shown,
        organizer: mailer.sender!,
        attendee: { name: fullName(who), address: to.email },
        hasAccepted: !isSession(uid)
      },
      now
    )
    const calendar = { method: methodOf(shown), text }
    const mailed = await mailer.send(to.email, { ...letter, calendar, id: `invitation-${job.id}` }, job.school)
    // Given up after a day of trying it is as lost as when it was refused.
    const isLost = !mailed.ok && (isReceiverRefused(mailed.failure) || job.attempts > PAUSES.length)
    if (mailed.ok || isLost)
      await database.transact(
        job.school,
        (tx) => tx.sql`
          update calendar_invitations set is_known = is_known or ${mailed.ok},
            is_refused = case when sequence = ${sequence} then ${isLost} else is_refused end
          where person_id = ${person} and uid = ${uid}`
      )
    return afterMail(mailed)
  }

  const handlers: Handlers = {
    agenda,
    invitation,
    [VISIT_CHANGED]: visitChanged,
    [SESSIONS_CHANGED]: sessionsChanged
  }
  return { handlers }
}

/** `<unit>-2026-10-13@samenspel`; a visit has no day in its name. */
const isSession = (uid: string): boolean => /-\d{4}-\d{2}-\d{2}@/.test(uid)
