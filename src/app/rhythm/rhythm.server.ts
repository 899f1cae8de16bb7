import { isFor, readingMinutes, weekOf } from '#bulletin'
import { itemsOfWeek } from '#bulletin/server'
import { isHeld, whyFree } from '#calendar'
import { freeTimesOf } from '#calendar/server'
import { missedBy, wasThere, type BoardEvent, type BoardState } from '#board-sessions'
import { findSession, openActionsOf } from '#board-sessions/server'
import type { Clock } from '#kernel/clock.ts'
import { addDays, dayOf, isDay, weekdayOf, type Day } from '#kernel/days.ts'
import { isId, type Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import { calendarVisits, liveVisits } from '#lesson-visits/server'
import { observationsAt, stepsToLookBackOn, stepTitle, type Unseen } from '#start-programme/server'
import { fullName, maySeeSchool, type Person } from '#people'
import {
  directoryOf,
  findPerson,
  findUnit,
  listPeople,
  listUnits,
  schoolSign,
  standingOf,
  timeZoneOf
} from '#people/server'
import type { Database, Tx } from '#platform/db/door.ts'
import { enqueue, type Job, type Outcome } from '#platform/jobs/queue.ts'
import type { Handlers } from '#platform/jobs/worker.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import type { Pusher } from '#platform/push/pusher.ts'
import { unitSessions } from '../sessions-planned.server.ts'
import { eventsOfVisit } from '../visits-planned.server.ts'
import { channelsOf } from './choices.server.ts'
import { bulletinLetter, digestLetter, observationLetter, reminderLetter } from './letters.ts'
import { lookBackOn } from './look-back.ts'
import { openInvitations } from './invitations.server.ts'
import { openReach, type Told } from './reach.server.ts'
import { isReminded, REMIND_AT } from './visit-reminders.ts'

/** A session can be reopened by who closed it too early; within five minutes everybody who missed it knows. */
const DIGEST_AFTER = 120_000
const TRY_AGAIN = 600_000
/** On a device a digest is worth something for as long as one can react to the session. */
const DIGEST_LASTS = 86_400_000
const DAY_ENDS = 20 * 60
/** The bulletin of the week comes when the week is over: on Friday, after school. */
const BULLETIN_DAY = 5
const BULLETIN_AT = 15 * 60 + 30

export type RhythmParts = {
  database: Database
  clock: Clock
  mailer: Mailer
  pusher: Pusher
  publicUrl: string | null
}

/** What happens around the sessions by itself: who missed one hears what was agreed, and the morning reminds of it. */
export function openRhythm({ database, clock, mailer, pusher, publicUrl }: RhythmParts) {
  const reach = openReach({ database, clock, mailer, pusher })
  const places = (path: string) => ({ board: `${publicUrl}${path}`, account: `${publicUrl}/account` })

  /** In the transaction in which a session closes: everybody of the unit may have missed it; who did is seen later. */
  async function react(tx: Tx, unit: Id, events: readonly BoardEvent[], board: BoardState): Promise<void> {
    const closed = events.findLast(({ type }) => type === 'session-closed')
    if (!closed || !board.lastSession || !reach.canReach) return
    const { id } = board.lastSession
    for (const person of await directoryOf(tx, unit, closed.at))
      await enqueue(tx, 'digest', `${unit}:${id}:${person.id}`, closed.at + DIGEST_AFTER)
  }

  async function digestOf(school: Id, unit: string, session: string, person: Id): Promise<Told> {
    if (!isId(unit) || !isId(session)) return null
    const found = await database.read(school, async (tx) => {
      const [home, who, board, channels] = await Promise.all([
        findUnit(tx, unit),
        findPerson(tx, person),
        findSession(tx, unit, session),
        channelsOf(tx, person)
      ])
      if (!home || !who || who.leftOn !== null || channels.digest === 'none') return null
      // It was reopened: when it closes again, there is more to tell.
      if (!board) return 'open' as const
      if (wasThere(board, person)) return null
      const missed = missedBy(person, board)
      const people = await listPeople(tx)
      const names = Object.fromEntries(people.map((one) => [one.id, fullName(one)]))
      return missed && { home, board, missed, names, channel: channels.digest }
    })
    if (found === 'open') return { again: TRY_AGAIN }
    if (!found) return null
    const { home, board, missed, names, channel } = found
    const closedAt = board.lastSession?.closedAt ?? clock()
    const path = `/bord/${unit}`
    return {
      kind: 'digest',
      what: `${unit}:${session}`,
      channel,
      path,
      expires: closedAt + DIGEST_LASTS,
      letter: ({ language }) =>
        digestLetter({ unit: home.name, closedAt, missed, names, places: places(path), language })
    }
  }

  async function digest(job: Job): Promise<Outcome> {
    const [unit = '', session = '', person, way] = job.key.split(':')
    if (!isId(person)) return 'dropped'
    return reach.tell(job, person, await digestOf(job.school, unit, session, person), way === 'mail')
  }

  /** The visits that this morning reminds somebody of. */
  async function remindedVisits(tx: Tx, { id, workingDays }: Person, today: Day, timeZone: string) {
    const visits = await calendarVisits(tx, id, today)
    return visits.filter((visit) => visit.state === 'agreed' && isReminded(visit, workingDays, today, timeZone))
  }

  /** The weeks that this morning reminds people to look back on: of the start programme, and each once. */
  async function remindedWeeks(tx: Tx, people: readonly Person[], today: Day): Promise<Unseen[]> {
    const unseen = await stepsToLookBackOn(tx, today)
    if (unseen.length === 0) return []
    const free = await freeTimesOf(tx, addDays(today, -31), today)
    return unseen.filter(({ person, sunday }) => {
      const who = people.find(({ id }) => id === person)
      return who?.leftOn === null && lookBackOn(sunday, who.workingDays, (day) => whyFree(day, free) !== null) === today
    })
  }

  /**
   * The morning of a school: a reminder for everybody who has a session today, a lesson visit on the next day at work or
   * a week to look back on, and the morning of tomorrow.
   */
  async function day(job: Job): Promise<Outcome> {
    const today = job.key
    if (!isDay(today)) return 'dropped'
    await database.transact(job.school, async (tx) => {
      const timeZone = await timeZoneOf(tx)
      await enqueue(tx, 'day', addDays(today, 1), momentAt(addDays(today, 1), REMIND_AT, timeZone))
      if (today !== dayOf(clock(), timeZone)) return
      for (const { id, members } of await listUnits(tx)) {
        const sessions = await unitSessions(tx, id, today, today)
        if (!sessions.some((session) => isHeld(session) && session.day === today)) continue
        for (const person of members) await enqueue(tx, 'reminder', `${today}:${person}`, clock())
      }
      const visits = await liveVisits(tx, today, addDays(today, 7))
      const visiting = new Set(visits.flatMap(({ visitor, host, cover }) => [visitor, host, cover]))
      for (const one of await listPeople(tx))
        if (visiting.has(one.id) && (await remindedVisits(tx, one, today, timeZone)).length > 0)
          await enqueue(tx, 'reminder', `${today}:${one.id}`, clock())
      for (const { person } of await remindedWeeks(tx, await listPeople(tx), today))
        await enqueue(tx, 'reminder', `${today}:${person}`, clock())
      if (!mailer.isConfigured) return
      const people = (await listPeople(tx)).filter(({ leftOn }) => leftOn === null)
      for (const { id } of people) await enqueue(tx, 'agenda', `${today}:${id}`, clock())
      if (weekdayOf(today) !== BULLETIN_DAY) return
      for (const { id } of people)
        await enqueue(tx, 'bulletin', `${today}:${id}`, momentAt(today, BULLETIN_AT, timeZone))
    })
    return 'done'
  }

  async function reminderOf(school: Id, today: string, person: Id): Promise<Told> {
    if (!isDay(today)) return null
    const found = await database.read(school, async (tx) => {
      const [who, channels, { units }, timeZone] = await Promise.all([
        findPerson(tx, person),
        channelsOf(tx, person),
        standingOf(tx, person),
        timeZoneOf(tx)
      ])
      if (!who || who.leftOn !== null || channels.reminder === 'none' || today !== dayOf(clock(), timeZone)) return null
      const sessions = []
      for (const unit of units) {
        const away = (await directoryOf(tx, unit.id, clock())).find(({ id }) => id === person)?.isAway ?? false
        if (away) continue
        for (const session of await unitSessions(tx, unit.id, today, today))
          if (isHeld(session) && session.day === today)
            sessions.push({ minute: session.minute, unit: unit.name, id: unit.id })
      }
      sessions.sort((a, b) => a.minute - b.minute)
      const visits = await remindedVisits(tx, who, today, timeZone)
      const weeks = (await remindedWeeks(tx, [who], today)).filter((week) => week.person === person)
      if (sessions.length + visits.length + weeks.length === 0) return null
      const people = visits.length > 0 ? await listPeople(tx) : []
      const names = Object.fromEntries(people.map((one) => [one.id, fullName(one)]))
      const actions = sessions.length > 0 ? await openActionsOf(tx, person) : []
      const whom = { person, names, timeZone, publicUrl }
      return { sessions, actions, visits, weeks, whom, channel: channels.reminder }
    })
    if (!found) return null
    const { timeZone } = found.whom
    const [first, last] = [found.sessions[0], found.sessions.at(-1)]
    const [week] = found.weeks
    const path = first
      ? `/bord/${first.id}`
      : found.visits.length > 0 || !week
        ? '/leren'
        : `/school/startprogramma/week?spoor=${week.track}&stap=${week.step}`
    return {
      kind: 'reminder',
      what: today,
      channel: found.channel,
      path,
      // After the session nobody is reminded of it, and a reminder of this morning is nothing for tomorrow.
      expires:
        last && found.visits.length === 0
          ? momentAt(today, last.minute, timeZone)
          : momentAt(today, DAY_ENDS, timeZone),
      letter: ({ language }) =>
        reminderLetter({
          sessions: found.sessions.map(({ minute, unit }) => ({ time: clockTime(minute), unit })),
          actions: found.actions.slice(0, 10).map(({ text }) => text),
          visits: found.visits.flatMap((visit) => eventsOfVisit(visit, { ...found.whom, language })),
          lookBacks: found.weeks.map(({ step }) => ({ step, title: stepTitle(step, language) })),
          places: places(path),
          language
        })
    }
  }

  async function reminder(job: Job): Promise<Outcome> {
    const [today = '', person, way] = job.key.split(':')
    if (!isId(person)) return 'dropped'
    return reach.tell(job, person, await reminderOf(job.school, today, person), way === 'mail')
  }

  async function observationOf(school: Id, unit: string, session: string, person: Id): Promise<Told> {
    if (!isId(unit)) return null
    const found = await database.read(school, async (tx) => {
      const [who, channels] = await Promise.all([findPerson(tx, person), channelsOf(tx, person)])
      if (!who || who.leftOn !== null || channels.observation === 'none') return null
      // It was taken back, or who left the unit reads it no more.
      const seen = await observationsAt(tx, person, unit, session)
      const at = seen?.observations.some(({ isMine }) => !isMine) ? clock() : null
      return seen && at && { unit: seen.unit.name, channel: channels.observation, at }
    })
    if (!found) return null
    const path = `/bord/${unit}/kijkformulier/${session}`
    return {
      kind: 'observation',
      what: `${unit}:${session}`,
      channel: found.channel,
      path,
      expires: found.at + DIGEST_LASTS,
      letter: ({ language }) => observationLetter({ unit: found.unit, places: places(path), language })
    }
  }

  async function observation(job: Job): Promise<Outcome> {
    const [unit = '', session = '', person, way] = job.key.split(':')
    if (!isId(person)) return 'dropped'
    return reach.tell(job, person, await observationOf(job.school, unit, session, person), way === 'mail')
  }

  async function bulletin(job: Job): Promise<Outcome> {
    const [today, person] = job.key.split(':')
    if (!isDay(today) || !isId(person) || !mailer.isConfigured) return 'dropped'
    const found = await database.read(job.school, async (tx) => {
      const [who, channels, standing, timeZone] = await Promise.all([
        findPerson(tx, person),
        channelsOf(tx, person),
        standingOf(tx, person),
        timeZoneOf(tx)
      ])
      // On Saturday nobody needs the week that was.
      if (!who || who.leftOn !== null || channels.bulletin === 'none' || today !== dayOf(clock(), timeZone)) return null
      if (!maySeeSchool(standing.grants)) return null
      const own = standing.units.map(({ id }) => id)
      const items = (await itemsOfWeek(tx, weekOf(today))).filter((item) => isFor(item, own))
      const names = new Map((await listUnits(tx)).map(({ id, name }) => [id, name]))
      const lines = (kind: 'inform' | 'shield') =>
        items
          .filter((item) => item.kind === kind)
          .map(({ text, unit }) => ({ text, unit: (unit && names.get(unit)) ?? '' }))
      return items.length > 0
        ? { inform: lines('inform'), shield: lines('shield'), minutes: readingMinutes(items) }
        : null
    })
    if (!found) return 'dropped'
    const sign = await database.signin((tx) => schoolSign(tx, job.school))
    return reach.tell(job, person, {
      kind: 'bulletin',
      what: today,
      channel: 'mail',
      path: '/nieuwsflits',
      expires: clock(),
      letter: ({ language }) =>
        bulletinLetter({ ...found, school: sign?.name ?? '', places: places('/nieuwsflits'), language })
    })
  }

  const invitations = openInvitations({ database, clock, mailer, publicUrl })
  const push = (job: Job) =>
    reach.push(job, async (kind, school, what, person) => {
      const [about = '', session = ''] = what.split(':')
      if (kind === 'reminder') return reminderOf(school, about, person)
      if (kind === 'observation') return observationOf(school, about, session, person)
      return kind === 'digest' ? digestOf(school, about, session, person) : null
    })
  const handlers: Handlers = { digest, day, reminder, observation, bulletin, push, ...invitations.handlers }
  return {
    react,
    handlers,
    /** Makes sure that every school has a next morning; asking again changes nothing. */
    async wake(schools: readonly Id[]): Promise<void> {
      for (const school of schools)
        await database.transact(school, async (tx) => {
          const timeZone = await timeZoneOf(tx)
          const today: Day = dayOf(clock(), timeZone)
          const morning = momentAt(today, REMIND_AT, timeZone)
          const next = clock() <= morning ? today : addDays(today, 1)
          await enqueue(tx, 'day', next, momentAt(next, REMIND_AT, timeZone))
        })
    }
  }
}

export type Rhythm = ReturnType<typeof openRhythm>

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
