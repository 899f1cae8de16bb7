import { apply, decide, emptyBoard, withWorth, type BoardCommand, type BoardState, type Vote } from '#board-sessions'
import { dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'

/** A command of the past: who gave it and when. */
export type Spoken = { at: number; by: Id | null; command: BoardCommand }

/** Makes the id of something that came to be at a moment. */
export type Ids = (at: number) => Id

/**
 * Tells the story of one board, command by command, through the rules of the board itself: what it would have refused
 * cannot be told.
 */
export class Teller {
  readonly spoken: Spoken[] = []
  state: BoardState = emptyBoard()
  at: number
  readonly #members: ReadonlySet<Id>
  readonly #timeZone: string
  readonly #ids: Ids
  readonly #votes = new Map<Id, Vote>()

  constructor(members: readonly Id[], timeZone: string, ids: Ids, at: number) {
    this.#members = new Set(members)
    this.#timeZone = timeZone
    this.#ids = ids
    this.at = at
  }

  id(): Id {
    return this.#ids(this.at)
  }

  say(by: Id | null, command: BoardCommand, seconds: number): void {
    this.at += seconds * 1000
    const { at, state } = this
    const decision = decide(state, command, {
      actor: by,
      base: state.seq,
      at,
      today: dayOf(at, this.#timeZone),
      isMember: (person) => this.#members.has(person)
    })
    if (!decision.ok) throw new Error(`the story says ${command.type}, which is refused: ${decision.failure.code}`)
    const fact = withWorth(decision.value, command, by, this.#votes)
    this.state = apply(state, { ...fact, seq: state.seq + 1, at, by, key: by ?? '' })
    this.spoken.push({ at, by, command })
  }
}
