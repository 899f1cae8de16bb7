import type { Day } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { readHolidays } from './content.server.ts'
import { holidaysOf, nationalDays, type FreeTime, type Region } from './core/free-days.ts'
import type { OwnFreeTime } from './core/free-day-file.ts'
import type { SessionChange } from './core/sessions.ts'

export type StoredFreeTime = OwnFreeTime & { id: Id }
export type StoredChange = SessionChange & { by: Id | null }

export async function regionOf(tx: Tx): Promise<Region | null> {
  const [row] = await tx.sql<{ region: Region | null }[]>`select region from school_calendars`
  return row?.region ?? null
}

export async function writeRegion(tx: Tx, region: Region | null): Promise<void> {
  await tx.sql`
    insert into school_calendars (school_id, region) values (${tx.school}, ${region})
    on conflict (school_id) do update set region = excluded.region`
}

export const ownFreeTimes = (tx: Tx, from: Day): Promise<StoredFreeTime[]> =>
  tx.sql<StoredFreeTime[]>`
    select id, name, from_day as from, until_day as until from free_days where until_day >= ${from}
    order by from_day, until_day, name`.then((rows) => [...rows])

/** Adds what is not there yet; returns how many lines were new. */
export async function addFreeTimes(tx: Tx, days: readonly OwnFreeTime[]): Promise<number> {
  if (days.length === 0) return 0
  const rows = days.map(({ name, from, until }) => ({
    school_id: tx.school,
    id: newId(),
    name,
    from_day: from,
    until_day: until
  }))
  const done = await tx.sql`insert into free_days ${tx.sql(rows as never)} on conflict do nothing`
  return done.count
}

export async function removeFreeTime(tx: Tx, id: Id): Promise<boolean> {
  const done = await tx.sql`delete from free_days where id = ${id}`
  return done.count > 0
}

/** Everything that makes a day free between two days: the region's holidays, national days, the school's own. */
export async function freeTimesOf(tx: Tx, from: Day, until: Day): Promise<FreeTime[]> {
  const [region, own] = await Promise.all([regionOf(tx), ownFreeTimes(tx, from)])
  const years = Array.from({ length: Number(until.slice(0, 4)) - Number(from.slice(0, 4)) + 1 }, (_, at) => at)
  const all: FreeTime[] = [
    ...(region ? holidaysOf(readHolidays().years, region) : []),
    ...years.flatMap((at) => nationalDays(Number(from.slice(0, 4)) + at)),
    ...own.map(({ name, from: first, until: last }): FreeTime => ({
      from: first,
      until: last,
      why: { kind: 'own', name }
    }))
  ]
  return all.filter((time) => time.until >= from && time.from <= until)
}

/** What a unit moved and dropped, of sessions on or after a day, or moved to it. */
export async function changesOf(tx: Tx, unit: Id, from: Day): Promise<StoredChange[]> {
  const rows = await tx.sql<{ on: Day; day: Day | null; minute: number | null; by: Id | null }[]>`
    select on_day as on, to_day as day, to_minute as minute, by_person as by from session_changes
    where unit_id = ${unit} and greatest(on_day, to_day) >= ${from}`
  return rows.map(({ on, day, minute, by }) => ({ on, by, to: day === null ? null : { day, minute: minute! } }))
}

export async function writeChange(tx: Tx, unit: Id, { on, to, by }: StoredChange, now: number): Promise<void> {
  await tx.sql`
    insert into session_changes (school_id, unit_id, on_day, to_day, to_minute, by_person, at)
    values (${tx.school}, ${unit}, ${on}, ${to?.day ?? null}, ${to?.minute ?? null}, ${by}, ${new Date(now)})
    on conflict (school_id, unit_id, on_day) do update
      set to_day = excluded.to_day, to_minute = excluded.to_minute, by_person = excluded.by_person, at = excluded.at`
}

export async function removeChange(tx: Tx, unit: Id, on: Day): Promise<void> {
  await tx.sql`delete from session_changes where unit_id = ${unit} and on_day = ${on}`
}

export async function writeFeed(tx: Tx, person: Id, hash: Uint8Array, now: number): Promise<void> {
  await tx.sql`
    insert into calendar_feeds (school_id, person_id, token_hash, made_at)
    values (${tx.school}, ${person}, ${hash}, ${new Date(now)})
    on conflict (school_id, person_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at`
}

export async function removeFeed(tx: Tx, person: Id): Promise<void> {
  await tx.sql`delete from calendar_feeds where person_id = ${person}`
}

export async function hasFeed(tx: Tx, person: Id): Promise<boolean> {
  const rows = await tx.sql`select 1 from calendar_feeds where person_id = ${person}`
  return rows.length > 0
}

/** Whose calendar an address shows; somebody who left has none any more. */
export async function personOfFeed(tx: Tx, hash: Uint8Array): Promise<Id | null> {
  const [row] = await tx.sql<{ person: Id }[]>`
    select person_id as person from calendar_feeds where token_hash = ${hash}`
  return row?.person ?? null
}
