import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import {
  DEFAULT_SETTINGS,
  type ClosedLesson,
  type Cover,
  type Host,
  type Invitation,
  type OwnTime,
  type VisitSettings,
  type VisitWish
} from '../core/offers.ts'

export async function settingsOf(tx: Tx): Promise<VisitSettings> {
  const [row] = await tx.sql<VisitSettings[]>`
    select fixed_by as "fixedBy", weeks, day_start as "dayStart", day_end as "dayEnd", visits_a_week as "visitsAWeek",
      hosting_a_week as "hostingAWeek", cross_unit as "crossUnit", travel,
      case when across_least is not null then jsonb_build_object('least', across_least, 'most', across_most) end as across
    from visit_settings`
  return row ?? DEFAULT_SETTINGS
}

export async function writeSettings(tx: Tx, settings: VisitSettings): Promise<void> {
  const { fixedBy, weeks, dayStart, dayEnd, visitsAWeek, hostingAWeek, crossUnit, travel, across } = settings
  await tx.sql`insert into visit_settings
    (school_id, fixed_by, weeks, day_start, day_end, visits_a_week, hosting_a_week, cross_unit, travel,
      across_least, across_most)
    values (${tx.school}, ${fixedBy}, ${weeks}, ${dayStart}, ${dayEnd}, ${visitsAWeek}, ${hostingAWeek}, ${crossUnit},
      ${travel}, ${across?.least ?? null}, ${across?.most ?? null})
    on conflict (school_id) do update set fixed_by = excluded.fixed_by, weeks = excluded.weeks,
      day_start = excluded.day_start, day_end = excluded.day_end, visits_a_week = excluded.visits_a_week,
      hosting_a_week = excluded.hosting_a_week, cross_unit = excluded.cross_unit,
      travel = excluded.travel, across_least = excluded.across_least, across_most = excluded.across_most`
}

type Dated<T extends { at: number }> = Omit<T, 'at'> & { at: Date }
const asNumber = <T extends { at: number }>(row: Dated<T>): T => ({ ...row, at: row.at.getTime() }) as unknown as T

/** The wishes that still wait, the oldest first; one whose visit has been by `today` waits no more. */
export async function openWishes(tx: Tx, today: Day): Promise<VisitWish[]> {
  const rows = await tx.sql<Dated<VisitWish>[]>`
    select id, person_id as person, host_id as host, focus, question, at, invitation_id as invitation
    from visit_wishes where withdrawn_at is null and met_at is null
      and not exists (select from visits
        where wish_id = visit_wishes.id and (state = 'done' or (state = 'agreed' and day < ${today})))
    order by at, id`
  return rows.map((row) => asNumber<VisitWish>(row))
}

export async function findWish(tx: Tx, id: Id): Promise<VisitWish | null> {
  const [row] = await tx.sql<Dated<VisitWish>[]>`
    select id, person_id as person, host_id as host, focus, question, at, invitation_id as invitation
    from visit_wishes where id = ${id}`
  return row ? asNumber<VisitWish>(row) : null
}

/** What is to be learnt by each wish. Who may see it is for the caller to decide. */
export async function questionsOf(tx: Tx): Promise<Map<Id, string>> {
  const rows = await tx.sql<{ id: Id; question: string }[]>`
    select id, question from visit_wishes where withdrawn_at is null and question <> ''`
  return new Map(rows.map(({ id, question }) => [id, question]))
}

export async function insertWish(tx: Tx, wish: VisitWish): Promise<void> {
  const { id, person, host, focus, question, at, invitation } = wish
  await tx.sql`insert into visit_wishes (school_id, id, person_id, host_id, focus, question, at, invitation_id)
    values (${tx.school}, ${id}, ${person}, ${host}, ${focus}, ${question}, ${new Date(at)}, ${invitation})
    on conflict do nothing`
}

export async function withdrawWish(tx: Tx, id: Id, now: number): Promise<void> {
  await tx.sql`update visit_wishes set withdrawn_at = ${new Date(now)} where id = ${id} and withdrawn_at is null`
}

export async function openInvitations(tx: Tx): Promise<Invitation[]> {
  const rows = await tx.sql<Dated<Invitation>[]>`
    select id, person_id as person, question, at from visit_invitations where withdrawn_at is null order by at desc, id`
  return rows.map((row) => asNumber<Invitation>(row))
}

export async function insertInvitation(tx: Tx, { id, person, question, at }: Invitation): Promise<void> {
  await tx.sql`insert into visit_invitations (school_id, id, person_id, question, at)
    values (${tx.school}, ${id}, ${person}, ${question}, ${new Date(at)}) on conflict do nothing`
}

export async function withdrawInvitation(tx: Tx, id: Id, now: number): Promise<void> {
  await tx.sql`update visit_invitations set withdrawn_at = ${new Date(now)} where id = ${id} and withdrawn_at is null`
}

export const listHosts = async (tx: Tx): Promise<Host[]> => [
  ...(await tx.sql<Host[]>`
    select person_id as person, is_open as "isOpen", foci, closed_until as "closedUntil" from visit_hosts`)
]

export async function writeHost(tx: Tx, { person, isOpen, foci, closedUntil }: Host): Promise<void> {
  await tx.sql`insert into visit_hosts (school_id, person_id, is_open, foci, closed_until)
    values (${tx.school}, ${person}, ${isOpen}, ${foci}, ${closedUntil})
    on conflict (school_id, person_id) do update set is_open = excluded.is_open, foci = excluded.foci,
      closed_until = excluded.closed_until`
}

export const listClosedLessons = async (tx: Tx): Promise<ClosedLesson[]> => [
  ...(await tx.sql<ClosedLesson[]>`
    select person_id as person, weekday, start_minute as start from visit_closed_lessons`)
]

export async function writeClosedLesson(tx: Tx, lesson: ClosedLesson, isClosed: boolean): Promise<void> {
  const { person, weekday, start } = lesson
  if (isClosed)
    await tx.sql`insert into visit_closed_lessons (school_id, person_id, weekday, start_minute)
      values (${tx.school}, ${person}, ${weekday}, ${start}) on conflict do nothing`
  else
    await tx.sql`delete from visit_closed_lessons
      where person_id = ${person} and weekday = ${weekday} and start_minute = ${start}`
}

export const listCovers = async (tx: Tx): Promise<Cover[]> => [
  ...(await tx.sql<Cover[]>`select person_id as person, weekly_max as "weeklyMax", groups from visit_covers`)
]

export async function writeCover(tx: Tx, { person, weeklyMax, groups }: Cover): Promise<void> {
  await tx.sql`insert into visit_covers (school_id, person_id, weekly_max, groups)
    values (${tx.school}, ${person}, ${weeklyMax}, ${groups})
    on conflict (school_id, person_id) do update set weekly_max = excluded.weekly_max, groups = excluded.groups`
}

export const removeCover = async (tx: Tx, person: Id): Promise<unknown> =>
  tx.sql`delete from visit_covers where person_id = ${person}`

export const listTimes = async (tx: Tx): Promise<OwnTime[]> => [
  ...(await tx.sql<OwnTime[]>`
    select id, person_id as person, kind, weekday, start_minute as start, end_minute as "end", group_name as "group"
    from visit_times order by weekday, start_minute, id`)
]

export async function insertTime(tx: Tx, { id, person, kind, weekday, start, end, group }: OwnTime): Promise<void> {
  await tx.sql`insert into visit_times (school_id, id, person_id, kind, weekday, start_minute, end_minute, group_name)
    values (${tx.school}, ${id}, ${person}, ${kind}, ${weekday}, ${start}, ${end}, ${group}) on conflict do nothing`
}

/** Takes back a time that somebody gave; false when it is not that person's. */
export async function removeTime(tx: Tx, id: Id, person: Id): Promise<boolean> {
  return (await tx.sql`delete from visit_times where id = ${id} and person_id = ${person} returning id`).length > 0
}
