import type { Failure } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import type { Seq } from '../../core/state.ts'
import type { BoardCommand, Mood } from '../../core/commands.ts'
import type { BoardClient } from '../board-client.svelte.ts'
import { currentCheckIns } from '../digiboard/board-view.ts'
import { namingOf } from '../view.ts'
import * as t from '#texts/session'

/** The check-in as it is being written. Apart from the form, so that a phase that folds away takes no text along. */
export type CheckInDraft = { mood?: Mood | null; need?: string; offer?: string }

/** What the parts of a paper screen share: the board, the person at this device, and what that person has begun. */
export class Desk {
  readonly client: BoardClient
  /** What I have begun to check in with; read it, and `write` it. */
  checkInDraft = $state.raw<CheckInDraft>({})
  /** Lines being written, by what they will become. */
  drafts = $state.raw<Record<string, string>>({})
  /** Made on this device: no news to the person at it. */
  readonly #own = new Set<Id>()

  readonly naming = $derived.by(() => namingOf(this.client.people))
  readonly checkIns = $derived.by(() => new Map(currentCheckIns(this.client.state).map((item) => [item.person, item])))
  readonly mine = $derived.by(() => (this.client.me === null ? undefined : this.checkIns.get(this.client.me)))
  /** In the order in which a list of names is read. */
  readonly people = $derived.by(() =>
    [...this.client.people].sort((one, other) =>
      this.naming.call(one.id).localeCompare(this.naming.call(other.id), 'nl')
    )
  )

  /** How the person at this device is spoken to: nobody else is meant, so no initial is needed. */
  readonly givenName = $derived.by(
    () => this.client.people.find(({ id }) => id === this.client.me)?.givenName ?? this.naming.call(this.client.me)
  )

  constructor(client: BoardClient) {
    this.client = client
  }

  get me(): Id | null {
    return this.client.me
  }

  get board() {
    return this.client.state
  }

  send(command: BoardCommand, base?: Seq): Failure | null {
    if ('id' in command) this.#own.add(command.id)
    return this.client.send(command, undefined, base)
  }

  isOwn(id: Id): boolean {
    return this.#own.has(id)
  }

  /** "jij", or what the unit calls somebody. */
  name(person: Id | null): string {
    return person !== null && person === this.me ? t.you() : this.naming.call(person)
  }

  /** "Jij en Noor": me first. */
  names(people: readonly Id[]): string {
    const ordered = [...people].sort((one, other) => Number(other === this.me) - Number(one === this.me))
    const text = ordered.map((person) => this.name(person)).join(` ${t.and()} `)
    return text.charAt(0).toUpperCase() + text.slice(1)
  }

  /** On this device only, and not just for the blink that sending takes. */
  isWaiting(id: Id): boolean {
    return this.client.connection !== 'live' && this.client.isUnsent(id)
  }

  write(draft: string, text: string): void {
    this.drafts = { ...this.drafts, [draft]: text }
    this.#keepDrafts()
  }

  writeCheckIn(draft: CheckInDraft): void {
    this.checkInDraft = draft
    this.#keepDrafts()
  }

  /** After a reload: what was being written in this tab. A mood is not kept anywhere. */
  restoreDrafts(): void {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#draftsKey) ?? '{}') as {
        drafts?: Record<string, string>
        checkIn?: CheckInDraft
      }
      this.drafts = { ...kept.drafts, ...this.drafts }
      this.checkInDraft = { ...kept.checkIn, ...this.checkInDraft }
    } catch {
      // Storage that is forbidden: then a reload starts with empty lines.
    }
  }

  get #draftsKey(): string {
    return `samenspel.drafts.${this.client.unit}.${this.me}`
  }

  #keepDrafts(): void {
    const { need, offer } = this.checkInDraft
    const lines = Object.entries(this.drafts).filter(([, text]) => text !== '')
    try {
      sessionStorage.setItem(
        this.#draftsKey,
        JSON.stringify({ drafts: Object.fromEntries(lines), checkIn: { need, offer } })
      )
    } catch {
      // Full or forbidden: the lines are still here.
    }
  }

  get hasParked(): boolean {
    return this.board.parked.length > 0
  }

  get hasSuccesses(): boolean {
    return this.board.successes.length > 0
  }
}

const desks = new WeakMap<BoardClient, Desk>()

/** The one desk of a client: parts of a page that were given the same client share it. */
export function deskOf(client: BoardClient): Desk {
  let desk = desks.get(client)
  if (desk) return desk
  // Owned by no component: what it derives would stand still once the screen that asked first makes way for another.
  $effect.root(() => {
    desk = new Desk(client)
  })
  // On a server there are no effects.
  desk ??= new Desk(client)
  desks.set(client, desk)
  return desk
}
