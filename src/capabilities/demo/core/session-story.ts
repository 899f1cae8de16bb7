import type { Action } from '#board-sessions'
import { addDays, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Dice } from './dice.ts'
import type { Outward } from './outward.ts'
import { WORDS } from './stock/index.ts'
import type { Teller } from './teller.ts'
import { valueOf, type Course, type Topics } from './topics.ts'

/** What is at hand while a story is told. */
export type Table = {
  teller: Teller
  dice: Dice
  topics: Topics
  courses: Course[]
  outward: Outward
  /** Who leads goes round. */
  turn: number
}

/** `isLast`: the story ends soon after it. */
export type Gathering = { day: Day; begin: number; here: readonly Id[]; isLast: boolean }

const MOODS = ['great', 'good', 'good', 'good', 'okay', 'okay', 'tired', 'heavy'] as const
/** A board holds no more than it can be read from. */
const MOST_ACTIONS = 7
const MOST_GOALS = 3

/** One session from its start to its close, phase after phase. */
export function tellSession(table: Table, gathering: Gathering): void {
  const { teller, dice } = table
  const { here, begin } = gathering
  const facilitator = here[table.turn++ % here.length]!
  const enter = (phase: Parameters<typeof phaseCommand>[0]) => teller.say(facilitator, phaseCommand(phase), 20)
  teller.at = Math.max(teller.at, begin)
  table.outward.deliver(begin)
  teller.say(facilitator, { type: 'start-session', session: teller.id(), facilitator }, 0)
  checkIn(table, gathering)
  enter('review')
  review(table, gathering)
  enter('successes')
  for (let count = dice.pick([0, 1, 1, 1, 2]); count > 0; count--)
    teller.say(
      dice.pick(here),
      { type: 'add-success', id: teller.id(), text: table.topics.line('successes', table.courses) },
      dice.between(15, 40)
    )
  enter('goals')
  tellGoals(table, gathering)
  enter('actions')
  agree(table, gathering)
  enter('requests')
  table.outward.handle(here, facilitator)
  park(table, gathering)
  table.outward.send(here, gathering.day, gathering.isLast)
  enter('close')
  rate(table, gathering)
  teller.say(facilitator, { type: 'close-session' }, dice.between(30, 80))
}

const phaseCommand = (phase: 'review' | 'successes' | 'goals' | 'actions' | 'requests' | 'close') =>
  ({ type: 'enter-phase', phase }) as const

function checkIn({ teller, dice, topics, courses }: Table, { here }: Gathering): void {
  const session = teller.state.session!.id
  const checked = new Set(teller.state.checkIns.filter((item) => item.session === session).map(({ person }) => person))
  for (const person of dice.shuffle(here)) {
    if (checked.has(person)) continue
    const need = dice.chance(0.15) ? topics.line('needs', courses) : ''
    const offer = !need && dice.chance(0.15) ? topics.line('offers', courses) : ''
    const command = { type: 'check-in', id: teller.id(), person, mood: dice.pick(MOODS), need, offer } as const
    teller.say(person, command, dice.between(12, 40))
  }
  for (const { id, need, person } of teller.state.checkIns) {
    const helpers = here.filter((other) => other !== person)
    if (need && helpers.length > 0 && dice.chance(0.65)) {
      const helper = dice.pick(helpers)
      teller.say(helper, { type: 'offer-help', checkIn: id, helper }, dice.between(3, 12))
    }
  }
}

function review({ teller, dice, topics, courses }: Table, { here, day }: Gathering): void {
  for (const id of teller.state.session!.review) {
    const action = teller.state.actions.find((candidate) => candidate.id === id)
    if (action?.status !== 'open') continue
    const owner = action.owners.find((candidate) => here.includes(candidate))
    // Who is not there was not asked, and what is for later can wait.
    if ((!owner && dice.chance(0.6)) || (action.due !== null && action.due > day && dice.chance(0.6))) continue
    const by = owner ?? dice.pick(here)
    const done = 0.6 + 0.14 * action.carried
    if (dice.chance(done)) teller.say(by, { type: 'review-action', id, outcome: 'done' }, dice.between(8, 25))
    else if (dice.chance(0.12)) teller.say(by, { type: 'review-action', id, outcome: 'no-longer' }, dice.between(8, 20))
    else {
      const others = here.filter((other) => !action.owners.includes(other))
      const blocker = dice.chance(0.7) ? topics.line('blockers', courses) : ''
      const helper = others.length > 0 && dice.chance(0.25) ? dice.pick(others) : null
      teller.say(by, { type: 'review-action', id, outcome: 'not-yet', blocker, helper }, dice.between(10, 40))
    }
  }
}

function tellGoals(table: Table, { here, day }: Gathering): void {
  const { teller, dice, topics } = table
  for (const course of [...table.courses]) {
    course.sessions++
    course.done += course.pace * (dice.between(50, 150) / 100)
    const keeper = teller.state.goals.find(({ id }) => id === course.goal)?.keeper
    const by = keeper && here.includes(keeper) ? keeper : dice.pick(here)
    const isReached = course.done >= 1
    const isGivenUp = !isReached && course.sessions > 12
    if (isReached || dice.chance(0.8)) {
      const value = isReached ? course.idea.aim : valueOf(course, dice)
      const measured = { type: 'measure-goal', id: course.goal, measurement: teller.id(), value, on: day } as const
      teller.say(by, measured, dice.between(15, 50))
    }
    if (!isReached && !isGivenUp) continue
    const status = isReached ? 'reached' : dice.chance(0.75) ? 'partly' : 'stopped'
    const learned = isReached ? course.idea.learned : course.idea.halfway
    teller.say(by, { type: 'close-goal', id: course.goal, status, learned }, dice.between(30, 60))
    table.courses.splice(table.courses.indexOf(course), 1)
  }
  while (table.courses.length < 2 || (table.courses.length < MOST_GOALS && dice.chance(0.12))) {
    const { idea, theme } = topics.idea(table.courses)
    const [by, goal] = [dice.pick(here), teller.id()]
    const { text, measure, aim, outOf } = idea
    teller.say(by, { type: 'add-goal', id: goal, text, measure, aim, outOf, keeper: dice.pick(here) }, 40)
    teller.say(by, { type: 'measure-goal', id: goal, measurement: teller.id(), value: idea.from, on: day }, 15)
    table.courses.push({ goal, idea, theme, done: 0, pace: 1 / dice.between(6, 13), sessions: 0 })
  }
}

function agree({ teller, dice, topics, courses }: Table, { here, day }: Gathering): void {
  const open = () => teller.state.actions.filter(({ status }) => status === 'open')
  const busy = (person: Id) => open().filter(({ owners }) => owners.includes(person)).length
  const room = MOST_ACTIONS - open().length
  for (let count = Math.min(room, dice.pick([1, 2, 2, 3, 3, 4])); count > 0; count--) {
    const text = topics.line('actions', courses)
    if (open().some((action: Action) => action.text === text)) continue
    const free = dice.shuffle(here).sort((one, other) => busy(one) - busy(other))
    const owners = free.slice(0, dice.chance(0.25) && free.length > 1 ? 2 : 1)
    const due = dice.chance(0.25) ? addDays(day, dice.pick([2, 7, 14, 21])) : null
    teller.say(owners[0]!, { type: 'add-action', id: teller.id(), text, owners, due }, dice.between(15, 45))
  }
}

function park({ teller, dice, topics }: Table, { here }: Gathering): void {
  const { parked } = teller.state
  if (parked.length > 0 && dice.chance(parked.length * 0.2))
    teller.say(dice.pick(here), { type: 'unpark', id: parked[0]!.id }, dice.between(5, 20))
  if (parked.length < 4 && dice.chance(0.3))
    teller.say(dice.pick(here), { type: 'park', id: teller.id(), text: topics.parked() }, dice.between(10, 30))
}

/** Was it worth it? Most answer, some with a word. */
function rate({ teller, dice }: Table, { here }: Gathering): void {
  for (const person of here) {
    if (dice.chance(0.15)) continue
    const [score, word] = [dice.pick([2, 3, 3, 4, 4, 4, 5, 5]), dice.chance(0.7) ? dice.pick(WORDS) : '']
    teller.say(person, { type: 'rate-session', score, word }, dice.between(1, 6))
  }
}
