import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { enqueueChange } from '#platform/jobs/queue.ts'
import type { LessonVisit, VisitState } from '../core/visit.ts'

/** The job that tells that a visit changed, or is there no more; its key begins with the visit. */
export const VISIT_CHANGED = 'visit-changed'

type Row = Omit<LessonVisit, 'says'> & {
  visitorSays: boolean | null
  hostSays: boolean | null
  coverSays: boolean | null
}
const asVisit = ({ visitorSays, hostSays, coverSays, ...row }: Row): LessonVisit => ({
  ...row,
  says: { visitor: visitorSays, host: hostSays, cover: coverSays }
})

const columns = (tx: Tx) => tx.sql`
  id, plan_id as plan, wish_id as wish, visitor_id as visitor, host_id as host, cover_id as cover, group_name as "group",
  day::text as day, start_minute as start, talk_day::text as "talkDay", talk_minute as "talkStart", state,
  visitor_says as "visitorSays", host_says as "hostSays", cover_says as "coverSays", ended_by as "endedBy"`

/** The visits that are still on, of days from one to another. */
export async function liveVisits(tx: Tx, from: Day, till: Day): Promise<LessonVisit[]> {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from visits
    where state in ('proposed', 'agreed') and day >= ${from} and day <= ${till} order by day, start_minute, id`
  return rows.map(asVisit)
}

/** Everything of a person from a day on, whatever came of it. */
export async function visitsOf(tx: Tx, person: Id, from: Day): Promise<LessonVisit[]> {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from visits
    where (visitor_id = ${person} or host_id = ${person} or cover_id = ${person}) and day >= ${from}
    order by day, start_minute, id limit 200`
  return rows.map(asVisit)
}

/** A visit as calendars know it: with its number, and when it was agreed on; null as long as it never was. */
export type CalendarVisit = LessonVisit & { sequence: number; agreedAt: Date | null }

/** What somebody's calendar shows from a day on: what is or ever was agreed. */
export async function calendarVisits(tx: Tx, person: Id, from: Day): Promise<CalendarVisit[]> {
  const rows = await tx.sql<(Row & { sequence: number; agreedAt: Date | null })[]>`
    select ${columns(tx)}, sequence, agreed_at as "agreedAt" from visits
    where (visitor_id = ${person} or host_id = ${person} or cover_id = ${person}) and greatest(day, talk_day) >= ${from}
      and (state in ('agreed', 'done') or agreed_at is not null)
    order by day, start_minute, id`
  return rows.map(({ sequence, agreedAt, ...row }) => ({ ...asVisit(row), sequence, agreedAt }))
}

/** What was agreed on by or with these people since a moment, or is on a day since then, whatever came of it. */
export async function agreedSince(
  tx: Tx,
  people: readonly Id[],
  since: { day: Day; moment: Date }
): Promise<LessonVisit[]> {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from visits
    where (visitor_id = any(${[...people]}::uuid[]) or host_id = any(${[...people]}::uuid[]))
      and (state in ('agreed', 'done') or agreed_at is not null)
      and (day >= ${since.day} or coalesce(agreed_at, at) >= ${since.moment})
    order by day, start_minute, id limit 60`
  return rows.map(asVisit)
}

export async function findVisit(tx: Tx, id: Id): Promise<LessonVisit | null> {
  const [row] = await tx.sql<Row[]>`select ${columns(tx)} from visits where id = ${id}`
  return row ? asVisit(row) : null
}

export async function liveVisitOf(tx: Tx, wish: Id): Promise<LessonVisit | null> {
  const [row] = await tx.sql<Row[]>`
    select ${columns(tx)} from visits where wish_id = ${wish} and state in ('proposed', 'agreed')`
  return row ? asVisit(row) : null
}

export async function insertVisit(tx: Tx, visit: LessonVisit, now: number): Promise<void> {
  const at = new Date(now)
  const row = { school_id: tx.school, at, agreed_at: visit.state === 'agreed' ? at : null, ...asRow(visit) }
  await tx.sql`insert into visits ${tx.sql(row as never)}`
}

/** Whatever a calendar shows of a visit gets a higher number when it changes; answers that change nothing do not. */
export async function updateVisit(tx: Tx, visit: LessonVisit, now: number): Promise<void> {
  const { state, day, start, talkDay, talkStart, host, cover } = visit
  await tx.sql`
    update visits set ${tx.sql(asRow(visit) as never)},
      sequence = sequence + case when
        (state, day, start_minute, talk_day, talk_minute, host_id, cover_id) is distinct from
        (${state}::text, ${day}::date, ${start}::smallint, ${talkDay}::date, ${talkStart}::smallint, ${host}::uuid,
          ${cover}::uuid) then 1 else 0 end,
      agreed_at = case
        when ${state}::text = 'agreed' and state <> 'agreed' then ${new Date(now)}
        when state in ('agreed', 'done') then coalesce(agreed_at, at)
        else agreed_at end
    where id = ${visit.id}`
  await enqueueChange(tx, VISIT_CHANGED, visit.id, now)
}

const asRow = ({ says, ...visit }: LessonVisit) => ({
  id: visit.id,
  plan_id: visit.plan,
  wish_id: visit.wish,
  visitor_id: visit.visitor,
  host_id: visit.host,
  cover_id: visit.cover,
  group_name: visit.group,
  day: visit.day,
  start_minute: visit.start,
  talk_day: visit.talkDay,
  talk_minute: visit.talkStart,
  state: visit.state,
  visitor_says: says.visitor,
  host_says: says.host,
  cover_says: says.cover,
  ended_by: visit.endedBy
})

export async function removeVisits(tx: Tx, ids: readonly Id[], now: number): Promise<void> {
  if (ids.length > 0) await tx.sql`delete from visits where id = any(${[...ids]}::uuid[])`
  for (const id of ids) await enqueueChange(tx, VISIT_CHANGED, id, now)
}

/** Who has seen whom: visits that were agreed and whose day is over, and those that were rounded off. */
export async function pastVisits(tx: Tx, since: Day, today: Day): Promise<{ visitor: Id; host: Id; day: Day }[]> {
  return [
    ...(await tx.sql<{ visitor: Id; host: Id; day: Day }[]>`
      select visitor_id as visitor, host_id as host, day::text as day from visits
      where day >= ${since} and (state = 'done' or (state = 'agreed' and day < ${today})) order by day`)
  ]
}

/** Wishes that were turned down in a period: who did is not asked the same again in it. */
export async function declinedWishes(tx: Tx, from: Day, till: Day): Promise<Id[]> {
  const rows = await tx.sql<{ wish: Id }[]>`
    select distinct wish_id as wish from visits where state = 'declined' and day >= ${from} and day <= ${till}`
  return rows.map(({ wish }) => wish)
}

export async function listAbsences(tx: Tx, from: Day): Promise<{ person: Id; day: Day }[]> {
  return [
    ...(await tx.sql<{ person: Id; day: Day }[]>`
      select person_id as person, day::text as day from visit_absences where day >= ${from}`)
  ]
}

export async function writeAbsence(tx: Tx, person: Id, day: Day, now: number): Promise<void> {
  await tx.sql`insert into visit_absences (school_id, person_id, day, at)
    values (${tx.school}, ${person}, ${day}, ${new Date(now)}) on conflict do nothing`
}

export const removeAbsence = async (tx: Tx, person: Id, day: Day): Promise<unknown> =>
  tx.sql`delete from visit_absences where person_id = ${person} and day = ${day}`

/** Why a wish waits: the rules that would have to give, on which weekdays, at whose lessons. */
export type Unmet = { wish: Id; ways: { rules: string[]; weekdays: number[]; host: Id | null }[] }
export type HelpFound = { weekday: number; half: 'morning' | 'afternoon'; site?: string; now: number; then: number }

export type StoredPlan = {
  id: Id
  from: Day
  weeks: number
  madeAt: Date
  madeBy: Id
  status: 'optimal' | 'within_gap' | 'stopped'
  objective: number
  bound: number | null
  seconds: number
  wishes: number
  unmet: Unmet[]
  help: HelpFound | { none: true } | null
}

export async function insertPlan(tx: Tx, plan: StoredPlan): Promise<void> {
  await tx.sql`insert into visit_plans ${tx.sql({
    school_id: tx.school,
    id: plan.id,
    from_day: plan.from,
    weeks: plan.weeks,
    made_at: plan.madeAt,
    made_by: plan.madeBy,
    status: plan.status,
    objective: plan.objective,
    bound: plan.bound,
    seconds: plan.seconds,
    wishes: plan.wishes,
    unmet: tx.sql.json(plan.unmet as never)
  } as never)}`
}

/** How many plans were made since a moment, and how many of them by one person. */
export async function countedPlans(tx: Tx, person: Id, since: Date): Promise<{ all: number; own: number }> {
  const [row] = await tx.sql<{ all: number; own: number }[]>`
    select count(*)::int as "all", (count(*) filter (where made_by = ${person}))::int as own
    from visit_plans where made_at >= ${since}`
  return row!
}

/** The plan that was made last. */
export async function latestPlan(tx: Tx): Promise<StoredPlan | null> {
  const [row] = await tx.sql<StoredPlan[]>`
    select id, from_day::text as "from", weeks, made_at as "madeAt", made_by as "madeBy", status, objective, bound,
      seconds, wishes, unmet, help from visit_plans order by made_at desc, id desc limit 1`
  return row ?? null
}

export const writeHelp = async (tx: Tx, plan: Id, help: StoredPlan['help']): Promise<unknown> =>
  tx.sql`update visit_plans set help = ${tx.sql.json(help as never)} where id = ${plan}`

/** For the leader: how many visits there were or are agreed on, between which units is for the caller to tell. */
export async function countedVisits(
  tx: Tx,
  since: Day
): Promise<{ visitor: Id; host: Id; day: Day; state: VisitState }[]> {
  return [
    ...(await tx.sql<{ visitor: Id; host: Id; day: Day; state: VisitState }[]>`
      select visitor_id as visitor, host_id as host, day::text as day, state from visits
      where day >= ${since} and state in ('agreed', 'done') order by day`)
  ]
}
