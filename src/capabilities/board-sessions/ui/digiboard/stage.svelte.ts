import { createContext, tick } from 'svelte'
import type { Failure } from '#kernel/errors.ts'
import { dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { dayToLead, type Coming } from '../../core/coming.ts'
import type { BoardCommand, Mood } from '../../core/commands.ts'
import type { Task } from '../../core/leading.ts'
import type { SendSource } from '../../core/outside.ts'
import type { Phase } from '../../core/phases.ts'
import type { Action, CheckIn, Goal, PresenceKind, Seq } from '../../core/state.ts'
import type { BoardClient, BoardPerson } from '../board-client.svelte.ts'
import { presenceOf } from '../presence.ts'
import { namingOf } from '../view.ts'
import { ComingSessions } from '../coming-sessions.svelte.ts'
import { activeGoals, currentCheckIns } from './board-view.ts'

/** Chalkboard or whiteboard. */
export type BoardTheme = 'dark' | 'light'

export type BoardUnit = { id: Id; name: string; mark: string; hue: number }

/** What lies over the board: one question at a time. */
export type Question =
  | { kind: 'start' }
  | { kind: 'facilitator'; task?: Task }
  | { kind: 'next'; task: Task }
  | { kind: 'crib' }
  | { kind: 'who-checks-in' }
  | { kind: 'check-in'; person: Id }
  | { kind: 'help'; checkIn: Id }
  | { kind: 'not-yet'; action: Id }
  | { kind: 'action'; text?: string; owners?: Id[]; unpark?: Id }
  | { kind: 'park'; text?: string }
  | { kind: 'parked' }
  | { kind: 'success'; text?: string }
  | { kind: 'goal'; goal: Id | null }
  | { kind: 'close-goal'; goal: Id }
  | { kind: 'send-out'; from: SendSource; text: string }
  | { kind: 'unpair' }

/**
 * What the parts of a digiboard share: the board, how its people are called, and what somebody who stands before it
 * has tapped. Nobody is signed in on a digiboard: who is tapped is who acts.
 */
export class Stage {
  readonly client: BoardClient
  readonly unit: BoardUnit
  readonly calendar: ComingSessions
  question = $state.raw<Question | null>(null)
  /** Tapped to be talked about out of turn. */
  tappedAction = $state<Id | null>(null)
  tappedGoal = $state<Id | null>(null)
  /** Made on this board: no news to who stands before it. */
  readonly own = new Set<Id>()

  #asker: Element | null = null

  readonly naming = $derived.by(() => namingOf(this.client.people))
  readonly people = $derived.by(() =>
    [...this.client.people].sort((one, other) =>
      this.naming.call(one.id).localeCompare(this.naming.call(other.id), 'nl')
    )
  )
  readonly checkIns = $derived.by(() => new Map(currentCheckIns(this.client.state).map((item) => [item.person, item])))
  readonly goals = $derived.by(() => activeGoals(this.client.state))
  readonly goal = $derived.by(
    (): Goal | null => this.goals.find(({ id }) => id === this.tappedGoal) ?? this.goals[0] ?? null
  )
  /** The day of the session that somebody leads next. */
  readonly dayToLead = $derived.by(() => {
    const { state, timeZone, today } = this.client
    return dayToLead(
      this.calendar.coming,
      state.lastSession && dayOf(state.lastSession.startedAt, timeZone),
      today,
      timeZone
    )
  })
  readonly nextGoal = $derived.by(
    (): Goal | null => this.goals[this.goal ? this.goals.indexOf(this.goal) + 1 : 0] ?? null
  )

  constructor(client: BoardClient, unit: BoardUnit, coming: Coming = null) {
    this.calendar = new ComingSessions(coming)
    this.client = client
    this.unit = unit
  }

  /** Sends in somebody's name; who has left the unit since can no longer act, then nobody in particular does. */
  send(command: BoardCommand, as: Id | null = null, base?: Seq): Failure | null {
    const acts = as !== null && this.client.people.some((person) => person.id === as) ? as : undefined
    if ('id' in command) this.own.add(command.id)
    return this.client.send(command, acts, base)
  }

  enter(phase: Phase): void {
    this.tappedAction = null
    this.tappedGoal = null
    this.send({ type: 'enter-phase', phase })
  }

  ask(question: Question): void {
    if (this.question === null) this.#asker = document.activeElement
    this.question = question
  }

  /** The question is answered or let go; the focus goes back to where it was asked, or to what came in its place. */
  done = async (): Promise<void> => {
    this.question = null
    await tick()
    const board = document.querySelector('.digiboard')
    const place = this.#asker?.isConnected
      ? this.#asker
      : (board?.querySelector('[data-turn]') ?? board?.querySelector('h1'))
    if (place instanceof HTMLElement) place.focus()
  }

  action(id: Id): Action | null {
    return this.client.state.actions.find((action) => action.id === id) ?? null
  }

  checkInWith(id: Id): CheckIn | null {
    return this.client.state.checkIns.find((checkIn) => checkIn.id === id) ?? null
  }

  /** How somebody is with this session: in the room, from elsewhere, later, or not. */
  presence(person: BoardPerson): PresenceKind {
    return presenceOf(this.client.state, person)
  }

  /** The mood of somebody who checked in, where it may be shown on a board at all. */
  moodOf(person: Id): Mood | undefined {
    return this.checkIns.has(person) ? this.client.moods[person] : undefined
  }

  /** On this device only, and not just for the blink that sending takes. */
  isWaiting(id: Id): boolean {
    return this.client.connection !== 'live' && this.client.isUnsent(id)
  }
}

export const [getStage, setStage] = createContext<Stage>()
