/**
 * One wish beside a plan that stays as it is: at which moments it could still be met, and if at none, which rules would
 * have to give. For moving a visit by hand, for repairs on the day, and for telling why somebody waits.
 */
import {
  dayOfSlot,
  weekOfSlot,
  type PlanLesson,
  type PlanPerson,
  type Visit,
  type VisitInstance,
  type Wish
} from './instance.ts'

/** What can stand in the way of one visit. */
export const OBSTACLES = [
  'closed',
  'focus',
  'other_site',
  'visitor_away',
  'visitor_taken',
  'host_away',
  'host_taken',
  'travel',
  'cover',
  'talk',
  'visitor_cap',
  'host_cap',
  'lesson_full',
  'met_already'
] as const
export type Obstacle = (typeof OBSTACLES)[number]

/** One way out: the rules that would have to give together, and the moments at which that would do. */
export type WayOut = { rules: Obstacle[]; slots: number[]; host: string | null }

/** Why a wish has no moment, the least that would have to give first; `rules` empty: there was one, and no gain in it. */
export type Explanation = { wish: string; ways: WayOut[] }

type Beside = ReturnType<typeof lookBeside>

/** Who is where already, and how often, by the visits that stay. */
function lookBeside(instance: VisitInstance, visits: readonly Visit[]) {
  const people = new Map(instance.people.map((person) => [person.id, person]))
  const accept = new Map(instance.groups.map((group) => [group.id, group.accept]))
  const taught = new Map<string, string>()
  for (const { teacher, group, start, len } of instance.lessons)
    for (let slot = start; slot < start + len; slot++) taught.set(`${teacher} ${slot}`, group)
  const taken = new Set<string>()
  const count = new Map<string, number>()
  const tell = (key: string) => void count.set(key, (count.get(key) ?? 0) + 1)
  for (const { visitor, host, cover, slot, talk, lesson } of visits) {
    const week = weekOfSlot(instance, slot)
    const isAway = people.get(visitor)?.site !== people.get(host)?.site
    for (const at of isAway ? aroundOf(instance, slot) : [slot]) taken.add(`${visitor} ${at}`)
    for (const [person, at] of [
      [host, slot],
      [visitor, talk],
      [host, talk]
    ] as const)
      taken.add(`${person} ${at}`)
    if (cover !== null) {
      taken.add(`${cover} ${slot}`)
      tell(`covers ${cover} ${week}`)
    }
    tell(`visits ${visitor} ${week}`)
    tell(`hosts ${host} ${week}`)
    tell(`lesson ${lesson}`)
    tell(`pair ${visitor} ${host}`)
  }
  return { people, accept, taught, taken, count: (key: string) => count.get(key) ?? 0 }
}

const aroundOf = ({ rules }: VisitInstance, slot: number): number[] =>
  Array.from({ length: 2 * rules.travelSlots + 1 }, (_, step) => slot - rules.travelSlots + step)

type Candidate = Visit & { rules: Obstacle[] }

/** The visit at one slot of one lesson, with the cheapest cover and the first talk that are left, and what stands in its way. */
function candidateAt(
  instance: VisitInstance,
  beside: Beside,
  wish: Wish,
  visitor: PlanPerson,
  lesson: PlanLesson,
  slot: number
): Candidate {
  const host = beside.people.get(lesson.teacher)!
  const week = weekOfSlot(instance, slot)
  const isAway = visitor.site !== host.site
  const isTaken = (person: string, at: number) => beside.taken.has(`${person} ${at}`)
  const rules: Obstacle[] = []
  const unless = (isFine: boolean, rule: Obstacle) => void (isFine || rules.push(rule))

  unless(lesson.open, 'closed')
  unless(wish.focus === null || lesson.focus.includes(wish.focus), 'focus')
  unless(!(wish.focus !== null && wish.host === null && isAway), 'other_site')
  unless(host.grid[slot] === 'T', 'host_away')
  unless(!isTaken(host.id, slot), 'host_taken')
  unless(beside.count(`visits ${visitor.id} ${week}`) < visitor.maxVisitPerWeek, 'visitor_cap')
  unless(beside.count(`hosts ${host.id} ${week}`) < host.maxHostPerWeek, 'host_cap')
  unless(beside.count(`lesson ${lesson.id}`) < instance.rules.maxVisitsPerLesson, 'lesson_full')
  unless(beside.count(`pair ${visitor.id} ${host.id}`) === 0, 'met_already')

  let cover: string | null = null
  if (isAway) {
    const day = dayOfSlot(instance, slot)
    const canTravel = aroundOf(instance, slot).every(
      (at) => dayOfSlot(instance, at) === day && visitor.grid[at] === 'F' && !isTaken(visitor.id, at)
    )
    unless(canTravel, 'travel')
  } else {
    unless(!isTaken(visitor.id, slot), 'visitor_taken')
    if (visitor.grid[slot] === 'T') {
      const able = (beside.accept.get(beside.taught.get(`${visitor.id} ${slot}`) ?? '') ?? [])
        .map((id) => beside.people.get(id)!)
        .filter(
          (person) =>
            person !== undefined &&
            person.id !== host.id &&
            person.grid[slot] === 'F' &&
            !isTaken(person.id, slot) &&
            beside.count(`covers ${person.id} ${week}`) < person.coverCapPerWeek
        )
      cover =
        able.reduce<PlanPerson | null>(
          (best, next) => (best === null || next.coverCost < best.coverCost ? next : best),
          null
        )?.id ?? null
      unless(cover !== null, 'cover')
    } else unless(visitor.grid[slot] === 'F', 'visitor_away')
  }
  const talk = talkAfter(instance, beside, visitor, host, slot, isAway)
  unless(talk !== null, 'talk')
  return {
    wish: wish.id,
    visitor: visitor.id,
    host: host.id,
    slot,
    lesson: lesson.id,
    cover,
    talk: talk ?? slot,
    rules
  }
}

function talkAfter(
  instance: VisitInstance,
  beside: Beside,
  visitor: PlanPerson,
  host: PlanPerson,
  slot: number,
  isAway: boolean
): number | null {
  const last = (dayOfSlot(instance, slot) + instance.rules.talkWithinDays + 1) * instance.slotsPerDay
  const from = isAway ? slot + instance.rules.travelSlots + 1 : slot + 1
  for (let at = from; at < Math.min(last, visitor.grid.length); at++)
    if ([visitor, host].every(({ id, grid }) => grid[at] === 'F' && !beside.taken.has(`${id} ${at}`))) return at
  return null
}

function candidatesOf(instance: VisitInstance, others: readonly Visit[], wish: Wish): Candidate[] {
  const beside = lookBeside(instance, others)
  const visitor = beside.people.get(wish.visitor)
  if (!visitor) return []
  return instance.lessons
    .filter(({ teacher }) => teacher !== wish.visitor && (wish.host === null || teacher === wish.host))
    .filter(({ teacher }) => beside.people.has(teacher))
    .flatMap((lesson) =>
      Array.from({ length: lesson.len }, (_, step) =>
        candidateAt(instance, beside, wish, visitor, lesson, lesson.start + step)
      )
    )
}

/** Every moment at which the wish can be met while the other visits stay, the first first. */
export function momentsFor(instance: VisitInstance, others: readonly Visit[], wish: Wish): Visit[] {
  return candidatesOf(instance, others, wish)
    .filter(({ rules }) => rules.length === 0)
    .map(({ rules: _, ...visit }) => visit)
    .sort((a, b) => a.slot - b.slot || (a.host < b.host ? -1 : 1))
}

const WAYS_TOLD = 3

/** Why the wish has no moment beside these visits: the fewest rules that would have to give, and where. */
export function explainUnmet(instance: VisitInstance, visits: readonly Visit[], wish: Wish): Explanation {
  const candidates = candidatesOf(instance, visits, wish)
  const fewest = Math.min(...candidates.map(({ rules }) => rules.length))
  const ways = new Map<string, WayOut>()
  for (const { rules, slot, host } of candidates) {
    if (rules.length > fewest) continue
    const key = `${rules.join()} ${wish.host === null ? '' : host}`
    const way = ways.get(key) ?? { rules, slots: [], host: wish.host }
    way.slots.push(slot)
    ways.set(key, way)
  }
  const told = [...ways.values()].sort((a, b) => b.slots.length - a.slots.length).slice(0, WAYS_TOLD)
  return { wish: wish.id, ways: told.map((way) => ({ ...way, slots: way.slots.sort((a, b) => a - b) })) }
}

/** The wishes that a plan leaves, each with its explanation. */
export function explainPlan(instance: VisitInstance, visits: readonly Visit[]): Explanation[] {
  const met = new Set(visits.map(({ wish }) => wish))
  return instance.wishes.filter(({ id }) => !met.has(id)).map((wish) => explainUnmet(instance, visits, wish))
}
