import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Outcome } from './core/decision.ts'
import type { Part, TeamMember } from './core/team.ts'
import type { Meeting, Went } from './core/topics.ts'

export type Programme = { id: Id; startedBy: Id | null; startedAt: Date }
export type Decision = {
  id: Id
  programme: Id | null
  outcome: Outcome
  why: string
  how: string
  brought: string
  decidedOn: Day
  by: Id | null
}
export type Track = { id: Id; unit: Id | null; firstDay: Day }
export type Evaluation = { track: Id; step: number; person: Id; went: Went; noticed: string; deeper: string }
export type Held = { meeting: Meeting; heldOn: Day; agreed: string }

export async function runningProgramme(tx: Tx): Promise<Programme | null> {
  const [row] = await tx.sql<Programme[]>`
    select id, started_by as "startedBy", started_at as "startedAt" from programmes where ended_on is null`
  return row ?? null
}

/** False when somebody else has just started one. */
export async function insertProgramme(tx: Tx, id: Id, by: Id, now: number): Promise<boolean> {
  const made = await tx.sql`
    insert into programmes (school_id, id, started_by, started_at) values (${tx.school}, ${id}, ${by}, ${new Date(now)})
    on conflict (school_id) where ended_on is null do nothing`
  return made.count > 0
}

export async function endProgramme(tx: Tx, id: Id, on: Day): Promise<void> {
  await tx.sql`update programmes set ended_on = ${on} where id = ${id} and ended_on is null`
}

export async function teamOf(tx: Tx, programme: Id): Promise<TeamMember[]> {
  return [
    ...(await tx.sql<TeamMember[]>`
      select person_id as person, part from programme_team where programme_id = ${programme}
      order by array_position(array['leader', 'teacher', 'coach'], part), person_id`)
  ]
}

export async function partOf(tx: Tx, programme: Id, person: Id): Promise<Part | null> {
  const [row] = await tx.sql<{ part: Part }[]>`
    select part from programme_team where programme_id = ${programme} and person_id = ${person}`
  return row?.part ?? null
}

export async function writeTeam(tx: Tx, programme: Id, team: readonly TeamMember[]): Promise<void> {
  await tx.sql`delete from programme_team where programme_id = ${programme}`
  const rows = team.map(({ person, part }) => ({
    school_id: tx.school,
    programme_id: programme,
    person_id: person,
    part
  }))
  await tx.sql`insert into programme_team ${tx.sql(rows as never)}`
}

export async function insertDecision(tx: Tx, decision: Decision, now: number): Promise<void> {
  const { id, programme, outcome, why, how, brought, decidedOn, by } = decision
  await tx.sql`
    insert into programme_decisions
      (school_id, id, programme_id, outcome, why, how, brought, decided_on, by_person, at)
    values (${tx.school}, ${id}, ${programme}, ${outcome}, ${why}, ${how}, ${brought}, ${decidedOn}, ${by},
      ${new Date(now)})`
}

/** Every decision of the school about it, the last one first. */
export async function listDecisions(tx: Tx): Promise<Decision[]> {
  return [
    ...(await tx.sql<Decision[]>`
      select id, programme_id as programme, outcome, why, how, brought, decided_on as "decidedOn", by_person as by
      from programme_decisions order by at desc, id desc`)
  ]
}

/** The start team first, then the units in the order in which they begin. */
export async function tracksOf(tx: Tx, programme: Id): Promise<Track[]> {
  return [
    ...(await tx.sql<Track[]>`
      select id, unit_id as unit, first_day as "firstDay" from programme_tracks where programme_id = ${programme}
      order by unit_id is not null, first_day`)
  ]
}

/** False when this unit has its weeks already, or another begins on that Monday. */
export async function insertTrack(tx: Tx, programme: Id, { id, unit, firstDay }: Track): Promise<boolean> {
  const made = await tx.sql`
    insert into programme_tracks (school_id, id, programme_id, unit_id, first_day)
    values (${tx.school}, ${id}, ${programme}, ${unit}, ${firstDay}) on conflict do nothing`
  return made.count > 0
}

export async function removeTrack(tx: Tx, id: Id): Promise<void> {
  await tx.sql`delete from programme_evaluations where track_id = ${id}`
  await tx.sql`delete from programme_tracks where id = ${id}`
}

export async function putEvaluation(tx: Tx, evaluation: Evaluation, now: number): Promise<void> {
  const { track, step, person, went, noticed, deeper } = evaluation
  await tx.sql`
    insert into programme_evaluations (school_id, track_id, step, person_id, went, noticed, deeper, at)
    values (${tx.school}, ${track}, ${step}, ${person}, ${went}, ${noticed}, ${deeper}, ${new Date(now)})
    on conflict (school_id, track_id, step, person_id) do update
      set went = excluded.went, noticed = excluded.noticed, deeper = excluded.deeper, at = excluded.at`
}

export async function evaluationsOf(tx: Tx, tracks: readonly Id[]): Promise<Evaluation[]> {
  return [
    ...(await tx.sql<Evaluation[]>`
      select track_id as track, step, person_id as person, went, noticed, deeper from programme_evaluations
      where track_id = any(${tracks as Id[]}::uuid[]) order by step, at`)
  ]
}

export async function putMeeting(
  tx: Tx,
  programme: Id,
  { meeting, heldOn, agreed }: Held,
  by: Id,
  now: number
): Promise<void> {
  await tx.sql`
    insert into programme_meetings (school_id, programme_id, meeting, held_on, agreed, by_person, at)
    values (${tx.school}, ${programme}, ${meeting}, ${heldOn}, ${agreed}, ${by}, ${new Date(now)})
    on conflict (school_id, programme_id, meeting) do update
      set held_on = excluded.held_on, agreed = excluded.agreed, by_person = excluded.by_person, at = excluded.at`
}

export async function heldMeetings(tx: Tx, programme: Id): Promise<Held[]> {
  return [
    ...(await tx.sql<Held[]>`
      select meeting, held_on as "heldOn", agreed from programme_meetings where programme_id = ${programme}`)
  ]
}

/** Somebody who is erased was in no team and said nothing; what the team decided stays. */
export async function forgetInProgramme({ sql }: Tx, person: Id): Promise<void> {
  await sql`delete from programme_evaluations where person_id = ${person}`
  await sql`delete from programme_team where person_id = ${person}`
  await sql`update programmes set started_by = null where started_by = ${person}`
  await sql`update programme_decisions set by_person = null where by_person = ${person}`
  await sql`update programme_meetings set by_person = null where by_person = ${person}`
}
