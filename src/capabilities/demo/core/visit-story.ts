import { addDays, weekdayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import {
  mondayOf,
  VISIT_MINUTES,
  type Cover,
  type Host,
  type Invitation,
  type LessonVisit,
  type OwnTime,
  type VisitWish
} from '#lesson-visits'
import { WORKDAYS, worksOn } from '#people'
import type { Period, WeekLesson } from '#timetable'
import type { Cast } from './cast.ts'
import type { Dice } from './dice.ts'
import { VISIT_INVITATION, VISIT_QUESTIONS } from './stock/visits.ts'
import type { Ids } from './teller.ts'
import { isSchoolDay } from './weeks.ts'

/** The timetable of a demonstration school and everything that came of its lesson visits. */
export type VisitStory = {
  periods: Period[]
  lessons: WeekLesson[]
  hosts: Host[]
  covers: Cover[]
  times: OwnTime[]
  invitations: Invitation[]
  wishes: (VisitWish & { metAt: number | null })[]
  visits: (LessonVisit & { at: number })[]
}

export type VisitSetting = {
  cast: Cast
  people: readonly Id[]
  now: number
  today: Day
  timeZone: string
  dice: Dice
  ids: Ids
}

const HOURS = [
  [510, 555],
  [555, 615],
  [630, 675],
  [675, 720],
  [780, 825],
  [825, 885]
] as const
const MORNING_HOURS = 4
const NOON = 750
const WEDNESDAY = 3
const DAY = 86_400_000
const PAST_DAYS = 63
const HELD = 7

const periods = (): Period[] => HOURS.map(([start, end], at) => ({ period: at + 1, start, end }))

/** Every class has its own teacher, and gym once a week from somebody who gives nothing else: then the own one is free. */
function lessonsOf({ cast, people }: VisitSetting): WeekLesson[] {
  const lessons: WeekLesson[] = []
  const isTaken = new Set<string>()
  const add = (place: number, group: string, weekday: number, hour: number, subject = '') => {
    const key = `${group} ${weekday} ${hour}`
    if (isTaken.has(key)) return
    isTaken.add(key)
    const [start, end] = HOURS[hour]!
    lessons.push({ person: people[place]!, group, subject, room: '', weekday, start, end })
  }
  const works = (place: number, weekday: number, hour: number) => {
    const part = cast.people[place]!.workingDays[WORKDAYS[weekday - 1]!]
    return part === 'full' || part === (HOURS[hour]![0] < NOON ? 'am' : 'pm')
  }
  const hours = [1, 2, 3, 4, 5].flatMap((weekday) =>
    HOURS.flatMap((_, hour) => (weekday === WEDNESDAY && hour >= MORNING_HOURS ? [] : [{ weekday, hour }]))
  )
  const classes = [...new Set(cast.people.flatMap(({ groups }) => groups))]
  const gym = cast.people.findIndex((person) => person.function.startsWith('Vakleerkracht'))
  if (gym >= 0) {
    const free = hours.filter(({ weekday, hour }) => works(gym, weekday, hour))
    const old = classes.filter((group) => !group.startsWith('1/2'))
    for (const [at, { weekday, hour }] of free.slice(0, old.length).entries()) add(gym, old[at]!, weekday, hour, 'gym')
  }
  for (const [place, { groups }] of cast.people.entries())
    for (const group of groups)
      for (const { weekday, hour } of hours) if (works(place, weekday, hour)) add(place, group, weekday, hour)
  return lessons
}

/** Who takes over a class: assistants in the mornings, who leads or supports now and then. */
const COVERS: Record<string, { weeklyMax: number; start: number; end: number; weekdays: number[] }> = {
  Onderwijsassistent: { weeklyMax: 3, start: 510, end: 720, weekdays: [1, 2, 3, 4, 5] },
  'Intern begeleider': { weeklyMax: 1, start: 630, end: 720, weekdays: [1, 4] },
  Schoolleider: { weeklyMax: 2, start: 555, end: 675, weekdays: [2, 4] }
}

/** Finds moments that the planner would find possible as well, and keeps everybody in one place at a time. */
class Moments {
  readonly #setting: VisitSetting
  readonly #lessons: readonly WeekLesson[]
  readonly #covers: readonly Cover[]
  readonly #times: readonly OwnTime[]
  readonly #busy = new Set<string>()
  readonly #counts = new Map<string, number>()

  constructor(setting: VisitSetting, lessons: WeekLesson[], covers: Cover[], times: OwnTime[]) {
    this.#setting = setting
    this.#lessons = lessons
    this.#covers = covers
    this.#times = times
  }

  #lessonAt(person: Id, day: Day, start: number): WeekLesson | undefined {
    return this.#lessons.find(
      (one) =>
        one.person === person &&
        one.weekday === weekdayOf(day) &&
        one.start <= start &&
        start + VISIT_MINUTES <= one.end
    )
  }
  #isThere(person: Id, day: Day, start: number): boolean {
    const { cast, people } = this.#setting
    const { workingDays } = cast.people[people.indexOf(person)]!
    const part = workingDays[WORKDAYS[weekdayOf(day) - 1]!]
    const isIn = worksOn(workingDays, day) && (part === 'full' || part === (start < NOON ? 'am' : 'pm'))
    return isIn && !this.#busy.has(`${person} ${day} ${start}`)
  }
  #count(what: string, person: Id, day: Day): number {
    return this.#counts.get(`${what} ${person} ${mondayOf(day)}`) ?? 0
  }

  /** A moment for these two on one of the days, with who takes over the class and the talk at the end of the day. */
  find(visitor: Id, host: Id, days: readonly Day[]) {
    const { dice } = this.#setting
    for (const day of days) {
      if (this.#count('visit', visitor, day) >= 1 || this.#count('host', host, day) >= 2) continue
      const talkStart = weekdayOf(day) === WEDNESDAY ? HOURS[MORNING_HOURS - 1]![1] : HOURS.at(-1)![1]
      const bothThere = (start: number) => [visitor, host].every((person) => this.#isThere(person, day, start))
      if (!bothThere(talkStart)) continue
      for (const [start] of dice.shuffle(HOURS.slice(0, MORNING_HOURS))) {
        const lesson = this.#lessonAt(host, day, start)
        if (!lesson || !bothThere(start)) continue
        const cover = this.#lessonAt(visitor, day, start) ? this.#coverAt(day, start, [visitor, host]) : null
        if (cover === undefined) continue
        for (const person of [visitor, host, ...(cover ? [cover] : [])]) this.#busy.add(`${person} ${day} ${start}`)
        for (const person of [visitor, host]) this.#busy.add(`${person} ${day} ${talkStart}`)
        const counted = [['visit', visitor], ['host', host], ...(cover ? [['cover', cover]] : [])] as [string, Id][]
        for (const [what, person] of counted)
          this.#counts.set(`${what} ${person} ${mondayOf(day)}`, this.#count(what, person, day) + 1)
        return { visitor, host, cover, group: lesson.group, day, start, talkDay: day, talkStart }
      }
    }
    return null
  }

  #coverAt(day: Day, start: number, without: readonly Id[]): Id | undefined {
    return this.#covers.find(
      ({ person, weeklyMax }) =>
        !without.includes(person) &&
        this.#isThere(person, day, start) &&
        this.#count('cover', person, day) < weeklyMax &&
        this.#times.some(
          (time) =>
            time.person === person &&
            time.weekday === weekdayOf(day) &&
            time.start <= start &&
            start + VISIT_MINUTES <= time.end
        )
    )?.person
  }
}

/**
 * What happened between lessons: some months of visits that were held (one of them just now, one that fell through),
 * some that are agreed on or wait for an answer of those through whose eyes one looks, and wishes that still wait.
 */
export function tellVisits(setting: VisitSetting): VisitStory {
  const { cast, people, now, today, timeZone, dice, ids } = setting
  const lessons = lessonsOf(setting)
  const times: OwnTime[] = []
  const covers: Cover[] = []
  for (const [place, person] of cast.people.entries()) {
    const offer = COVERS[person.function]
    if (!offer) continue
    const id = people[place]!
    const { weeklyMax, start, end } = offer
    covers.push({ person: id, weeklyMax, groups: [] })
    for (const weekday of offer.weekdays)
      if (['full', 'am'].includes(person.workingDays[WORKDAYS[weekday - 1]!]))
        times.push({ id: ids(now), person: id, kind: 'cover', weekday, start, end, group: '' })
  }
  const eyes = { teacher: people[cast.eyes.teacher]!, lead: people[cast.eyes.unit_lead] ?? null }
  const partTimer = people[cast.eyes.part_timer]!
  const teachers = people.filter((person) => lessons.some((one) => one.person === person && one.subject === ''))
  const open = [...new Set([eyes.teacher, ...dice.some(teachers, Math.ceil(teachers.length * 0.6))])]
  if (eyes.lead && !open.includes(eyes.lead)) open.push(eyes.lead)
  const hosts = open.map((person): Host => {
    const foci = dice.some(VISIT_QUESTIONS, dice.between(1, 3)).map(({ focus }) => focus)
    return { person, isOpen: true, foci, closedUntil: null }
  })
  const unitOf = (person: Id) => cast.units.findIndex(({ members }) => members.includes(people.indexOf(person)))
  const moments = new Moments(setting, lessons, covers, times)
  const story: VisitStory = {
    periods: periods(),
    lessons,
    hosts,
    covers,
    times,
    invitations: [],
    wishes: [],
    visits: []
  }

  const wish = (person: Id, host: Id | null, at: number, metAt: number | null = null) => {
    const { focus, question } = dice.pick(VISIT_QUESTIONS)
    const made = {
      id: ids(at),
      person,
      host,
      focus: host === null ? focus : null,
      question,
      at,
      metAt,
      invitation: null
    }
    story.wishes.push(made)
    return made.id
  }
  const visit = (
    [visitor, host]: readonly [Id, Id],
    days: readonly Day[],
    outcome: Pick<LessonVisit, 'state' | 'says'> & { endedBy?: Id }
  ) => {
    const found = moments.find(visitor, host, days)
    if (!found) return
    const held = momentAt(found.talkDay, found.talkStart + VISIT_MINUTES, timeZone)
    const asked = Math.min(now, held) - dice.between(6, 12) * DAY
    const wishId = wish(visitor, host, asked, outcome.state === 'done' ? held : null)
    const at = asked + 2 * DAY
    const { state, says, endedBy = null } = outcome
    const heard = { ...says, cover: found.cover ? says.cover : null }
    story.visits.push({ id: ids(at), plan: null, wish: wishId, ...found, state, says: heard, endedBy, at })
  }
  const guestOf = (host: Id): Id => {
    const others = teachers.filter((one) => one !== host)
    const across = others.filter((one) => unitOf(one) !== unitOf(host))
    return dice.pick(across.length > 0 && dice.chance(0.75) ? across : others)
  }

  const past = schoolDays(addDays(today, -PAST_DAYS), addDays(today, -1))
  const yes = { visitor: true, host: true, cover: true }
  const seen = new Set<string>()
  for (let at = 0; at < HELD; at++) {
    const host = at === 0 ? eyes.teacher : dice.pick(open)
    const visitor = at === 1 && host !== partTimer ? partTimer : guestOf(host)
    if (seen.has(`${visitor} ${host}`)) continue
    seen.add(`${visitor} ${host}`)
    visit([visitor, host], dice.shuffle(past), { state: 'done', says: yes })
  }
  // Ill on the day: the wish waits again.
  const fallen = dice.pick(open)
  const ill = guestOf(fallen)
  visit([ill, fallen], dice.shuffle(past.slice(-10)), { state: 'cancelled', says: yes, endedBy: ill })

  const coming = schoolDays(addDays(today, 1), addDays(mondayOf(today), 11))
  const far = coming.length > 1 ? coming : schoolDays(addDays(today, 1), addDays(today, 70)).slice(0, 10)
  const elsewhere = (person: Id) => open.filter((one) => one !== person && unitOf(one) !== unitOf(person))
  const near = (person: Id) =>
    dice.pick(elsewhere(person).length > 0 ? elsewhere(person) : open.filter((one) => one !== person))
  visit([eyes.teacher, near(eyes.teacher)], far, { state: 'agreed', says: yes })
  if (eyes.lead) visit([guestOf(eyes.lead), eyes.lead], far, { state: 'agreed', says: yes })
  if (partTimer !== eyes.teacher)
    visit([partTimer, eyes.teacher], far, { state: 'proposed', says: { visitor: true, host: null, cover: true } })

  const placed = new Set(story.visits.map(({ visitor }) => visitor))
  for (const [at, person] of dice
    .shuffle(teachers.filter((one) => !placed.has(one)))
    .slice(0, 4)
    .entries())
    wish(person, at < 2 ? near(person) : null, now - dice.between(1, 20) * DAY)
  const inviting = dice.pick(open)
  story.invitations.push({ id: ids(now - DAY), person: inviting, question: VISIT_INVITATION, at: now - DAY })
  return story
}

function schoolDays(from: Day, until: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) if (isSchoolDay(day)) days.push(day)
  return days
}
