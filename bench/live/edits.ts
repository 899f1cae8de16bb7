import type { BoardCommand } from '#board-sessions'
import { newId, type Id } from '#kernel/id.ts'
import type { Random } from '#kernel/random.ts'
import type { BenchUnit, Device } from './plan.ts'

/** How often each kind is sent, of a hundred edits: what a session is made of once it runs. */
const MIX = [
  ['add-action', 28],
  ['edit-action', 24],
  ['review-action', 14],
  ['check-in', 12],
  ['park', 8],
  ['offer-help', 8],
  ['measure-goal', 6]
] as const

type Kind = (typeof MIX)[number][0]

const LINES = [
  'Exit-ticket proberen in de rekenles en de antwoorden woensdag naast elkaar leggen',
  'Leesgesprekken plannen met de vijf leerlingen die we vorige week noemden',
  'Bij elkaar kijken hoe we de les afsluiten',
  'Woordenschatmuur bijwerken',
  'Ouders van groep 6 uitnodigen voor de leesochtend, samen met de intern begeleider',
  'Wisbordjes klaarleggen voor de start van elke les'
]
const MOODS = ['great', 'good', 'okay', 'tired', 'heavy'] as const

const GOALS = 3
const FIRST_ACTIONS = 6

/** What the devices of one unit do, and what they know to be on their board. */
export function createTyping({ members }: Pick<BenchUnit, 'members'>, random: Random) {
  const goals = Array.from({ length: GOALS }, () => newId())
  const checkIns = new Map(members.map((person) => [person, newId()]))
  /** Open actions: those that get done, once each, and those that are carried. So no two answers cross each other. */
  const passing: Id[] = []
  const lasting: Id[] = []

  const below = (count: number): number => Math.floor(random() * count)
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)]!
  const line = () => `${oneOf(LINES)} (${below(1000)})`

  function kind(): Kind {
    let left = random() * 100
    for (const [name, share] of MIX) if ((left -= share) < 0) return name
    return 'add-action'
  }

  const addAction = (): BoardCommand => ({ type: 'add-action', id: newId(), text: line(), owners: [oneOf(members)] })

  const checkIn = (person: Id, withMood: boolean): BoardCommand => ({
    type: 'check-in',
    id: checkIns.get(person)!,
    person,
    need: line(),
    offer: line(),
    ...(withMood ? { mood: oneOf(MOODS) } : {})
  })

  return {
    /** What is on the board before the typing begins: an open session, goals, check-ins, actions. */
    opening(facilitator: Id): BoardCommand[] {
      return [
        { type: 'start-session', session: newId(), facilitator },
        ...goals.map((id): BoardCommand => ({ type: 'add-goal', id, text: line(), measure: 'Leerlingen', outOf: 24 })),
        checkIn(facilitator, true),
        ...Array.from({ length: FIRST_ACTIONS }, addAction)
      ]
    },

    firstCheckIn: (person: Id): BoardCommand => checkIn(person, true),

    /** The next thing that somebody does on this device. */
    next(device: Device): BoardCommand {
      const wanted = kind()
      switch (wanted) {
        case 'edit-action':
          return { type: wanted, id: oneOf(random() < 0.5 && passing.length > 0 ? passing : lasting), text: line() }
        case 'review-action': {
          const done = random() < 0.5 ? passing.shift() : undefined
          if (done) return { type: wanted, id: done, outcome: 'done' }
          return { type: wanted, id: oneOf(lasting), outcome: 'not-yet', blocker: line() }
        }
        case 'check-in':
          return checkIn(device.person ?? oneOf(members), device.person !== null)
        case 'park':
          return { type: wanted, id: newId(), text: line() }
        case 'offer-help':
          return { type: wanted, checkIn: checkIns.get(oneOf(members))!, helper: device.person ?? oneOf(members) }
        case 'measure-goal':
          return { type: wanted, id: oneOf(goals), measurement: newId(), value: below(25) }
        case 'add-action':
          return addAction()
      }
    },

    /** The command is stored: what it made can be worked on from now on. */
    stored(command: BoardCommand): void {
      if (command.type === 'add-action') (passing.length < lasting.length ? passing : lasting).push(command.id)
    }
  }
}

export type Typing = ReturnType<typeof createTyping>
