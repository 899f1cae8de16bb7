import { createHash } from 'node:crypto'
import type { Clock } from '#kernel/clock.ts'
import { isId, type Id } from '#kernel/id.ts'
import { schoolSign } from '#people/server'
import { addresseeOf, type Membership } from '#platform/auth/memberships.ts'
import type { Database } from '#platform/db/door.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import { enqueue, type Job, type Outcome } from '#platform/jobs/queue.ts'
import type { ComposedMail } from '#platform/mail/compose.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import { afterMail } from '#platform/mail/refusals.ts'
import { devicesOf, findDevice, forgetDevice } from '#platform/push/devices.ts'
import type { Pusher } from '#platform/push/pusher.ts'
import type { Channel, NoticeKind } from './choices.server.ts'

/** After so many tries at a device a notice goes by mail: a quarter of an hour, no more. */
const TRIES = 3
const SOON = 15 * 60_000

export type ReachParts = { database: Database; clock: Clock; mailer: Mailer; pusher: Pusher }

/** Something to tell one person, in the way that person chose. */
export type Notice = {
  kind: NoticeKind
  /** About what, as ids and days: with the kind and the person it is told once. */
  what: string
  channel: Exclude<Channel, 'none'>
  /** In full, as a mail. On a device stands its subject, nothing else. */
  letter: (to: { language: Language }) => ComposedMail
  /** The page that a device opens. */
  path: string
  /** From when on it is worth nothing on a device (ms since 1970). */
  expires: number
}

/** What was to be told: it, nothing any more, or not yet. */
export type Told = Notice | null | { again: number }
export type TellingOf = (kind: string, school: Id, what: string, person: Id) => Promise<Told>

/** Brings notices to people: by mail, or to the devices on which they switched that on, with mail behind it. */
export function openReach({ database, clock, mailer, pusher }: ReachParts) {
  /** In a school that was made up nobody is reached. */
  const isReal = async (school: Id) => {
    const sign = await database.signin((tx) => schoolSign(tx, school))
    return sign !== null && !sign.isDemonstration
  }

  async function mail({ id, school }: Job, person: Id, { kind, letter }: Notice): Promise<Outcome> {
    if (!mailer.isConfigured) return 'dropped'
    const to = await database.signin((tx) => addresseeOf(tx, { school, person }))
    if (!to) return 'dropped'
    return afterMail(await mailer.send(to.email, { ...letter(to), id: `${kind}-${id}` }, school))
  }

  /** A job for each device of somebody, so that a device that does not answer holds up no other. */
  async function toDevices({ school, person }: Membership, { kind, what }: Notice): Promise<boolean> {
    const devices = await database.signin((tx) => devicesOf(tx, { school, person }, clock()))
    await database.transact(school, async (tx) => {
      for (const { id } of devices) await enqueue(tx, 'push', `${kind}:${what}:${person}:${id}`, clock())
    })
    return devices.length > 0
  }

  /** Tells it. `byMail` when the devices were tried and none took it. */
  async function tell(job: Job, person: Id, told: Told, byMail = false): Promise<Outcome> {
    if (told === null) return 'dropped'
    if ('again' in told) return told
    if (!(await isReal(job.school))) return 'dropped'
    if (!byMail && told.channel === 'device' && pusher.isConfigured)
      if (await toDevices({ school: job.school, person }, told)) return 'done'
    return mail(job, person, told)
  }

  /** This device did not take it: if no other one did or still may, it goes by mail. */
  async function fallBack({ school }: Job, person: Id, device: Id, { kind, what }: Notice): Promise<Outcome> {
    const others = await database.signin(async (tx) => {
      const devices = await devicesOf(tx, { school, person }, clock())
      const keys = devices.filter(({ id }) => id !== device).map(({ id }) => `${kind}:${what}:${person}:${id}`)
      return tx.sql`
        select from jobs where school_id = ${school} and kind = 'push' and key = any(${keys})
          and (outcome = 'done' or (done_at is null and attempts < ${TRIES}))`
    })
    if (others.length === 0)
      await database.transact(school, (tx) => enqueue(tx, kind, `${what}:${person}:mail`, clock()))
    return 'dropped'
  }

  /** The notice for one device. Done twice (somebody was killed in between), the second takes the place of the first. */
  async function push(job: Job, tellingOf: TellingOf): Promise<Outcome> {
    const [kind = '', ...rest] = job.key.split(':')
    const [device, person] = [rest.pop(), rest.pop()]
    if (!isId(device) || !isId(person)) return 'dropped'
    const told = await tellingOf(kind, job.school, rest.join(':'), person)
    if (told === null) return 'dropped'
    if ('again' in told) return told
    const lasts = told.expires - clock()
    if (lasts < 1000) return 'dropped'
    const to = await database.signin((tx) => findDevice(tx, job.school, device, clock()))
    if (to?.person !== person) return fallBack(job, person, device, told)
    const topic = topicOf(job.school, told)
    const { language } = to
    const message = { title: told.letter({ language }).subject, url: told.path, tag: topic, language }
    const pushed = await pusher.send(to, message, { topic, lasts })
    if (pushed === 'taken') return 'done'
    if (typeof pushed !== 'string' && job.attempts < TRIES && pushed.again <= SOON) return pushed
    await fallBack(job, person, device, told)
    if (pushed === 'gone') await database.signin((tx) => forgetDevice(tx, device))
    return 'dropped'
  }

  return { tell, push, canReach: mailer.isConfigured || pusher.isConfigured }
}

/**
 * A newer reminder takes the place of one that was not seen; every session has its own digest. Push services see this,
 * so that it says nothing: letters and figures, 32 at most.
 */
export const topicOf = (school: Id, { kind, what }: Pick<Notice, 'kind' | 'what'>): string =>
  createHash('sha256')
    .update(kind === 'reminder' ? `${school} reminder` : `${school} ${kind} ${what}`)
    .digest('base64url')
    .slice(0, 32)
