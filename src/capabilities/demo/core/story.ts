import { worksOn, type WorkingDays, WORKDAYS } from '#people'
import { addDays, weekdayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import type { Years } from './cast.ts'
import type { Dice } from './dice.ts'
import { Outward, type Announcement, type LeftOutside, type Outsider } from './outward.ts'
import { VOICES } from './stock/index.ts'
import { Teller, type Ids, type Spoken } from './teller.ts'
import { tellSession, type Table } from './session-story.ts'
import { topicsOf } from './topics.ts'
import { daysOf, isSchoolDay } from './weeks.ts'

export type Member = { id: Id; workingDays: WorkingDays | null }

export type UnitStory = {
  members: readonly Member[]
  years: Years
  /** The day and minute of the weekly session. */
  weekday: number
  minute: number
  weeks: number
  /** The story ends here. */
  until: { moment: number; day: Day }
  timeZone: string
  around: { unit: Id; place: number; others: readonly Outsider[]; announcements: readonly Announcement[] }
}

const HOUR = 3_600_000
/** How long a session takes at most, with those before and after it. */
const SESSION = HOUR

/** By this minute of the next day all of it was said. */
const AFTERWARDS = 17 * 60 + 15

/** Is somebody at work at this minute of a day? */
export function isHere({ workingDays }: Member, day: Day, minute: number): boolean {
  if (!worksOn(workingDays, day)) return false
  const part = workingDays?.[WORKDAYS[weekdayOf(day) - 1]!] ?? 'full'
  return part === 'full' || (part === 'am') === minute < 12 * 60 + 30
}

export type Told = { past: Spoken[]; left: LeftOutside }

/**
 * The board of a unit over the weeks: what was said at it and between the sessions, in order; and what that left outside
 * it. `outer` are the dice of what goes out and comes in.
 */
export function tellStory(story: UnitStory, dice: Dice, outer: Dice, ids: Ids): Told {
  const { members, years, weekday, minute, until, timeZone } = story
  const days = daysOf(weekday, until.day, story.weeks).filter(
    (day) => momentAt(day, minute, timeZone) + SESSION < until.moment
  )
  if (days.length === 0 || members.length === 0)
    return { past: [], left: { notices: [], requests: [], reactions: [], told: [] } }
  const start = momentAt(days[0]!, minute, timeZone) - HOUR
  const teller = new Teller(
    members.map(({ id }) => id),
    timeZone,
    ids,
    start
  )
  const outward = new Outward(teller, outer, story.around)
  const table: Table = {
    teller,
    dice,
    topics: topicsOf(dice, years, story.around.place),
    courses: [],
    outward,
    turn: dice.between(0, 20)
  }
  days.forEach((day, place) => {
    const here = members.filter((member) => isHere(member, day, minute) && !dice.chance(0.05))
    const away = members.filter((member) => !here.includes(member))
    // Now and then a week passes without one: a study day, or too few who are there.
    if (here.length < 2 || (place > 0 && dice.chance(0.04))) return
    const begin = momentAt(day, minute, timeZone) + dice.between(0, 3) * 60_000
    beforehand(table, day, begin, [...dice.some(here, 2), ...away.filter(() => dice.chance(0.4))], timeZone)
    if (away.length > 0 && outer.chance(0.2)) {
      const [id, person, text] = [teller.id(), outer.pick(away).id, outer.pick(VOICES)]
      teller.say(person, { type: 'react', id, person, text, on: 'next' }, 60)
    }
    tellSession(table, { day, begin, here: here.map(({ id }) => id), isLast: place === days.length - 1 })
    if (momentAt(addDays(day, 1), AFTERWARDS, timeZone) < until.moment) afterwards(table, day, timeZone)
  })
  awaitNext(table, story)
  outward.deliver(until.moment)
  return { past: teller.spoken, left: outward.left }
}

/** Some check in on their phone before it starts; who will not be there can still say something. */
function beforehand({ teller, dice, topics, courses }: Table, day: Day, begin: number, who: Member[], zone: string) {
  teller.at = Math.max(teller.at, Math.min(momentAt(day, 8 * 60, zone), begin - HOUR / 2))
  const step = Math.max(60, Math.floor((begin - teller.at) / 1000 / (who.length + 1)))
  for (const { id } of who) {
    const need = dice.chance(0.35) ? topics.line('needs', courses) : ''
    const offer = !need && dice.chance(0.35) ? topics.line('offers', courses) : ''
    const mood = dice.pick(['great', 'good', 'good', 'okay', 'tired'] as const)
    teller.say(id, { type: 'check-in', id: teller.id(), person: id, mood, need, offer }, Math.min(step, 1500))
  }
}

/** The next day something is done already, or went well. */
function afterwards({ teller, dice, topics, courses, outward }: Table, day: Day, zone: string): void {
  const next = addDays(day, 1)
  if (!isSchoolDay(next)) return
  teller.at = momentAt(next, 16 * 60 + dice.between(0, 40), zone)
  const open = teller.state.actions.filter(({ status }) => status === 'open')
  const action = open.length > 2 && dice.chance(0.35) ? dice.pick(open) : null
  if (action) teller.say(action.owners[0]!, { type: 'review-action', id: action.id, outcome: 'done' }, 30)
  if (action && dice.chance(0.3))
    teller.say(action.owners[0]!, { type: 'add-success', id: teller.id(), text: topics.line('successes', courses) }, 60)
  outward.between()
}

/** On the day of a session that is still to come, the first have checked in. */
function awaitNext(table: Table, { members, weekday, minute, until, timeZone }: UnitStory): void {
  if (weekdayOf(until.day) !== weekday || !isSchoolDay(until.day)) return
  const begin = momentAt(until.day, minute, timeZone)
  const opens = momentAt(until.day, 8 * 60, timeZone)
  if (until.moment < opens + HOUR || until.moment > begin) return
  const here = members.filter((member) => isHere(member, until.day, minute))
  beforehand(table, until.day, until.moment, table.dice.some(here, 2), timeZone)
}
