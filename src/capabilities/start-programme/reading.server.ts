import { addDays, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { fullNames, listUnits, standingOf, unitMembers, type Unit } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { readPath, readSteps, type Language } from './content.server.ts'
import type { Phase, Step } from './core/steps.ts'
import { proposeOrder, type Part } from './core/team.ts'
import { MEETINGS, topicsOf, type Meeting, type Topic, type Went } from './core/topics.ts'
import {
  firstForUnits,
  hasBegun,
  phaseAt,
  returnsOn,
  standingOn,
  STEPS,
  weeksSince,
  type Standing
} from './core/weeks.ts'
import { mayDeepen, mayEvaluate, mayRunProgramme } from './policy.ts'
import {
  evaluationsOf,
  heldMeetings,
  listDecisions,
  runningProgramme,
  teamOf,
  tracksOf,
  type Decision,
  type Evaluation,
  type Track
} from './store.server.ts'
import { candidatesOf, meetingFrom, todayOf, weeksFrom } from './use-cases.server.ts'

const NOBODY = ''

/** Eight weeks of the start team or a unit, as everybody may see them: where they are, and how many looked back. */
export type TrackView = {
  id: Id
  unit: Unit | null
  firstDay: Day
  weeks: Day[]
  standing: Standing
  /** How many people it is for. */
  people: number
  /** Of each step, how many of them said how it went. */
  evaluated: number[]
  /** Is it the track of whoever looks? */
  isMine: boolean
}

export type MeetingView = { meeting: Meeting; from: Day; isOpen: boolean; heldOn: Day | null; agreed: string }
export type DecisionView = Omit<Decision, 'by' | 'programme'> & { name: string }

export type ProgrammeView = {
  today: Day
  mayRun: boolean
  decisions: DecisionView[]
  phases: Phase[]
  steps: Pick<Step, 'number' | 'instrument' | 'title' | 'short'>[]
  running: {
    part: Part | null
    team: { person: Id; part: Part; name: string; isHere: boolean }[]
    tracks: TrackView[]
    meetings: MeetingView[]
    phase: number
    /** When the question to the team comes back, and whether it is time. */
    returnsOn: Day
    isReturnDue: boolean
    /** The units that have no weeks yet, in the order that suits; and from when one can begin. */
    toJoin: (Unit & { members: number })[]
    unitsFrom: Day
  } | null
}

type Known = { tracks: Track[]; weeks: Day[][]; evaluations: Evaluation[] }

async function knownOf(tx: Tx, programme: Id): Promise<Known> {
  const tracks = await tracksOf(tx, programme)
  const weeks = await weeksFrom(
    tx,
    tracks.map(({ firstDay }) => firstDay)
  )
  const evaluations = await evaluationsOf(
    tx,
    tracks.map(({ id }) => id)
  )
  return { tracks, weeks, evaluations }
}

/** Where the programme stands, for somebody of the school. No word of what anybody wrote about a week. */
export async function programmeFor(tx: Tx, person: Id, now: number, language: Language): Promise<ProgrammeView> {
  const [today, { units: own, grants }, decisions, running] = [
    await todayOf(tx, now),
    await standingOf(tx, person),
    await listDecisions(tx),
    await runningProgramme(tx)
  ]
  const team = running ? await teamOf(tx, running.id) : []
  const names = await fullNames(tx, [
    ...decisions.flatMap(({ by }) => (by ? [by] : [])),
    ...team.map((member) => member.person)
  ])
  const nameOf = (id: Id | null) => (id && names.get(id)) || NOBODY
  const phases = readPath(language)
  const shared = {
    today,
    mayRun: mayRunProgramme(grants),
    decisions: decisions.map(({ by, programme: _, ...decision }) => ({ ...decision, name: nameOf(by) })),
    phases,
    steps: readSteps(language).map(({ number, instrument, title, short }) => ({ number, instrument, title, short }))
  }
  if (!running) return { ...shared, running: null }

  const units = await listUnits(tx)
  const { tracks, weeks, evaluations } = await knownOf(tx, running.id)
  const { present } = await candidatesOf(tx, today)
  const part = team.find((member) => member.person === person)?.part ?? null
  const ownUnits = own.map(({ id }) => id)
  const held = await heldMeetings(tx, running.id)
  const first = weeks[0] ?? []
  const toJoin = proposeOrder(
    units.filter(({ id }) => !tracks.some(({ unit }) => unit === id)),
    team.map((member) => member.person)
  )
  const lastDecision = decisions.find(({ programme }) => programme === running.id)
  const due = returnsOn(lastDecision?.decidedOn ?? today)
  return {
    ...shared,
    running: {
      part,
      team: team.map((member) => ({
        ...member,
        name: nameOf(member.person),
        isHere: present.includes(member.person)
      })),
      tracks: tracks.map((track, at) => {
        const unit = units.find(({ id }) => id === track.unit) ?? null
        const said = evaluations.filter((evaluation) => evaluation.track === track.id)
        return {
          ...track,
          unit: unit && { id: unit.id, name: unit.name, mark: unit.mark, hue: unit.hue },
          weeks: weeks[at]!,
          standing: standingOn(weeks[at]!, today),
          people: unit ? unit.members.length : team.length,
          evaluated: Array.from({ length: STEPS }, (_, step) => said.filter((one) => one.step === step + 1).length),
          isMine: mayEvaluate({ units: ownUnits, part }, track)
        }
      }),
      meetings: MEETINGS.map((meeting) => {
        const done = held.find((one) => one.meeting === meeting)
        const from = meetingFrom(meeting, first)
        return { meeting, from, isOpen: from <= today, heldOn: done?.heldOn ?? null, agreed: done?.agreed ?? '' }
      }),
      phase: phaseAt(
        phases.map(({ fromWeek }) => fromWeek),
        weeksSince(first[0] ?? today, today),
        standingOn(first, today).state === 'after'
      ),
      returnsOn: due,
      isReturnDue: due <= today,
      toJoin: toJoin.map(({ id, name, mark, hue, members }) => ({ id, name, mark, hue, members: members.length })),
      unitsFrom: firstForUnits(first)
    }
  }
}

/** One step on one screen, with what those who did it said, for those who did it. */
export type StepView = {
  step: Step
  track: { id: Id; unit: Unit | null }
  week: Day
  standing: Standing
  isOpen: boolean
  own: { went: Went; noticed: string; deeper: string } | null
  others: { name: string; went: Went; noticed: string }[]
  /** One's other tracks: of the start team, and of one's units. */
  also: { id: Id; unit: Unit | null }[]
}

/**
 * The step of a week for somebody: of the track that is asked for, or else of the one of one's own that is in its eight
 * weeks. Null for who has no track.
 */
export async function stepFor(
  tx: Tx,
  person: Id,
  asked: { track: string | null; step: number | null },
  { now, language }: { now: number; language: Language }
): Promise<StepView | null> {
  const running = await runningProgramme(tx)
  if (!running) return null
  const [today, { units }, team] = [await todayOf(tx, now), await standingOf(tx, person), await teamOf(tx, running.id)]
  const part = team.find((member) => member.person === person)?.part ?? null
  const who = { units: units.map(({ id }) => id), part }
  const { tracks, weeks, evaluations } = await knownOf(tx, running.id)
  const mine = tracks
    .map((track, at) => ({ ...track, weeks: weeks[at]!, standing: standingOn(weeks[at]!, today) }))
    .filter((track) => mayEvaluate(who, track))
  const isBusy = ({ standing: { state } }: (typeof mine)[number]) => state === 'step' || state === 'holiday'
  // The last that began: whoever was in the start team and now learns it with the unit is with the unit.
  const track = asked.track ? mine.find(({ id }) => id === asked.track) : (mine.findLast(isBusy) ?? mine.at(-1))
  if (!track) return null
  const number = asked.step ?? track.standing.step
  const step = readSteps(language)[number - 1]
  if (!step) return null
  const said = evaluations.filter((one) => one.track === track.id && one.step === number)
  const others = said.filter((one) => one.person !== person)
  const names = await fullNames(
    tx,
    others.map((one) => one.person)
  )
  const unitOf = (id: Id | null) => units.find((unit) => unit.id === id) ?? null
  const own = said.find((one) => one.person === person)
  return {
    step,
    track: { id: track.id, unit: unitOf(track.unit) },
    week: track.weeks[number - 1] ?? '',
    standing: track.standing,
    isOpen: hasBegun(track.weeks, number, today),
    own: own ? { went: own.went, noticed: own.noticed, deeper: own.deeper } : null,
    others: others.map((one) => ({ name: names.get(one.person) ?? NOBODY, went: one.went, noticed: one.noticed })),
    also: mine.filter(({ id }) => id !== track.id).map(({ id, unit }) => ({ id, unit: unitOf(unit) }))
  }
}

/** What the deepening meetings can take up, for the start team: from all evaluations, without a name. */
export async function topicsFor(tx: Tx, person: Id, language: Language): Promise<Topic[] | null> {
  const running = await runningProgramme(tx)
  if (!running) return null
  const team = await teamOf(tx, running.id)
  if (!mayDeepen(team.find((member) => member.person === person)?.part ?? null)) return null
  const { evaluations } = await knownOf(tx, running.id)
  const steps = readSteps(language)
  return topicsOf(evaluations, (step) => steps[step - 1]?.instrument ?? null)
}

/** Whether the programme runs: how many units are on the path, or null. For the page of the school. */
export async function programmeState(tx: Tx): Promise<number | null> {
  const running = await runningProgramme(tx)
  return running ? (await tracksOf(tx, running.id)).filter(({ unit }) => unit !== null).length : null
}

/** What this week's step is for somebody, if there is one. For the page of today. */
export async function stepOfToday(
  tx: Tx,
  person: Id,
  when: { now: number; language: Language }
): Promise<{ step: number; title: string } | null> {
  const view = await stepFor(tx, person, { track: null, step: null }, when)
  return view?.standing.state === 'step' ? { step: view.step.number, title: view.step.title } : null
}

/** A week that somebody has not looked back on: the last one of a track that is over, and its Sunday. */
export type Unseen = { person: Id; track: Id; step: number; sunday: Day }

/** Who has not said how the last week went, of every track. Older weeks are not asked about again. */
export async function stepsToLookBackOn(tx: Tx, today: Day): Promise<Unseen[]> {
  const running = await runningProgramme(tx)
  if (!running) return []
  const { tracks, weeks, evaluations } = await knownOf(tx, running.id)
  const unseen: Unseen[] = []
  for (const [at, { id: track, unit }] of tracks.entries()) {
    const step = weeks[at]!.filter((monday) => addDays(monday, 6) < today).length
    const monday = weeks[at]![step - 1]
    if (!monday) continue
    const people = unit
      ? (await unitMembers(tx, unit)).map(({ id }) => id)
      : (await teamOf(tx, running.id)).map((one) => one.person)
    const hasSaid = (person: Id) =>
      evaluations.some((said) => said.track === track && said.step === step && said.person === person)
    for (const person of people) if (!hasSaid(person)) unseen.push({ person, track, step, sunday: addDays(monday, 6) })
  }
  return unseen
}

/** What a step is called. */
export const stepTitle = (step: number, language: Language): string => readSteps(language)[step - 1]?.title ?? ''
