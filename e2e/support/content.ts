import { createBoardEngine, type BoardEngine } from '#board-sessions/server'
import { PHASES, type BoardCommand, type Mood, type Outcome, type Phase } from '#board-sessions'
import type { App } from '#app/app.server.ts'
import { openOutside } from '#app/outside.server.ts'
import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { circleOf } from '#people/server'
import { createHub } from '#platform/realtime/hub.ts'
import { COLLEAGUES, type Team } from './team.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

/** A board on which weeks have passed: everything was entered through the engine, by a clock that stands in the past. */
export class Story {
  readonly #app: App
  readonly #engine: BoardEngine
  readonly #team: Team
  /** Actions by the short name that the story gives them. */
  readonly actions: Record<string, Id> = {}
  now: number

  constructor(app: App, team: Team, now: number) {
    this.#app = app
    this.#team = team
    this.now = now
    const outside = openOutside(() => this.#engine)
    this.#engine = createBoardEngine({
      database: app.database,
      hub: createHub(),
      clock: () => this.now,
      circle: circleOf,
      reactions: outside.react
    })
  }

  person(givenName: string): Id {
    return this.#team.people[COLLEAGUES.findIndex((colleague) => colleague.givenName === givenName)]!
  }

  async say(who: string, command: BoardCommand): Promise<void> {
    this.now += SECOND
    const sender = { person: this.person(who), device: null }
    const sent = { key: newId(), base: Number.MAX_SAFE_INTEGER, command }
    const receipt = await this.#engine.submit(this.#team.school, this.#team.unit, sender, sent)
    if (!receipt.ok) throw new Error(`${who}: ${command.type} was refused: ${receipt.failure.code}`)
  }

  async checkIn(who: string, mood: Mood | null, need = '', offer = ''): Promise<Id> {
    const id = newId()
    await this.say(who, { type: 'check-in', id, person: this.person(who), mood, need, offer })
    return id
  }

  async action(name: string, text: string, ...owners: string[]): Promise<void> {
    const id = newId()
    this.actions[name] = id
    await this.say(owners[0]!, { type: 'add-action', id, text, owners: owners.map((owner) => this.person(owner)) })
  }

  async review(name: string, who: string, outcome: Outcome, blocker = '', helper?: string): Promise<void> {
    const id = this.actions[name]!
    await this.say(who, { type: 'review-action', id, outcome, blocker, helper: helper ? this.person(helper) : null })
  }

  /** Goes on to a phase, a number of minutes after the one before began. */
  async enter(phase: Phase, minutes: number): Promise<void> {
    this.now += minutes * MINUTE
    await this.say('Noor', { type: 'enter-phase', phase })
  }

  /**
   * Lets the phase that is now stand for so long, whenever it is looked at: what is entered can only lie in the past.
   */
  async standIn(minutes: number): Promise<void> {
    const since = new Date(Date.now() - minutes * MINUTE)
    await this.#app.database.transact(this.#team.school, async ({ sql }) => {
      await sql`
        update board_sessions set phase_started_at = ${since} where unit_id = ${this.#team.unit} and closed_at is null`
    })
  }

  /** One session from its check-in to its end, with what happened in each phase. */
  async session(leader: string, happens: Partial<Record<Phase, () => Promise<void>>>, minutes = [5, 3, 1, 3, 2, 1, 1]) {
    await this.say(leader, { type: 'start-session', session: newId(), facilitator: this.person(leader) })
    for (const [place, phase] of PHASES.entries()) {
      if (place > 0) await this.enter(phase, minutes[place - 1]!)
      await happens[phase]?.()
    }
    this.now += minutes.at(-1)! * MINUTE
    await this.say(leader, { type: 'close-session' })
  }
}

/** What a unit has on its board after three weeks, up to the moment before today's session. */
export async function tellThreeWeeks(app: App, team: Team, today: number): Promise<Story> {
  const story = new Story(app, team, today - 21 * DAY)
  const day = (ago: number) => dayOf(today - ago * DAY, 'Europe/Amsterdam')
  const [steps, reading, calm] = [newId(), newId(), newId()]
  const measure = (id: Id, value: number, ago: number) =>
    story.say('Karim', { type: 'measure-goal', id, measurement: newId(), value, on: day(ago) })

  await story.session('Noor', {
    goals: async () => {
      await story.say('Karim', {
        type: 'add-goal',
        id: steps,
        text: 'Kinderen leggen hun rekenstap uit',
        measure: 'kinderen leggen een stap hardop uit',
        aim: 18,
        outOf: 24,
        keeper: story.person('Karim')
      })
      await story.say('Priya', {
        type: 'add-goal',
        id: reading,
        text: 'Alle groepen lezen elke dag twintig minuten stil, ook op dagen met een gastles of een voorstelling',
        measure: 'dagen per week waarop het lukt',
        aim: 5,
        outOf: 5,
        keeper: story.person('Priya')
      })
      await measure(steps, 7, 21)
      await measure(reading, 2, 21)
    },
    actions: async () => {
      await story.action('corner', 'leeshoek inrichten met de boeken uit de schoolbieb', 'Emine', 'Sanne')
      await story.action('mirror', 'bij elkaar kijken hoe je een rekenstap laat verwoorden', 'Thijs', 'Annemarie')
      await story.action('letter', 'ouders vragen om oude kranten en tijdschriften', 'Fatima')
    }
  })

  story.now = today - 14 * DAY
  await story.session(
    'Karim',
    {
      review: async () => {
        await story.review('corner', 'Emine', 'done')
        await story.review('mirror', 'Thijs', 'not-yet', 'geen vervanging op dinsdag', 'Ruud')
        await story.review('letter', 'Fatima', 'not-yet')
      },
      goals: async () => {
        await story.say('Zoë', {
          type: 'add-goal',
          id: calm,
          text: 'Na de pauze is het binnen vijf minuten rustig',
          measure: 'minuten tot iedereen werkt',
          aim: 5,
          keeper: story.person('Zoë')
        })
        await measure(steps, 11, 14)
        await measure(reading, 3, 14)
        await measure(calm, 12, 14)
      },
      actions: async () => {
        await story.action('ticket', 'exit-ticket proberen aan het eind van de rekenles', 'Sanne')
        await story.action('timer', 'zandlopers bestellen voor alle groepen', 'Jan-Willem')
      }
    },
    [6, 4, 2, 4, 3, 1, 1]
  )

  story.now = today - 7 * DAY
  await story.session('Emine', {
    review: async () => {
      await story.review('mirror', 'Thijs', 'not-yet', 'Annemarie was ziek')
      await story.review('ticket', 'Sanne', 'not-yet')
      await story.review('timer', 'Jan-Willem', 'done')
    },
    goals: async () => {
      await measure(steps, 13, 7)
      await measure(reading, 4, 7)
      await measure(calm, 8, 7)
    },
    actions: async () => {
      await story.action('talk', 'kindgesprekken plannen met de intern begeleider', 'Annemarie')
      await story.action('board', 'het weekbord in de gang bijwerken', 'Agnieszka')
      await story.action('gym', 'gymzaal reserveren voor de sportdag, ook als het regent', 'Shirley', 'Ruud')
      await story.action('plan', 'rooster voor de toetsweek rondsturen', 'Noor')
    }
  })

  story.now = today - 60 * MINUTE
  const send = (who: string, text: string, kind: 'leader' | 'bulletin') =>
    story.say(who, { type: 'send-out', id: newId(), text, from: { kind: 'line', id: null }, to: { kind } })
  await send('Thijs', 'Wie neemt dinsdagochtend mijn klas over, zodat ik bij Annemarie kan kijken?', 'leader')
  await send('Priya', 'De rekenspellen liggen vanaf nu in de kast bij de trap', 'bulletin')

  story.now = today - 40 * MINUTE
  await story.say('Sanne', { type: 'park', id: newId(), text: 'Wie regelt de versiering voor het winterfeest?' })
  await story.say('Karim', { type: 'park', id: newId(), text: 'Nieuwe afspraken over de fietsenstalling' })
  await story.say('Noor', {
    type: 'add-success',
    id: newId(),
    text: 'Bij de rekenles stond iedereen binnen drie minuten klaar'
  })
  await story.checkIn('Priya', 'good', '', 'een set rekenspellen voor groep 5')
  await story.say('Fatima', { type: 'say-presence', person: story.person('Fatima'), kind: 'remote' })
  await story.say('Shirley', { type: 'say-presence', person: story.person('Shirley'), kind: 'later' })
  await story.say('Ruud', { type: 'say-presence', person: story.person('Ruud'), kind: 'away' })
  await story.say('Shirley', {
    type: 'react',
    id: newId(),
    person: story.person('Shirley'),
    text: 'de gymzaal is vrij op 12 juni',
    on: 'next'
  })
  return story
}

/** Minutes that each phase of today's session takes: a little over, as on most days. */
const TODAY: Record<Phase, number> = {
  'check-in': 6,
  review: 3,
  successes: 1,
  goals: 3,
  actions: 2,
  requests: 1,
  close: 1
}

/** Today's session, phase after phase; `look` is called in each of them. */
export async function tellToday(story: Story, look: (phase: Phase) => Promise<void>): Promise<void> {
  story.now = Date.now() - 18 * MINUTE
  await story.say('Noor', { type: 'start-session', session: newId(), facilitator: story.person('Noor') })
  const happens: Partial<Record<Phase, () => Promise<void>>> = {
    'check-in': () => everybodyChecksIn(story),
    review: async () => {
      await story.review('letter', 'Fatima', 'done')
      await story.review('ticket', 'Sanne', 'not-yet', 'de toetsweek', 'Karim')
    },
    successes: async () => {
      await story.review('mirror', 'Thijs', 'done')
      await story.review('talk', 'Annemarie', 'not-yet')
      await story.review('board', 'Agnieszka', 'done')
      await story.review('gym', 'Shirley', 'no-longer')
      await story.say('Fatima', { type: 'add-success', id: newId(), text: 'Drie ouders kwamen met dozen vol kranten' })
    },
    requests: async () => {
      await story.action('crossing', 'zebrapad oefenen met groep 3 en 4', 'Ruud')
      await story.action(
        'proof',
        'ouderbrief over de schoolreis nalezen en naar de medezeggenschapsraad sturen',
        'Annemarie',
        'Priya'
      )
      await story.action('duty', 'klassendienst voor december maken', 'Emine')
    },
    close: async () => {
      const answers: [string, number, string][] = [
        ['Noor', 5, 'vlot'],
        ['Karim', 4, 'fijn'],
        ['Priya', 4, 'samen'],
        ['Emine', 3, 'vol'],
        ['Fatima', 5, 'dank']
      ]
      for (const [who, score, word] of answers) await story.say(who, { type: 'rate-session', score, word })
    }
  }
  for (const [place, phase] of PHASES.entries()) {
    if (place > 0) await story.enter(phase, TODAY[PHASES[place - 1]!])
    await happens[phase]?.()
    await story.standIn(0.6)
    await look(phase)
  }
}

async function everybodyChecksIn(story: Story): Promise<void> {
  const need = await story.checkIn(
    'Annemarie',
    'okay',
    'iemand die meekijkt bij een moeilijk oudergesprek op donderdag'
  )
  await story.checkIn('Sanne', 'good', '', 'donderdagmiddag een uur')
  await story.checkIn('Fatima', 'tired', 'ideeën voor rekenen met bewegen')
  await story.checkIn('Karim', 'great')
  await story.checkIn('Thijs', 'heavy', 'vervanging op dinsdagochtend, zodat ik bij Annemarie kan kijken')
  await story.checkIn('Emine', 'good')
  await story.checkIn('Noor', null)
  await story.checkIn('Zoë', 'okay')
  await story.checkIn('Jan-Willem', 'good')
  await story.say('Ruud', { type: 'offer-help', checkIn: need, helper: story.person('Ruud') })
}
