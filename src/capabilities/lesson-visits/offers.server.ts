import * as v from 'valibot'
import { dayOf, isDay, type Day } from '#kernel/days.ts'
import { isId, newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { findPerson, standingOf, timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { readClock } from '#timetable'
import { FOCI } from './core/foci.ts'
import { FIXERS, QUESTION_LIMIT, TIME_KINDS, type Invitation, type VisitWish } from './core/offers.ts'
import { maySetVisits, mayTakePart } from './policy.ts'
import * as store from './store/offers.server.ts'

export type Asking = { person: Id; now: number }

/** Whether somebody is here and takes part, as the database knows it in this transaction. */
export async function takesPart(tx: Tx, person: Id): Promise<boolean> {
  const [known, { grants }] = await Promise.all([findPerson(tx, person), standingOf(tx, person)])
  return known !== null && known.leftOn === null && mayTakePart(grants)
}

const WISHES_AT_MOST = 10
const TIMES_AT_MOST = 60

const question = v.pipe(
  v.string(),
  v.transform((text) => text.toWellFormed().trim())
)
const wishForm = v.object({
  host: v.nullable(v.custom<Id>(isId)),
  focus: v.nullable(v.picklist(FOCI)),
  question
})

/** "I want to see ...": a colleague, something, or anything with anybody. */
export async function wishVisit(tx: Tx, form: unknown, { person, now }: Asking): Promise<Result<VisitWish>> {
  const parsed = v.safeParse(wishForm, form)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  if (!(await takesPart(tx, person))) return refuse({ code: 'not_allowed' })
  const { host, focus, question: text } = parsed.output
  if (text.length > QUESTION_LIMIT) return tooLong(text)
  if (host === person) return refuse({ code: 'visit_oneself', field: 'host' })
  if (host !== null && !(await isHere(tx, host))) return refuse({ code: 'person_left', field: 'host' })
  const own = (await store.openWishes(tx, dayOf(now, await timeZoneOf(tx)))).filter((wish) => wish.person === person)
  if (own.length >= WISHES_AT_MOST) return refuse({ code: 'wishes_too_many', params: { limit: WISHES_AT_MOST } })
  if (own.some((wish) => wish.host === host && wish.focus === focus))
    return refuse({ code: 'wish_known', field: 'host' })
  const wish: VisitWish = { id: newId(now), person, host, focus, question: text, at: now, invitation: null }
  await store.insertWish(tx, wish)
  return ok(wish)
}

export async function dropWish(tx: Tx, id: Id, { person, now }: Asking): Promise<Result<null>> {
  const wish = isId(id) ? await store.findWish(tx, id) : null
  if (!wish || wish.person !== person) return refuse({ code: 'not_found' })
  await store.withdrawWish(tx, id, now)
  return ok(null)
}

/** "Come and look at mine, I want to know ...". */
export async function inviteToLesson(tx: Tx, text: unknown, { person, now }: Asking): Promise<Result<Invitation>> {
  const parsed = v.safeParse(question, text)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  if (!(await takesPart(tx, person))) return refuse({ code: 'not_allowed' })
  if (parsed.output === '') return refuse({ code: 'text_empty', field: 'question' })
  if (parsed.output.length > QUESTION_LIMIT) return tooLong(parsed.output)
  const invitation = { id: newId(now), person, question: parsed.output, at: now }
  await store.insertInvitation(tx, invitation)
  // Who invites is open, or nobody could come.
  const host = (await store.listHosts(tx)).find((one) => one.person === person)
  if (!host?.isOpen) await store.writeHost(tx, { person, isOpen: true, foci: host?.foci ?? [], closedUntil: null })
  return ok(invitation)
}

export async function dropInvitation(tx: Tx, id: Id, { person, now }: Asking): Promise<Result<null>> {
  const found = (await store.openInvitations(tx)).find((one) => one.id === id && one.person === person)
  if (!found) return refuse({ code: 'not_found' })
  await store.withdrawInvitation(tx, id, now)
  return ok(null)
}

/** "I'll come": the invitation becomes a wish of whoever says so. */
export async function acceptInvitation(tx: Tx, id: Id, { person, now }: Asking): Promise<Result<VisitWish>> {
  const found = (await store.openInvitations(tx)).find((one) => one.id === id)
  if (!found) return refuse({ code: 'not_found' })
  const form = { host: found.person, focus: null, question: found.question }
  if (!(await takesPart(tx, person))) return refuse({ code: 'not_allowed' })
  if (found.person === person) return refuse({ code: 'visit_oneself' })
  const own = (await store.openWishes(tx, dayOf(now, await timeZoneOf(tx)))).filter((wish) => wish.person === person)
  const known = own.find((wish) => wish.host === found.person)
  if (known) return ok(known)
  const wish: VisitWish = { id: newId(now), person, ...form, at: now, invitation: id }
  await store.insertWish(tx, wish)
  return ok(wish)
}

const hostForm = v.object({
  isOpen: v.boolean(),
  foci: v.pipe(v.array(v.picklist(FOCI)), v.maxLength(FOCI.length)),
  closedUntil: v.nullable(v.custom<Day>(isDay))
})

/** Opens one's lessons, or closes them. */
export async function openLessons(tx: Tx, form: unknown, { person }: Asking): Promise<Result<null>> {
  const parsed = v.safeParse(hostForm, form)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  if (!(await takesPart(tx, person))) return refuse({ code: 'not_allowed' })
  await store.writeHost(tx, { person, ...parsed.output })
  return ok(null)
}

/** Closes one lesson of the week, or opens it again with the others. */
export async function closeLesson(
  tx: Tx,
  { weekday, start, isClosed }: { weekday: number; start: number; isClosed: boolean },
  { person }: Asking
): Promise<Result<null>> {
  const isLesson = Number.isInteger(weekday) && Number.isInteger(start) && weekday >= 1 && weekday <= 5
  if (!isLesson || start < 0 || start >= 1440) return refuse({ code: 'input_invalid' })
  if (!(await takesPart(tx, person))) return refuse({ code: 'not_allowed' })
  await store.writeClosedLesson(tx, { person, weekday, start }, isClosed)
  return ok(null)
}

const timesForm = v.object({
  kind: v.picklist(TIME_KINDS),
  weekdays: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))), v.maxLength(5)),
  start: v.string(),
  end: v.string(),
  group: v.pipe(v.string(), v.trim(), v.maxLength(80))
})

/** Gives a time on one or more days of the week: free, teaching, or able to take over a class. */
export async function giveTimes(tx: Tx, form: unknown, { person, now }: Asking): Promise<Result<null>> {
  const parsed = v.safeParse(timesForm, form)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  if (!(await takesPart(tx, person))) return refuse({ code: 'not_allowed' })
  const { kind, weekdays, group } = parsed.output
  const [start, end] = [readClock(parsed.output.start), readClock(parsed.output.end)]
  if (weekdays.length === 0) return refuse({ code: 'visit_days_missing', field: 'day' })
  if (start === null || end === null || end - start < 15) return refuse({ code: 'visit_times_wrong', field: 'start' })
  const own = (await store.listTimes(tx)).filter((time) => time.person === person)
  if (own.length + weekdays.length > TIMES_AT_MOST) return refuse({ code: 'input_invalid' })
  for (const weekday of new Set(weekdays))
    await store.insertTime(tx, { id: newId(now), person, kind, weekday, start, end, group })
  return ok(null)
}

export async function takeBackTime(tx: Tx, id: Id, { person }: Asking): Promise<Result<null>> {
  return isId(id) && (await store.removeTime(tx, id, person)) ? ok(null) : refuse({ code: 'not_found' })
}

const coverForm = v.object({
  weeklyMax: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
  groups: v.pipe(v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80))), v.maxLength(100))
})

/** Offers to take over a class, so many times a week, for these groups (none named: every group); 0 takes it back. */
export async function offerCover(tx: Tx, form: unknown, { person }: Asking): Promise<Result<null>> {
  const parsed = v.safeParse(coverForm, form)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  if (!(await takesPart(tx, person))) return refuse({ code: 'not_allowed' })
  const { weeklyMax, groups } = parsed.output
  if (weeklyMax === 0) await store.removeCover(tx, person)
  else await store.writeCover(tx, { person, weeklyMax, groups: [...new Set(groups)] })
  return ok(null)
}

const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const quarter = (least: number, most: number) => v.pipe(whole(least, most), v.multipleOf(15))
const settingsForm = v.object({
  fixedBy: v.picklist(FIXERS),
  weeks: whole(1, 2),
  dayStart: quarter(360, 720),
  dayEnd: quarter(780, 1200),
  visitsAWeek: whole(1, 5),
  hostingAWeek: whole(1, 10),
  crossUnit: whole(0, 20),
  travel: whole(1, 8),
  across: v.nullable(
    v.pipe(
      v.object({ least: whole(0, 200), most: whole(0, 200) }),
      v.check(({ least, most }) => least <= most)
    )
  )
})

/** How the school plans its visits, and who fixes them. */
export async function setVisitSettings(tx: Tx, form: unknown, { person }: Asking): Promise<Result<null>> {
  const parsed = v.safeParse(settingsForm, form)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  if (!maySetVisits((await standingOf(tx, person)).grants)) return refuse({ code: 'not_allowed' })
  await store.writeSettings(tx, parsed.output)
  return ok(null)
}

async function isHere(tx: Tx, id: Id): Promise<boolean> {
  const person = await findPerson(tx, id)
  return person !== null && person.leftOn === null
}

const tooLong = (text: string): Result<never> =>
  refuse({ code: 'value_too_long', field: 'question', params: { limit: QUESTION_LIMIT, length: text.length } })
