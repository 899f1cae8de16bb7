import { dayOf } from '#kernel/days.ts'
import type { Clock } from '#kernel/clock.ts'
import { isRefusal, type Failure } from '#kernel/errors.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Database, Tx } from '#platform/db/door.ts'
import type { Hub } from '#platform/realtime/hub.ts'
import type { BoardCommand, Mood, SentCommand } from './core/commands.ts'
import { apply } from './core/apply.ts'
import { decide } from './core/decide.ts'
import { DEFAULT_BUDGETS } from './core/phases.ts'
import { overdueClose } from './core/settle.ts'
import type { BoardState, Seq } from './core/state.ts'
import type { BoardEvent, BoardFact } from './events.ts'
import { loadBoard } from './store/load.server.ts'
import { mayCheckIn } from './policy.ts'
import { eventsAfter, findRepeated, insertEvents } from './store/log.server.ts'
import { putMood } from './store/moods.server.ts'
import { project } from './store/project.server.ts'

/** Who sends a command: a member, or a digiboard of the unit (then `person` is who was tapped, if anybody). */
export type Sender = { person: Id | null; device: Id | null }

/** Where a command ended up: its place in the log, and the moment by the server's clock. */
export type Receipt = { seq: Seq; at: number }

/** What travels to the devices around a board. */
export type BoardNews =
  /** `frame`: as it goes over the line, made once for all devices. */
  | { kind: 'events'; events: BoardEvent[]; frame: Uint8Array }
  /** Only what changed: null where somebody took it back. */
  | { kind: 'moods'; moods: Record<Id, Mood | null> }
  | { kind: 'people' }
  /** To a digiboard that shows a code: a member has typed it. */
  | { kind: 'paired' }

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
}

export type EngineParts = {
  database: Database
  hub: Hub<BoardNews>
  clock: Clock
  /** Members of the unit now, and the school's time zone; asked inside the transaction. */
  circle: (tx: Tx, unit: Id) => Promise<Circle>
}

type Circle = { members: ReadonlySet<Id>; timeZone: string }
type LockedBoard = Circle & { seq: Seq; repeated: Map<Id, Receipt> }

/**
 * One line of commands per unit. What waits together is decided in order under the board's row lock and stored in
 * one transaction, so that a busy board costs one commit for many edits. The state is remembered between batches
 * and caught up from the log when another process has written.
 */
export function createBoardEngine({ database, hub, clock, circle }: EngineParts): BoardEngine {
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
      tx.sql<{ seq: Seq }[]>`select seq from boards where unit_id = ${unit} for update`,
      findRepeated(tx, unit, keys),
      circle(tx, unit)
    ])
    if (rows[0]) return { seq: rows[0].seq, repeated, ...around }
    await makeBoard(tx, unit)
    return lockBoard(tx, unit, keys)
  }

  /** The state at the place where the lock found the board. */
  async function stateAt(tx: Tx, unit: Id, seq: Seq): Promise<BoardState> {
    const known = boards.get(unit)
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
      const { seq, repeated, members, timeZone } = await lockBoard(tx, unit, keys)
      let state = await stateAt(tx, unit, seq)
      const writes: PromiseLike<unknown>[] = []
      const record = (fact: BoardFact, at: number, by: Id | null, key: Id) => {
        const event: BoardEvent = { ...fact, seq: state.seq + 1, at, by, key }
        state = apply(state, event)
        writes.push(...project(tx, unit, event, state))
        return event
      }

      const overdue = overdueClose(state, clock(), timeZone)
      if (overdue !== null)
        accepted.push({ event: record({ type: 'session-closed', forgotten: true }, overdue, null, newId(clock())) })

      const results = batch.map(({ sent, sender }): Result<Receipt> => {
        const before = repeated.get(sent.key)
        if (before) return ok(before)
        const actor = sender.person
        if (actor !== null && !members.has(actor)) return refuse({ code: 'not_allowed' })
        const { command } = sent
        if (command.type === 'check-in' && !mayCheckIn(sender, command.person, command.mood !== undefined))
          return refuse({ code: 'not_allowed' })
        const at = clock()
        const decision = decide(state, command, {
          actor,
          base: sent.base,
          at,
          today: dayOf(at, timeZone),
          isMember: (person) => members.has(person)
        })
        if (!decision.ok) return decision
        const event = record(decision.value, at, actor, sent.key)
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
        await Promise.all(writes)
      }
      after = state
      return results
    })
    if (after) remember(unit, after)
    share(unit, accepted)
    return receipts
  }

  function share(unit: Id, accepted: Accepted[]): void {
    if (accepted.length === 0) return
    const events = accepted.map(({ event }) => event)
    hub.publish(unit, { kind: 'events', events, frame: Buffer.from(events.map(frameOf).join('')) })
    const felt = accepted.filter(({ mood }) => mood !== undefined)
    if (felt.length > 0)
      hub.publish(unit, {
        kind: 'moods',
        moods: Object.fromEntries(felt.map(({ person, mood }) => [person, mood ?? null]))
      })
  }

  async function drain(school: Id, unit: Id, line: Waiting[]): Promise<void> {
    while (line.length > 0) {
      const batch = line.slice(0, BATCH)
      try {
        const receipts = await storeBatch(school, unit, batch)
        batch.forEach((waiting, index) => waiting.settle(receipts[index]!))
      } catch (error) {
        boards.delete(unit)
        if (batch.length > 1 && !isRefusal(error)) await oneByOne(school, unit, batch)
        else for (const waiting of batch) settleError(waiting, error)
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
        settleError(waiting, error)
      }
    }
  }

  return {
    submit: (school, unit, sender, sent) =>
      new Promise((settle, crash) => {
        const line = lines.get(unit)
        const waiting = { sent, sender, settle, crash }
        if (line) line.push(waiting)
        else {
          const fresh = [waiting]
          lines.set(unit, fresh)
          void drain(school, unit, fresh)
        }
      }),

    async open(school, unit) {
      const { state, isOverdue } = await database.read(school, async (tx) => {
        const board = await loadBoard(tx, unit)
        const { timeZone } = await circle(tx, unit)
        return { state: board, isOverdue: overdueClose(board, clock(), timeZone) !== null }
      })
      if (!isOverdue) return state
      await storeBatch(school, unit, [])
      return boards.get(unit)!
    }
  }
}

/** An event on the live line: its place in the log is the id that a device resumes from. */
export const frameOf = (event: BoardEvent): string => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`

async function makeBoard(tx: Tx, unit: Id): Promise<void> {
  await tx.sql`insert into boards ${tx.sql({
    school_id: tx.school,
    unit_id: unit,
    budgets: tx.sql.json(DEFAULT_BUDGETS)
  } as never)} on conflict do nothing`
}

function moodOf(command: BoardCommand): { mood?: Mood | null; person?: Id } {
  return command.type === 'check-in' && command.mood !== undefined ? { mood: command.mood, person: command.person } : {}
}

/** What the database itself refuses (a key that was used before, a text that is too long) is a refusal, no fault. */
function settleError(waiting: Waiting, error: unknown): void {
  if (isRefusal(error)) return waiting.settle({ ok: false, failure: error.failure })
  const code = (error as { code?: string }).code ?? ''
  const failure: Failure | null = code.startsWith('23') ? { code: 'input_invalid' } : null
  if (failure) waiting.settle({ ok: false, failure })
  else waiting.crash(error)
}
