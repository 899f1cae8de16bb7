import { listSessions, writeHistory } from '#board-sessions/server'
import { writeBulletinHistory, type PastBulletin } from '#bulletin/server'
import { addFreeTime } from '#calendar/server'
import { addDays } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { writeVisitHistory } from '#lesson-visits/server'
import { ok, type Result } from '#kernel/result.ts'
import type { Person } from '#people'
import { chooseMoment, ensureSchool, findSchoolNamed, placeStaff, type Staff } from '#people/server'
import type { Database, Tx } from '#platform/db/door.ts'
import {
  evaluateStep,
  giveVoice,
  holdMeeting,
  letUnitJoin,
  programmeFor,
  shareObservation,
  startProgramme
} from '#start-programme/server'
import { insertLessons, writePeriods } from '#timetable/server'
import { VIEWS, type View } from './core/cast.ts'
import { composeSchool, TIME_ZONE, type ComposedSchool, type Plan } from './core/school.ts'
import { coachOf, type ProgrammeStory } from './core/programme-story.ts'
import { holidaysOf } from './core/weeks.ts'
import { giveEyesAccounts } from './eyes.server.ts'
import { removeDemonstration } from './remove.server.ts'

export type MadeDemonstration = {
  school: Id
  name: string
  seed: number
  people: number
  units: { id: Id; name: string; events: number }[]
  eyes: Record<View, Id>
  /** An earlier school of that name was taken away first. */
  isRemade: boolean
}

/**
 * Makes a demonstration school of this name; one that is there already is made anew, a real one is never touched. All
 * of it is in one transaction: a school that was broken off halfway is empty, and the next attempt makes it anew.
 */
export async function makeDemonstration(database: Database, plan: Plan): Promise<Result<MadeDemonstration>> {
  const before = await findSchoolNamed(database, plan.name)
  if (before) {
    const removed = await removeDemonstration(database, before)
    if (!removed.ok) return removed
  }
  const made = await ensureSchool(database, plan.name, plan.now, { isDemonstration: true })
  if (!made.ok) return made
  const school = made.value.id
  const composed = composeSchool(plan, newId)
  await database.transact(school, (tx) => fill(tx, composed, plan.now))
  const { cast, people, units } = composed
  const eyes = Object.fromEntries(VIEWS.map((view) => [view, people[cast.eyes[view]]!])) as Record<View, Id>
  await giveEyesAccounts(
    database,
    school,
    VIEWS.map((view) => ({ person: eyes[view], email: cast.people[cast.eyes[view]]!.email })),
    plan.now
  )
  return ok({
    school,
    name: plan.name.trim(),
    seed: plan.seed,
    people: people.length,
    units: units.map(({ id, past }, at) => ({ id, name: cast.units[at]!.name, events: past.length })),
    eyes,
    isRemade: before !== null
  })
}

/** Puts the staff and the past of every board into an empty school. */
async function fill(tx: Tx, composed: ComposedSchool, now: number): Promise<void> {
  const { cast, people, units } = composed
  await placeStaff(tx, staffOf(composed))
  for (const [at, { id, past }] of units.entries()) {
    const { members: places, weekday, minute, lead } = cast.units[at]!
    const members = new Set(places.map((place) => people[place]!))
    // Since its first session: what was planned in this half year is part of the story.
    await chooseMoment(tx, id, [{ weekday, minute }], people[lead]!, past[0]?.at ?? now)
    if (past.length > 0) await writeHistory(tx, id, past, { members, timeZone: TIME_ZONE })
  }
  await writeBulletinHistory(tx, outsideOf(composed))
  await writePeriods(tx, composed.visits.periods)
  await insertLessons(tx, composed.visits.lessons, 'painted', now)
  await writeVisitHistory(tx, composed.visits)
  // Holidays are left out of what was planned, a year ahead too.
  for (const holiday of holidaysOf(composed.since, addDays(composed.today, 366))) await addFreeTime(tx, holiday)
  if (composed.programme) await runProgramme(tx, composed.programme, now)
  for (const view of VIEWS)
    await tx.sql`
      insert into demonstration_eyes (school_id, view, person_id) values (${tx.school}, ${view}, ${people[cast.eyes[view]]!})`
}

/** The start programme as people entered it, each at its own moment, by the rules that hold for them. */
async function runProgramme(tx: Tx, story: ProgrammeStory, now: number): Promise<void> {
  const { by, coach, decision, firstDay, unit, meeting, observation } = story
  const demand = (result: Result<unknown>) => {
    if (!result.ok) throw new Error(`the story of the start programme does not hold: ${result.failure.code}`)
  }
  demand(await startProgramme(tx, { ...decision, outcome: 'begin', firstDay }, { person: by, now: story.startedAt }))
  const trackOf = async (id: Id | null) =>
    (await programmeFor(tx, by, now, 'nl')).running!.tracks.find((track) => (track.unit?.id ?? null) === id)!.id
  const evaluate = async (track: Id, said: ProgrammeStory['startTeam']) => {
    for (const { person, at, ...words } of said)
      demand(await evaluateStep(tx, { track, ...words }, { person, now: at }))
  }
  await evaluate(await trackOf(null), story.startTeam)
  const { heldOn, agreed } = meeting
  demand(await holdMeeting(tx, { meeting: 'eight_weeks', heldOn, agreed }, { person: by, now: meeting.at }))
  demand(await letUnitJoin(tx, { unit: unit.id, firstDay: unit.firstDay }, { person: by, now: unit.decidedAt }))
  await evaluate(await trackOf(unit.id), unit.said)
  for (const { at, answers } of story.voices)
    // In the first round only the start team was asked; who was not is turned away, as everybody would be.
    for (const { person, says } of answers) await giveVoice(tx, says, { person, now: at })
  const [session] = (await listSessions(tx, observation.unit, 2)).slice(-1)
  if (session) demand(await shareObservation(tx, { ...observation, session: session.id }, { person: coach, now }))
}

/** What the sessions left in the bulletin, as requests and on the wall, and what the leader added. */
function outsideOf({ units, leader, fromLeader, announcements }: ComposedSchool): PastBulletin {
  const left = units.map((unit) => unit.left)
  const told = left.flatMap((one) => one.told)
  return {
    items: [
      ...left.flatMap(({ notices }) =>
        notices.map((item) => ({ ...item, kind: 'inform' as const, until: null, units: [] }))
      ),
      ...fromLeader.map((item) => ({ ...item, unit: null, by: leader, units: [] }))
    ],
    requests: left.flatMap(({ requests }) => requests),
    reactions: left.flatMap(({ reactions }) => reactions),
    information: announcements.map(({ id, text, by, at }) => ({
      id,
      text,
      by: by.id,
      at,
      notBefore: null,
      units: units.map(({ id: unit }) => {
        const done = told.find((one) => one.announcement === id && one.unit === unit)
        return { unit, toldAt: done?.at ?? null, toldBy: done?.by ?? null }
      })
    }))
  }
}

function staffOf({ cast, people, leader, units, since }: ComposedSchool): Staff {
  return {
    people: cast.people.map(({ isLeader: _isLeader, ...person }, at): Person => ({
      ...person,
      id: people[at]!,
      staffNumber: '',
      source: 'hand',
      leftOn: null
    })),
    units: cast.units.map(({ name, mark, hue }, at) => ({ id: units[at]!.id, name, mark, hue })),
    memberships: cast.units.flatMap(({ members }, at) =>
      members.map((place) => ({ unit: units[at]!.id, person: people[place]! }))
    ),
    roles: [
      { id: newId(), person: leader, role: 'school_leader', unit: null },
      { id: newId(), person: leader, role: 'administrator', unit: null },
      ...(coachOf(cast) < 0
        ? []
        : [{ id: newId(), person: people[coachOf(cast)]!, role: 'coach' as const, unit: null }]),
      ...cast.units.map(({ lead }, at) => ({
        id: newId(),
        person: people[lead]!,
        role: 'unit_lead' as const,
        unit: units[at]!.id
      }))
    ],
    since
  }
}
