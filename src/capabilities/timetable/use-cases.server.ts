import { isId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { findPerson, listPeople, standingOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { TEXT_LIMIT, type TimetableReading } from './core/lesson.ts'
import { doubleBooked, lessonsOfWeek, type PaintedWeek } from './core/paint.ts'
import { readPeriods } from './core/periods.ts'
import { planTimetable, type TimetablePlan } from './core/plan.ts'
import { mayKeepTimetable } from './policy.ts'
import {
  insertLessons,
  insertTimetableImport,
  knownCodes,
  lessonsOf,
  periodsOf,
  removeLessons,
  writeCode,
  writePeriods
} from './store.server.ts'

/** Whether somebody keeps the timetable, as the database knows it in this transaction. */
async function isKeeper(tx: Tx, by: Id): Promise<boolean> {
  const [person, { grants }] = await Promise.all([findPerson(tx, by), standingOf(tx, by)])
  return person !== null && person.leftOn === null && mayKeepTimetable(grants)
}

/** What taking over what was read comes down to at this moment. Changes nothing. */
export async function previewTimetable(tx: Tx, reading: TimetableReading): Promise<TimetablePlan> {
  const [people, codes, known] = await Promise.all([listPeople(tx), knownCodes(tx), lessonsOf(tx)])
  return planTimetable(
    reading,
    people.filter(({ leftOn }) => leftOn === null),
    codes,
    known
  )
}

/** Takes it over. The same order a second time does nothing, nor does the same file. */
export async function importTimetable(
  tx: Tx,
  reading: TimetableReading,
  order: { id: Id; by: Id; fileName: string; now: number }
): Promise<Result<TimetablePlan>> {
  if (!(await isKeeper(tx, order.by))) return refuse({ code: 'not_allowed' })
  await tx.sql`select pg_advisory_xact_lock(hashtext('timetable'), hashtext(${tx.school}))`
  const plan = await previewTimetable(tx, reading)
  const counts = {
    fresh: plan.fresh.length,
    same: plan.same,
    gone: plan.gone.length,
    problems: reading.problems.length
  }
  const { id, by, fileName, now } = order
  const isFirst = await insertTimetableImport(tx, {
    id,
    by,
    fileName,
    at: new Date(now),
    format: reading.format,
    counts
  })
  if (!isFirst) return ok(plan)
  await removeLessons(
    tx,
    plan.gone.map((lesson) => lesson.id)
  )
  await insertLessons(tx, plan.fresh, reading.format, now)
  for (const { code, person } of plan.guessed) await writeCode(tx, code, person)
  return ok(plan)
}

/** Whose codes these are; nobody of ours when the person is null. */
export async function sayCodes(tx: Tx, by: Id, said: { code: string; person: Id | null }[]): Promise<Result<null>> {
  if (!(await isKeeper(tx, by))) return refuse({ code: 'not_allowed' })
  for (const { code, person } of said) {
    if (code === '' || code.length > TEXT_LIMIT) return refuse({ code: 'input_invalid' })
    if (person !== null && (!isId(person) || !(await findPerson(tx, person)))) return refuse({ code: 'not_found' })
    await writeCode(tx, code, person)
  }
  return ok(null)
}

/** When each period is. Painted weeks follow their parts of the day. */
export async function setPeriods(tx: Tx, by: Id, rows: { start: string; end: string }[]): Promise<Result<null>> {
  if (!(await isKeeper(tx, by))) return refuse({ code: 'not_allowed' })
  const read = readPeriods(rows)
  if (!read.ok) return read
  const before = await periodsOf(tx)
  await writePeriods(tx, read.value)
  for (const { period, start, end } of before) {
    const now = read.value.find((one) => one.period === period)
    if (now && (now.start !== start || now.end !== end))
      await tx.sql`update timetable_lessons set start_minute = ${now.start}, end_minute = ${now.end}
        where source = 'painted' and start_minute = ${start} and end_minute = ${end}`
  }
  return ok(null)
}

/** The painted week of one group, in place of what was painted for it before. */
export async function paintWeek(
  tx: Tx,
  by: Id,
  { group, week, now }: { group: string; week: PaintedWeek; now: number }
): Promise<Result<{ double: ReturnType<typeof doubleBooked> }>> {
  if (!(await isKeeper(tx, by))) return refuse({ code: 'not_allowed' })
  const name = group.toWellFormed().trim()
  if (name === '') return refuse({ code: 'text_empty', field: 'group' })
  if (name.length > TEXT_LIMIT)
    return refuse({ code: 'value_too_long', field: 'group', params: { limit: TEXT_LIMIT, length: name.length } })
  const people = new Set((await listPeople(tx)).map(({ id }) => id))
  if (week.some(({ person, weekday }) => (person !== null && !people.has(person)) || !(weekday >= 1 && weekday <= 5)))
    return refuse({ code: 'input_invalid' })
  const [known, parts] = await Promise.all([lessonsOf(tx), periodsOf(tx)])
  const before = known.filter((lesson) => lesson.source === 'painted' && lesson.group === name)
  const painted = lessonsOfWeek(name, week, parts)
  await removeLessons(
    tx,
    before.map(({ id }) => id)
  )
  await insertLessons(tx, painted, 'painted', now)
  return ok({
    double: doubleBooked(
      painted,
      known.filter((lesson) => !before.includes(lesson))
    )
  })
}
