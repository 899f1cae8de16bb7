import { newId, type Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { KnownLesson, Period, Source, WeekLesson } from './core/lesson.ts'
import type { KnownCode } from './core/teachers.ts'

/** When each period of the day is, the first first. */
export async function periodsOf(tx: Tx): Promise<Period[]> {
  return [
    ...(await tx.sql<Period[]>`
      select period, start_minute as start, end_minute as "end" from timetable_periods order by period`)
  ]
}

export async function writePeriods(tx: Tx, periods: readonly Period[]): Promise<void> {
  await tx.sql`delete from timetable_periods`
  for (const { period, start, end } of periods)
    await tx.sql`insert into timetable_periods (school_id, period, start_minute, end_minute)
      values (${tx.school}, ${period}, ${start}, ${end})`
}

/** Every lesson of the school's week. */
export async function lessonsOf(tx: Tx): Promise<KnownLesson[]> {
  return [
    ...(await tx.sql<KnownLesson[]>`
      select id, person_id as person, group_name as "group", subject, room, weekday, start_minute as start,
        end_minute as "end", source
      from timetable_lessons order by weekday, start_minute, group_name, id`)
  ]
}

export async function insertLessons(
  tx: Tx,
  lessons: readonly WeekLesson[],
  source: Source,
  now: number
): Promise<void> {
  const rows = lessons.map((lesson) => ({
    school_id: tx.school,
    id: newId(now),
    person_id: lesson.person,
    group_name: lesson.group,
    subject: lesson.subject,
    room: lesson.room,
    weekday: lesson.weekday,
    start_minute: lesson.start,
    end_minute: lesson.end,
    source
  }))
  for (let at = 0; at < rows.length; at += 1000)
    await tx.sql`insert into timetable_lessons ${tx.sql(rows.slice(at, at + 1000) as never)} on conflict do nothing`
}

export async function removeLessons(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length > 0) await tx.sql`delete from timetable_lessons where id = any(${[...ids]}::uuid[])`
}

export const knownCodes = async (tx: Tx): Promise<KnownCode[]> => [
  ...(await tx.sql<KnownCode[]>`select code, person_id as person from timetable_codes order by code`)
]

export async function writeCode(tx: Tx, code: string, person: Id | null): Promise<void> {
  await tx.sql`insert into timetable_codes (school_id, code, person_id) values (${tx.school}, ${code}, ${person})
    on conflict (school_id, code) do update set person_id = excluded.person_id`
}

export type DoneTimetable = { id: Id; at: Date; fileName: string; format: string; counts: Record<string, number> }

export async function insertTimetableImport(tx: Tx, done: DoneTimetable & { by: Id }): Promise<boolean> {
  const { id, at, by, fileName, format, counts } = done
  const made = await tx.sql`
    insert into timetable_imports (school_id, id, at, by_person, file_name, format, counts)
    values (${tx.school}, ${id}, ${at}, ${by}, ${fileName}, ${format}, ${tx.sql.json(counts as never)}) on conflict do nothing
    returning id`
  return made.length > 0
}

export async function latestTimetable(tx: Tx): Promise<DoneTimetable | null> {
  const [row] = await tx.sql<DoneTimetable[]>`
    select id, at, file_name as "fileName", format, counts from timetable_imports order by at desc limit 1`
  return row ?? null
}
