import { whyFree } from '#calendar'
import { freeTimesOf } from '#calendar/server'
import { addDays, dayOf, type Day } from '#kernel/days.ts'
import { minuteOf } from '#kernel/moments.ts'
import { listPeople, listUnits, heldRoles, timeZoneOf, whereEverybodyIs } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { lessonsOf } from '#timetable/server'
import { daysOf, mondayOf, nextMonday, type Period } from './core/period.ts'
import type { SchoolFacts } from './core/school-instance.ts'
import { listClosedLessons, listCovers, listHosts, listTimes, openWishes, settingsOf } from './store/offers.server.ts'
import { declinedWishes, listAbsences, liveVisits, pastVisits } from './store/visits.server.ts'

const RECENT_DAYS = 60
/** A visit is not proposed for the next few minutes: people have to get there. */
const SOON = 15
/** The summer holiday is six weeks; with what schools add to it, ten at most. */
const HOLIDAY_WEEKS = 10

/**
 * Which weeks a plan is about: from the coming Monday, or from the first week with a school day when that is a holiday;
 * for moving and repairs from the Monday of this week.
 */
export async function periodFor(tx: Tx, now: number, kind: 'plan' | 'now'): Promise<Period> {
  const [settings, timeZone] = await Promise.all([settingsOf(tx), timeZoneOf(tx)])
  const today = dayOf(now, timeZone)
  const { weeks, dayStart, dayEnd } = settings
  if (kind === 'now') return { from: mondayOf(today), weeks: 2, dayStart, dayEnd }
  const first = nextMonday(today)
  const free = new Set(await freeDaysOf(tx, { from: first, weeks: HOLIDAY_WEEKS }))
  const mondays = Array.from({ length: HOLIDAY_WEEKS }, (_, at) => addDays(first, 7 * at))
  const from = mondays.find((monday) => daysOf({ from: monday, weeks: 1 }).some((day) => !free.has(day))) ?? first
  return { from, weeks, dayStart, dayEnd }
}

/** The weekdays of some weeks on which the school is closed. */
async function freeDaysOf(tx: Tx, period: Pick<Period, 'from' | 'weeks'>): Promise<Day[]> {
  const days = daysOf(period)
  const free = await freeTimesOf(tx, days[0]!, days.at(-1)!)
  return days.filter((day) => whyFree(day, free) !== null)
}

/** Everything of the school that lesson visits are planned from, at this moment; asked for at once. */
export async function gatherFacts(tx: Tx, period: Period, now: number): Promise<SchoolFacts> {
  const timeZone = await timeZoneOf(tx)
  const today = dayOf(now, timeZone)
  const [from, till] = [period.from, daysOf(period).at(-1)!]
  const [settings, people, units, { siteOf }, held, declined, visits, coming, lessons, times] = await Promise.all([
    settingsOf(tx),
    listPeople(tx),
    listUnits(tx),
    whereEverybodyIs(tx),
    heldRoles(tx, today),
    declinedWishes(tx, from, till),
    liveVisits(tx, from, till),
    liveVisits(tx, today, addDays(today, 60)),
    lessonsOf(tx),
    listTimes(tx)
  ])
  const [hosts, closed, covers, open, past, absences, freeDays] = await Promise.all([
    listHosts(tx),
    listClosedLessons(tx),
    listCovers(tx),
    openWishes(tx, today),
    pastVisits(tx, addDays(today, -RECENT_DAYS), today),
    listAbsences(tx, from),
    freeDaysOf(tx, period)
  ])
  const leaders = new Set(held.filter(({ role }) => role === 'school_leader').map(({ person }) => person))
  const elsewhere = coming.filter(({ day }) => day < from || day > till).map(({ wish }) => wish)
  const isPlaced = new Set([...declined, ...elsewhere])
  // Of somebody in several units the first one counts.
  const unitOf = new Map(units.flatMap(({ id, members }) => members.map((member) => [member, id] as const)).reverse())
  return {
    period,
    settings,
    people: people
      .filter(({ leftOn }) => leftOn === null)
      .map(({ id, workingDays }) => ({
        id,
        unit: unitOf.get(id) ?? null,
        site: siteOf.get(id) ?? null,
        workingDays,
        isLeader: leaders.has(id)
      })),
    lessons,
    times,
    hosts,
    closed,
    covers,
    wishes: open.filter(({ id }) => !isPlaced.has(id)),
    visits,
    past,
    absences,
    freeDays,
    notBefore: soon(today, minuteOf(now, timeZone))
  }
}

const soon = (day: Day, minute: number): SchoolFacts['notBefore'] => ({ day, minute: minute + SOON })
