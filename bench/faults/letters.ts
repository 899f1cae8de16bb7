import ICAL from 'ical.js'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '#app/app.server.ts'
import { unitSessions } from '#app/sessions-planned.server.ts'
import type { BoardCommand } from '#board-sessions'
import { makeFeed, SESSIONS_CHANGED } from '#calendar/server'
import { addDays, dayOf, weekdayOf, type Day } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { chooseMoment } from '#people/server'
import type { ReceivedMail } from '#platform/mail/testing.ts'
import type { ReceivedPush } from '#platform/push/testing.ts'
import type { BenchUnit } from '../live/plan.ts'
import { openDevice } from './device.ts'
import type { FaultLedger } from './ledger.ts'
import { checkPushes, switchOnDevices, type JobRow, type PushesOutcome } from './pushes.ts'
import type { Room } from './reckon.ts'
import { createTyping } from '../live/edits.ts'
import { schoolOf } from './schools.ts'
import { until } from './until.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const REST = 300_000
/** After so long (ms) without a mail or a push nobody is busy with one: each step with a server may take ten seconds. */
const QUIET = 15_000

type Letter = { session: Id; person: Id }

export type LettersOutcome = PushesOutcome & {
  /** Sessions that were closed, and times that the next one was moved. */
  closed: number
  moved: number
  jobs: number
  mails: number
  /** Mails that came more than once, each time as the same message. */
  cameTwice: number
}

export type Letters = Awaited<ReturnType<typeof openLetters>>

type Parts = {
  app: () => Promise<App>
  urls: () => string[]
  place: BenchUnit
  ledger: FaultLedger
  /** What the mail server got. */
  received: ReceivedMail[]
  /** The push service, with what it got. */
  pushes: { host: string; received: ReceivedPush[] }
}

/**
 * A unit that closes one session after the other while colleagues are away, and moves the next one in the diary: all
 * that becomes jobs, mails, messages on devices and calendars, while whoever does those jobs is killed.
 */
export async function openLetters({ app, urls, place, ledger, received, pushes }: Parts) {
  const { unit, members } = place
  const [present, ...away] = members as [Id, ...Id[]]
  const phone = place.devices.find(({ person }) => person === present)!
  const device = openDevice({ urls, unit, device: phone, ledger, home: 0 })
  const room: Room = { place, devices: [device], typing: createTyping(place, Math.random) }
  const school = await schoolOf(await app(), unit)
  const next = await planSessions(await app(), school, unit)
  // One of them hears of it on a phone and a laptop.
  const reached = away.at(-1)!
  const reachedAt = await switchOnDevices(await app(), school, reached, pushes.host, 2)
  const awaited: Letter[] = []
  let moved = 0
  let round = 0

  /** A whole session: it begins, somebody checks in, something is agreed, and it is closed. */
  async function holdSession(): Promise<void> {
    const session = newId()
    const commands: BoardCommand[] = [
      { type: 'start-session', session, facilitator: present },
      { type: 'check-in', id: newId(), person: present, need: '', offer: 'Een half uur op dinsdag' },
      { type: 'add-action', id: newId(), text: `Afspraak ${round}`, owners: [away[round % away.length]!] },
      { type: 'close-session' }
    ]
    const keys = commands.map((command) => device.enter(command))
    const answer = () => ledger.answerTo(unit, keys.at(-1)!)
    await until(() => answer() !== null, REST, 'a session to be closed')
    if (answer()! > 0) for (const person of away) awaited.push({ session, person })
  }

  /** The next session of the diary, somewhere else on its day; asked again until somebody answers. */
  async function moveNext(isStorming: () => boolean): Promise<void> {
    const minute = 8 * 60 + ((round * 7) % 480)
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    for (let at = round; ; at++) {
      const base = urls()[at % urls().length]!
      const answer = await postForm(`${base}/agenda?/change`, phone.cookie, {
        unit,
        on: next,
        what: 'moved',
        day: next,
        time
      })
      if (answer === 'success') return void moved++
      if (answer !== 'later') ledger.faults.push(`moving a session was answered with ${answer}`)
      if (answer !== 'later' || !isStorming()) return
      await sleep(250)
    }
  }

  /**
   * Nobody waits in a storm until it is time: what was never tried is due now. Changes are told when their minute is
   * over, or one of the same minute would come too late; once the storm is over there are no more.
   */
  const hurry = (isOver: boolean) => async () => {
    const { database, clock } = await app()
    const now = new Date(clock())
    const told = new Date(clock() + (isOver ? DAY : MINUTE))
    await database.signin(
      ({ sql }) => sql`
        update jobs set run_at = ${now}
        where school_id = ${school} and done_at is null and run_at > ${now} and kind <> 'day'
          and (kind <> ${SESSIONS_CHANGED} or run_at <= ${told}) and (${isOver} or attempts = 0)`
    )
  }
  /** While a database is away, or whoever we were attached to was killed, the next time will do. */
  const meanwhile = (work: () => Promise<void>) => work().catch(() => {})

  return {
    room,

    async run(isStorming: () => boolean): Promise<void> {
      for (; isStorming(); round++) {
        await holdSession()
        await moveNext(isStorming)
        await meanwhile(hurry(false))
        await sleep(300 + Math.random() * 900)
      }
    },

    /**
     * Every job gets done; then what the mailboxes have is held against what was asked for. `released` says that nobody
     * waits until the time of a killed taker is over.
     */
    async reckon(released: boolean): Promise<LettersOutcome> {
      const count = () => received.length + pushes.received.length
      const jobs = await jobsAtRest(await app(), school, hurry(true), released ? count : null)
      const kept = await keptInvitations(await app(), school)
      const cameTwice = checkMails(ledger, jobs, received)
      checkDigests(ledger, unit, jobs, received, awaited, reached)
      const mailed = new Set(received.map(jobOf))
      const parts = { school, person: reached, devices: reachedAt, jobs, received: pushes.received, mailed }
      const pushed = checkPushes(ledger, parts)
      checkInvitations(ledger, jobs, received, kept)
      await checkFeed(ledger, await app(), urls()[0]!, { school, person: present }, kept)
      const closed = awaited.length / away.length
      return { ...pushed, closed, moved, jobs: jobs.length, mails: received.length, cameTwice }
    },
    close: () => device.close()
  }
}

/** The unit meets every week; returns the first day of a session, a few days ahead. */
async function planSessions({ database, clock }: App, school: Id, unit: Id): Promise<Day> {
  return database.transact(school, async (tx) => {
    const now = clock()
    const from = dayOf(now + 2 * DAY, 'Europe/Amsterdam')
    const first = [0, 1, 2].map((more) => addDays(from, more)).find((day) => weekdayOf(day) <= 5)!
    await chooseMoment(tx, unit, [{ weekday: weekdayOf(first) as 1, minute: 915 }], null, now)
    const [session] = (await unitSessions(tx, unit, from, addDays(from, 200))).filter(({ state }) => state !== 'free')
    return session!.on
  })
}

/** `success`, `failure` with its code, or `later` when nobody could answer. */
async function postForm(url: string, cookie: string, fields: Record<string, string>): Promise<string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie, origin: new URL(url).origin, accept: 'application/json', 'x-sveltekit-action': 'true' },
      signal: AbortSignal.timeout(15_000)
    })
    if (response.status >= 500 || response.status === 429) return 'later'
    const { type, status } = (await response.json()) as { type: string; status: number }
    return type === 'success' ? type : status >= 500 ? 'later' : `${type} ${status}`
  } catch {
    return 'later'
  }
}

async function jobsAtRest(
  app: App,
  school: Id,
  hurry: () => Promise<void>,
  arrived: (() => number) | null
): Promise<JobRow[]> {
  const read = () =>
    app.database.signin(
      ({ sql }) => sql<JobRow[]>`
        select id, kind, key, outcome, attempts from jobs where school_id = ${school} and kind <> 'day'`
    )
  const deadline = Date.now() + REST
  let count = 0
  let since = Date.now()
  for (;;) {
    await hurry()
    const jobs = await read()
    if (jobs.every(({ outcome }) => outcome !== null) || Date.now() > deadline) return [...jobs]
    if (arrived && arrived() !== count) [count, since] = [arrived(), Date.now()]
    else if (arrived && Date.now() - since > QUIET) {
      since = Date.now()
      await app.database.signin(({ sql }) => sql`update jobs set taken_until = null where school_id = ${school}`)
    }
    await sleep(500)
  }
}

/** `digest` and the job of a message, from `<digest-…@samenspel.…>`. */
const jobOf = ({ mail }: ReceivedMail): Id => (/^<[a-z]+-([0-9a-f-]{36})@/.exec(mail.messageId ?? '')?.[1] ?? '') as Id

/** Every job came to an end, every mail is of a job, and none came more often than its job was tried. */
function checkMails({ faults }: FaultLedger, jobs: JobRow[], received: ReceivedMail[]): number {
  const jobById = new Map(jobs.map((job) => [job.id, job]))
  for (const { kind, key, outcome, attempts } of jobs)
    if (outcome === null || outcome === 'failed')
      faults.push(`the job ${kind} ${key} is ${outcome ?? 'not done'} after ${attempts} attempts`)
  const times = new Map<Id, Set<string>[]>()
  for (const one of received) {
    const sofar = times.get(jobOf(one)) ?? []
    times.set(jobOf(one), [...sofar, new Set([one.to.join(), one.mail.subject ?? '', one.mail.text ?? ''])])
  }
  let cameTwice = 0
  for (const [id, copies] of times) {
    const job = jobById.get(id)
    if (!job) faults.push('a mail came of no job')
    else if (copies.length > job.attempts)
      faults.push(`the mail of ${job.kind} ${job.key} came ${copies.length} times in ${job.attempts} attempts`)
    if (copies.some((copy) => copy.symmetricDifference(copies[0]!).size > 0))
      faults.push(`the mail of ${job?.kind} ${job?.key} came once more as another`)
    cameTwice += copies.length - 1
  }
  return cameTwice
}

/** Who was away from a session that was closed has heard of it: by mail, or one of them on devices. */
function checkDigests(
  { faults }: FaultLedger,
  unit: Id,
  jobs: JobRow[],
  received: ReceivedMail[],
  awaited: Letter[],
  reached: Id
): void {
  const mailed = new Set(received.map(jobOf))
  const digests = new Map(jobs.filter(({ kind }) => kind === 'digest').map((job) => [job.key, job]))
  for (const { session, person } of awaited) {
    const job = digests.get(`${unit}:${session}:${person}`)
    const isPushed =
      person === reached && jobs.some(({ key }) => key.startsWith(`digest:${unit}:${session}:${person}:`))
    if (!job || !(isPushed || mailed.has(job.id))) faults.push(`${person} was not told of session ${session}`)
  }
}

type Kept = { person: Id; uid: string; sequence: number; start: Date; isCancelled: boolean }

const keptInvitations = ({ database }: App, school: Id): Promise<Kept[]> =>
  database.read(school, async ({ sql }) => [
    ...(await sql<Kept[]>`
      select person_id as person, uid, sequence, start_at as start, is_cancelled as "isCancelled"
      from calendar_invitations where end_at > now()`)
  ])

/** What was decided on last of every event reached whom it is for, and says when it is. */
function checkInvitations({ faults }: FaultLedger, jobs: JobRow[], received: ReceivedMail[], kept: Kept[]): void {
  const byJob = new Map(received.map((one) => [jobOf(one), one]))
  const byKey = new Map(jobs.filter(({ kind }) => kind === 'invitation').map((job) => [job.key, job]))
  if (kept.length === 0) faults.push('nobody was invited to anything')
  for (const { person, uid, sequence, start } of kept) {
    const job = byKey.get(`${person}:${uid}:${sequence}`)
    const mail = job && byJob.get(job.id)
    if (!mail) {
      faults.push(`${person} was not told of ${uid}, number ${sequence}`)
      continue
    }
    const part = mail.mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')
    const text = typeof part?.content === 'string' ? part.content : new TextDecoder().decode(part?.content)
    const told = startsOf(text).get(uid)
    if (told !== start.getTime()) faults.push(`${person} was told that ${uid} is at ${told}, not at ${+start}`)
  }
}

/** The calendar that is subscribed to says the same as the mails. */
async function checkFeed(
  { faults }: FaultLedger,
  { database, clock }: App,
  url: string,
  { school, person }: { school: Id; person: Id },
  kept: Kept[]
): Promise<void> {
  const token = await database.transact(school, (tx) => makeFeed(tx, person, clock()))
  const response = await fetch(`${url}/agenda/${school}/${token}`)
  const starts = startsOf(await response.text())
  for (const one of kept.filter((invitation) => invitation.person === person && !invitation.isCancelled))
    if (starts.get(one.uid) !== one.start.getTime())
      faults.push(`the calendar says ${starts.get(one.uid) ?? 'nothing'} of ${one.uid}, the mail ${+one.start}`)
}

/** When each event of a calendar begins. */
function startsOf(text: string): Map<string, number> {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  return new Map(
    calendar.getAllSubcomponents('vevent').map((part) => {
      const event = new ICAL.Event(part)
      return [event.uid, event.startDate.toJSDate().getTime()]
    })
  )
}
