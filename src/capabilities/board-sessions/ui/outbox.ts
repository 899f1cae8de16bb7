import type { Failure } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import type { BoardCommand, SentCommand } from '../core/commands.ts'

/** A command that was refused; its text is kept, with the reason, so that it can be mended. */
export type Refused = { key: Id; command: BoardCommand; failure: Failure }

/**
 * What this device has entered and the server has not yet acknowledged, in the order of entering, and what it refused.
 * Survives a reload and a closed browser.
 */
export type Outbox = {
  read(): SentCommand[]
  /** False: this device cannot keep it (storage is full or forbidden); then it is in this page only. */
  put(sent: SentCommand): boolean
  drop(key: Id): void
  refusals(): Refused[]
  refuse(refused: Refused): void
  forgive(key: Id): void
  /** Another tab has put, sent or let go of something. Returns what stops it. */
  follow(onChange: () => void): () => void
}

/** Keeps nothing: for a page on the server, and for tests. */
export const noOutbox = (): Outbox => ({
  read: () => [],
  put: () => true,
  drop: () => {},
  refusals: () => [],
  refuse: () => {},
  forgive: () => {},
  follow: () => () => {}
})

/** What a place in the storage holds: with its turn, because the clock of a device may be set back. */
type Placed<T> = T & { turn?: number }

/** What was entered and not acknowledged yet stands under this and its key. */
export const waitingPlace = (owner: Owner): string => `samenspel.outbox.${nameOf(owner)}.`

/** Whose: a person's at the board of a unit, or the digiboard's. */
export type Owner = { unit: Id; me: Id | null }
const nameOf = ({ unit, me }: Owner): string => `${unit}.${me ?? 'bord'}`

/**
 * In the browser's storage, a place per command, so that two tabs never overwrite each other. Named after the unit and the
 * person: whoever signs in next on this device has another one.
 */
export function localOutbox(owner: Owner): Outbox {
  const waiting = waitingPlace(owner)
  const refused = `samenspel.refused.${nameOf(owner)}.`

  function attempt<T>(fn: () => T, otherwise: T): T {
    try {
      return fn()
    } catch {
      return otherwise
    }
  }

  function read<T extends { key: Id }>(prefix: string): Placed<T>[] {
    const names = attempt(() => Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? ''), [])
    return (
      names
        .filter((place) => place.startsWith(prefix))
        // A place that cannot be read takes none of the others along.
        .flatMap((place) => attempt(() => [JSON.parse(localStorage.getItem(place)!) as Placed<T>], []))
        .sort((one, other) => (one.turn ?? 0) - (other.turn ?? 0) || (one.key < other.key ? -1 : 1))
    )
  }

  function put<T extends { key: Id }>(prefix: string, item: T): boolean {
    const turn = Math.max(0, ...read(prefix).map((placed) => placed.turn ?? 0)) + 1
    return attempt(() => {
      localStorage.setItem(prefix + item.key, JSON.stringify({ ...item, turn }))
      return true
    }, false)
  }

  const bare = <T extends object>({ turn: _, ...item }: Placed<T>): T => item as unknown as T

  return {
    read: () => read<SentCommand>(waiting).map((placed) => bare<SentCommand>(placed)),
    put: (sent) => put(waiting, sent),
    drop: (key) => attempt(() => localStorage.removeItem(waiting + key), undefined),
    refusals: () => read<Refused>(refused).map((placed) => bare<Refused>(placed)),
    refuse: (item) => void put(refused, item),
    forgive: (key) => attempt(() => localStorage.removeItem(refused + key), undefined),
    follow(onChange) {
      const heard = ({ key }: StorageEvent) => {
        if (key === null || key.startsWith(waiting) || key.startsWith(refused)) onChange()
      }
      addEventListener('storage', heard)
      return () => removeEventListener('storage', heard)
    }
  }
}
