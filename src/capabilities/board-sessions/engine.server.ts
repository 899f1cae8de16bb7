import { dayOf, type Day } from '#kernel/days.ts'
import type { Clock } from '#kernel/clock.ts'
import { isRefusal } from '#kernel/errors.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Database, Tx } from '#platform/db/door.ts'
import { isRefusedByDatabase } from '#platform/db/failures.ts'
import type { Hub } from '#platform/realtime/hub.ts'
import type { BoardCommand, Mood, SentCommand } from './core/commands.ts'
import { apply } from './core/apply.ts'
import { decide } from './core/decide.ts'
import { overdueClose } from './core/settle.ts'
import { worthOf, type Vote } from './core/worth.ts'
import type { BoardState, Seq } from './core/state.ts'
import type { BoardEvent, BoardFact } from './events.ts'
import {
  deleteDeliveries,
  dueDeliveries,
  insertDelivery,
  recallDelivery,
  type Delivery
} from './store/deliveries.server.ts'
import { loadBoard, makeBoard } from './store/load.server.ts'
import { mayAct, maySay } from './policy.ts'
import { eventsAfter, findRepeated, insertEvents } from './store/log.server.ts'
import { putMood } from './store/moods.server.ts'
import { putOutside } from './store/outside.server.ts'
import { putVote, votesOf } from './store/votes.server.ts'
import { project } from './store/project.server.ts'

/**
 * Who sends a command: a member, or a digiboard of the unit (then `person` is who was tapped, if anybody). `as`: a visitor
 * who was invited, or Samenspel itself, which brings what others say.
 */
export type Sender = { person: Id | null; device: Id | null; as?: 'visitor' | 'system' }

/** Where a command ended up: its place in the log, and the moment by the server's clock. */
export type Receipt = { seq: Seq; at: number }

/** What travels to the devices around a board. */
export type BoardNews =
  /** `frame`: as it goes over the line, made once for all devices. */
  | { kind: 'events'; events: BoardEvent[]; frame: Uint8Array }
  /** Only what changed: null where somebody took it back. */
  | { kind: 'moods'; moods: Record<Id, Mood | null> }
  /** All of them: whoever is not named here has none. */
  | { kind: 'all-moods'; moods: Record<Id, Mood> }
  | { kind: 'people' }
  /** Texts were erased behind the log: the whole board anew. */
  | { kind: 'reset' }
  /** To a digiboard that shows a code: a member has typed it. */
  | { kind: 'paired' }

/** What a transaction stored, as it goes to the devices around the board. */
export type Stored = { school: Id; unit: Id; events: BoardEvent[]; moods?: Record<Id, Mood | null> }

type Waiting = {
  sent: SentCommand
  sender: Sender
  settle: (receipt: Result<Receipt>) => void
  crash: (error: unknown) => void
}

type Accepted = { event: BoardEvent; mood?: Mood | null; person?: Id }

/** The most commands that share one transaction. */
const BATCH = 64
/** Boards kept in memory; the least recently used one is forgotten and read again when somebody comes back. */
const BOARDS_KEPT = 2000

export type BoardEngine = {
  /** Decides, stores, and only then shares. Resolves when the command is stored for good, or refused. */
  submit(school: Id, unit: Id, sender: Sender, sent: SentCommand): Promise<Result<Receipt>>
  /** The board as it stands, with a session that was left open on an earlier day closed. */
  open(school: Id, unit: Id): Promise<BoardState>
  /** What another process stored moves the remembered board on, so that the next command need not read it. */
  follow(stored: Stored): void
  /** What is remembered of these boards may have been changed behind the log: they are read again. */
  forget(units: readonly Id[]): void
  /** Writes down, within this transaction, what is to be put on a unit's board; it arrives once, whatever is killed. */
  deliver(tx: Tx, unit: Id, delivery: Delivery, notBefore?: Day | null): Promise<void>
  /** Takes that back: where it has not arrived it never does, where it was not answered it goes. */
  recall(tx: Tx, unit: Id, id: Id): Promise<void>
  /** Puts on a unit's board what waits for it. */
  collect(school: Id, unit: Id): Promise<void>
}

export type EngineParts = {
  database: Database
  hub: Hub<BoardNews>
  /** Where what was stored goes, after the commit; without it straight to the hub. */
  share?: (stored: Stored) => void
  clock: Clock
  /** Counts what becomes of commands: `stored`, or the code of the refusal. */
  observe?: { command(outcome: string): void; batch(size: number): void }
  /** What others brought to a board was refused by its rules: nobody else would hear of it. */
  onUndelivered?: (what: { school: Id; unit: Id; delivery: Id; command: string; code: string }) => void
  /** Members of the unit now, and the school's time zone; asked inside the transaction. */
  circle: (tx: Tx, unit: Id) => Promise<Circle>
  /** What follows from events outside the board, in the same transaction; a refusal in it refuses the command. */
  reactions?: (tx: Tx, unit: Id, events: readonly BoardEvent[], board: BoardState) => Promise<void>
}

type Circle = { members: ReadonlySet<Id>; timeZone: string }
type LockedBoard = Circle & { seq: Seq; rewritten: number; repeated: Map<Id, Receipt> }

/**
 * One line of commands per unit. What waits together is decided in order under the board's row lock and stored in
 * one transaction, so that a busy board costs one commit for many edits. The state is remembered between batches
 * and caught up from the log when another process has written.
 */
export function createBoardEngine({
  database,
  hub,
  clock,
  circle,
  observe,
  onUndelivered,
  reactions,
  share = shareOn(hub)
}: EngineParts): BoardEngine {
  const lines = new Map<Id, Waiting[]>()
  const boards = new Map<Id, BoardState>()

  function remember(unit: Id, state: BoardState): void {
    boards.delete(unit)
    boards.set(unit, state)
    if (boards.size > BOARDS_KEPT) boards.delete(boards.keys().next().value!)
  }

  /**
   * Locks the board's row (made when it is first needed), and tells its place in the log and what deciding needs
   * besides. One round trip: sent together and answered in order, so that what follows the lock is read under it.
   */
  async function lockBoard(tx: Tx, unit: Id, keys: Id[]): Promise<LockedBoard> {
    const [rows, repeated, around] = await Promise.all([
      tx.sql<{ seq: Seq; rewritten: number }[]>`
        select seq, rewritten from boards where unit_id = ${unit} for update`,
      findRepeated(tx, unit, keys),
      circle(tx, unit)
    ])
    if (rows[0]) return { ...rows[0], repeated, ...around }
    await makeBoard(tx, unit)
    return lockBoard(tx, unit, keys)
  }

  /** The state at the place where the lock found the board; what was remembered before a rewriting counts no more. */
  async function stateAt(tx: Tx, unit: Id, { seq, rewritten }: LockedBoard): Promise<BoardState> {
    const remembered = boards.get(unit)
    const known = remembered?.rewritten === rewritten ? remembered : undefined
    if (known && known.seq === seq) return known
    if (known && known.seq < seq && seq - known.seq <= 200)
      return (await eventsAfter(tx, unit, known.seq)).reduce(apply, known)
    return loadBoard(tx, unit)
  }

  async function storeBatch(school: Id, unit: Id, batch: Waiting[]): Promise<Result<Receipt>[]> {
    let after: BoardState | undefined
    let accepted: Accepted[] = []
    const receipts = await database.transact(school, async (tx) => {
      accepted = []
      const keys = batch.map((waiting) => waiting.sent.key)
      const locked = await lockBoard(tx, unit, keys)
      const { repeated, members, timeZone } = locked
      let state = await stateAt(tx, unit, locked)
      const { outside } = state
      const writes: PromiseLike<unknown>[] = []
      const record = (fact: BoardFact, at: number, by: Id | null, key: Id) => {
        const event: BoardEvent = { ...fact, seq: state.seq + 1, at, by, key }
        state = apply(state, event)
        writes.push(...project(tx, unit, event, state))
        return event
      }

      const overdue = overdueClose(state, clock(), timeZone)
      const isClosing = overdue !== null || batch.some(({ sent }) => sent.command.type === 'close-session')
      /** What this session's votes are; read only when they are about to become counts. */
      const votes = isClosing ? await votesOf(tx, unit) : new Map<Id, Vote>()
      const closed = (forgotten: boolean): BoardFact => ({
        type: 'session-closed',
        forgotten,
        ...(state.session?.worth ? {} : { worth: worthOf(votes.values()) })
      })
      if (overdue !== null) {
        accepted.push({ event: record(closed(true), overdue, null, newId(clock())) })
        votes.clear()
      }

      const results = batch.map(({ sent, sender }): Result<Receipt> => {
        const before = repeated.get(sent.key)
        if (before) return ok(before)
        const actor = sender.person
        const { command } = sent
        if (!mayAct(sender, members, command) || !maySay(sender, command)) return refuse({ code: 'not_allowed' })
        const at = clock()
        const decision = decide(state, command, {
          actor,
          base: sent.base,
          at,
          today: dayOf(at, timeZone),
          isMember: (person) => members.has(person)
        })
        if (!decision.ok) return decision
        const fact = decision.value.type === 'session-closed' ? closed(false) : decision.value
        if (command.type === 'rate-session' && actor !== null) {
          const vote = { score: command.score, word: (command.word ?? '').trim() }
          votes.set(actor, vote)
          writes.push(putVote(tx, unit, actor, vote))
        }
        const event = record(fact, at, actor, sent.key)
        accepted.push({ event, ...moodOf(command) })
        const receipt = { seq: event.seq, at }
        repeated.set(sent.key, receipt)
        return ok(receipt)
      })

      if (accepted.length > 0) {
        const devices = new Map(batch.map(({ sent, sender }) => [sent.key, sender.device]))
        writes.push(
          insertEvents(
            tx,
            unit,
            accepted.map(({ event }) => ({ event, device: devices.get(event.key) ?? null }))
          )
        )
        for (const { mood, person, event } of accepted)
          if (mood !== undefined && person)
            writes.push(putMood(tx, unit, person, mood, event.at, state.session?.id ?? null))
        if (state.outside !== outside) writes.push(putOutside(tx, unit, state.outside))
        await Promise.all(writes)
        const events = accepted.map(({ event }) => event)
        await reactions?.(tx, unit, events, state)
        // What had to wait until a day may be due by now.
        if (events.some(({ type }) => type === 'session-started')) tx.onCommit(() => collectSoon(school, unit))
      }
      after = state
      return results
    })
    if (after) remember(unit, after)
    if (accepted.length > 0) share(storedIn(school, unit, accepted))
    if (batch.length > 0) observe?.batch(batch.length)
    for (const receipt of receipts) observe?.command(receipt.ok ? 'stored' : receipt.failure.code)
    return receipts
  }

  async function drain(school: Id, unit: Id, line: Waiting[]): Promise<void> {
    while (line.length > 0) {
      const batch = line.slice(0, BATCH)
      try {
        const receipts = await storeBatch(school, unit, batch)
        batch.forEach((waiting, index) => waiting.settle(receipts[index]!))
      } catch (error) {
        boards.delete(unit)
        if (batch.length > 1) await oneByOne(school, unit, batch)
        else for (const waiting of batch) await onceMore(school, unit, waiting, error)
      }
      line.splice(0, batch.length)
    }
    lines.delete(unit)
  }

  /** One command that the database refuses must not take its neighbours down. */
  async function oneByOne(school: Id, unit: Id, batch: Waiting[]): Promise<void> {
    for (const waiting of batch) {
      try {
        waiting.settle((await storeBatch(school, unit, [waiting]))[0]!)
      } catch (error) {
        boards.delete(unit)
        await onceMore(school, unit, waiting, error)
      }
    }
  }

  /**
   * What the database refuses may be this very command, stored meanwhile by another process to which the device sent it
   * as well: then it has a receipt, and no refusal. So it is asked once more before anybody is told no.
   */
  async function onceMore(school: Id, unit: Id, waiting: Waiting, error: unknown): Promise<void> {
    if (!isRefusedByDatabase(error)) return settleError(waiting, error)
    try {
      waiting.settle((await storeBatch(school, unit, [waiting]))[0]!)
    } catch (again) {
      boards.delete(unit)
      settleError(waiting, again)
    }
  }

  const submit: BoardEngine['submit'] = (school, unit, sender, sent) =>
    new Promise((settle, crash) => {
      const line = lines.get(unit)
      const waiting = { sent, sender, settle, crash }
      if (line) line.push(waiting)
      else {
        const fresh = [waiting]
        lines.set(unit, fresh)
        void drain(school, unit, fresh)
      }
    })

  async function collect(school: Id, unit: Id): Promise<void> {
    const due = await database.read(school, async (tx) => {
      const { timeZone } = await circle(tx, unit)
      return dueDeliveries(tx, unit, dayOf(clock(), timeZone))
    })
    if (due.length === 0) return
    const sender: Sender = { person: null, device: null, as: 'system' }
    // Each under its own key: tried again after a kill in between, it is not put there twice.
    const answers = await Promise.all(
      due.map(async ({ id, command }) => ({
        ...{ id, command },
        receipt: await submit(school, unit, sender, { key: id, base: Number.MAX_SAFE_INTEGER, command })
      }))
    )
    const ids = due.map(({ id }) => id)
    const gone = await database.transact(school, (tx) => deleteDeliveries(tx, unit, ids))
    // Two may collect at the same moment: what was refused is told by the one that takes it away.
    for (const { id, command, receipt } of answers)
      if (!receipt.ok && gone.has(id))
        onUndelivered?.({ school, unit, delivery: id, command: command.type, code: receipt.failure.code })
  }

  /** Not waited for: what did not arrive is taken along the next time that somebody comes to the board. */
  const collectSoon = (school: Id, unit: Id): void => void collect(school, unit).catch(() => {})

  return {
    submit,
    collect,

    async deliver(tx, unit, delivery, notBefore = null) {
      await insertDelivery(tx, unit, delivery, notBefore)
      tx.onCommit(() => collectSoon(tx.school, unit))
    },

    async recall(tx, unit, id) {
      if (await recallDelivery(tx, unit, id)) return
      await insertDelivery(tx, unit, { id: newId(clock()), command: { type: 'bring-back', id } }, null)
      tx.onCommit(() => collectSoon(tx.school, unit))
    },

    forget(units) {
      for (const unit of units) boards.delete(unit)
    },
    async open(school, unit) {
      const { state, isOverdue, isExpecting } = await database.read(school, async (tx) => {
        const board = await loadBoard(tx, unit)
        const { timeZone } = await circle(tx, unit)
        const due = await dueDeliveries(tx, unit, dayOf(clock(), timeZone))
        const late = overdueClose(board, clock(), timeZone) !== null
        return { state: board, isOverdue: late, isExpecting: due.length > 0 }
      })
      if (!isOverdue && !isExpecting) return state
      await storeBatch(school, unit, [])
      if (isExpecting) await collect(school, unit)
      return boards.get(unit)!
    },

    follow({ unit, events }) {
      const known = boards.get(unit)
      if (known && events[0]?.seq === known.seq + 1) remember(unit, events.reduce(apply, known))
    }
  }
}

function storedIn(school: Id, unit: Id, accepted: Accepted[]): Stored {
  const felt = accepted.filter(({ mood }) => mood !== undefined)
  return {
    school,
    unit,
    events: accepted.map(({ event }) => event),
    ...(felt.length > 0 ? { moods: Object.fromEntries(felt.map(({ person, mood }) => [person!, mood ?? null])) } : {})
  }
}

const shareOn =
  (hub: Hub<BoardNews>) =>
  ({ unit, events, moods }: Stored): void => {
    hub.publish(unit, { kind: 'events', events, frame: Buffer.from(events.map(frameOf).join('')) })
    if (moods) hub.publish(unit, { kind: 'moods', moods })
  }

/** An event on the live line: its place in the log is the id that a device resumes from. */
export const frameOf = (event: BoardEvent): string => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`

function moodOf(command: BoardCommand): { mood?: Mood | null; person?: Id } {
  return (command.type === 'check-in' || command.type === 'withdraw-check-in') && command.mood !== undefined
    ? { mood: command.mood, person: command.person }
    : {}
}

/** What the database itself refuses (a key that was used before, a text that is too long) is a refusal, no fault. */
function settleError(waiting: Waiting, error: unknown): void {
  if (isRefusal(error)) return waiting.settle({ ok: false, failure: error.failure })
  if (isRefusedByDatabase(error)) waiting.settle({ ok: false, failure: { code: 'input_invalid' } })
  else waiting.crash(error)
}
