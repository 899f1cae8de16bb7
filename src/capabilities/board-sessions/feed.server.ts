import type { Clock } from '#kernel/clock.ts'
import type { Id } from '#kernel/id.ts'
import type { Database } from '#platform/db/door.ts'
import type { Hub } from '#platform/realtime/hub.ts'
import type { BoardState, Seq } from './core/state.ts'
import type { BoardEvent } from './events.ts'
import { frameOf, type BoardNews, type Stored } from './engine.server.ts'
import { eventsAfter } from './store/log.server.ts'
import { moodsNow } from './store/moods.server.ts'

/** That something was stored, without what. */
export type Bell = { school: Id; unit: Id; seq: Seq; hasMoods: boolean }

/**
 * Brings what was stored, here or by another process on the same database, to the streams of this process: each board's
 * events in the order of its log, without a gap and without a double. News from elsewhere comes late, out of turn or not
 * at all; what is missing is read from the log. Boards that nobody watches here cost nothing.
 */
export type BoardFeed = {
  /** A stream opens; it calls `start` with the board that it has read. */
  follow(school: Id, unit: Id): { start(read: Pick<BoardState, 'seq' | 'rewritten'>): void; stop(): void }
  take(stored: Stored): void
  ring(bell: Bell): void
  /** These boards were rewritten behind their log: their devices get them anew. */
  readAnew(units: readonly Id[]): void
  /** Something may have been missed: reads what there is for every board that is watched. */
  catchUp(): void
}

type Watched = {
  school: Id
  unit: Id
  streams: number
  /** The last event that was passed on; null until the first stream has read the board. */
  seq: Seq | null
  /** Which writing of the board the streams hold. */
  rewritten: number
  held: Map<Seq, BoardEvent>
  waiting: ReturnType<typeof setTimeout> | undefined
  wantsMoods: boolean
  /** Somebody rang before the first stream had read the board. */
  wantsReading: boolean
}

/** A gap mostly closes by itself within this time (ms): two processes told of their events at the same moment. */
const OUT_OF_TURN = 20
/** The database is away: try again after so long (ms). */
const AGAIN = 250

export function createBoardFeed({
  database,
  hub,
  clock
}: {
  database: Database
  hub: Hub<BoardNews>
  clock: Clock
}): BoardFeed {
  const boards = new Map<Id, Watched>()
  /** Boards to read, by school: one transaction for all of a school's. */
  const behind = new Map<Id, Set<Watched>>()
  const reading = new Set<Id>()

  function pass(board: Watched, events: BoardEvent[]): void {
    if (events.length === 0) return
    board.seq = events.at(-1)!.seq
    hub.publish(board.unit, { kind: 'events', events, frame: Buffer.from(events.map(frameOf).join('')) })
  }

  /** Passes on what follows on what was passed; what does not follow yet waits a moment, and is then read. */
  function settle(board: Watched): void {
    if (board.seq === null) return
    const next: BoardEvent[] = []
    for (let seq = board.seq + 1; ; seq++) {
      const event = board.held.get(seq)
      if (!event) break
      next.push(event)
    }
    pass(board, next)
    for (const seq of board.held.keys()) if (seq <= board.seq) board.held.delete(seq)
    if (board.held.size > 0) board.waiting ??= setTimeout(() => read(board), OUT_OF_TURN)
  }

  function read(board: Watched): void {
    clearTimeout(board.waiting)
    board.waiting = undefined
    if (board.streams === 0) return
    board.wantsReading = board.seq === null
    if (board.wantsReading) return
    const boardsOfSchool = behind.get(board.school) ?? new Set()
    behind.set(board.school, boardsOfSchool.add(board))
    if (!reading.has(board.school)) void readSchool(board.school)
  }

  async function readSchool(school: Id): Promise<void> {
    reading.add(school)
    try {
      for (let some = behind.get(school); some && some.size > 0; some = behind.get(school)) {
        behind.delete(school)
        try {
          await readBoards(school, [...some])
        } catch {
          const all = behind.get(school) ?? new Set()
          for (const board of some) if (board.streams > 0) all.add(board)
          behind.set(school, all)
          await new Promise((resolve) => setTimeout(resolve, AGAIN))
        }
      }
    } finally {
      reading.delete(school)
    }
  }

  async function readBoards(school: Id, some: Watched[]): Promise<void> {
    const found = await database.read(school, (tx) =>
      Promise.all(
        some.map(async (board) => {
          const withMoods = board.wantsMoods
          board.wantsMoods = false
          const [rewritten, events, moods] = await Promise.all([
            writingOf(tx, board.unit),
            eventsAfter(tx, board.unit, board.seq ?? 0),
            withMoods ? moodsNow(tx, board.unit, await openSession(tx, board.unit), clock()) : null
          ])
          return { board, rewritten, events, moods }
        })
      )
    )
    for (const { board, rewritten, events, moods } of found) {
      if (rewritten > board.rewritten) hub.publish(board.unit, { kind: 'reset' })
      board.rewritten = Math.max(board.rewritten, rewritten)
      for (const event of events) board.held.set(event.seq, event)
      settle(board)
      if (moods) hub.publish(board.unit, { kind: 'all-moods', moods })
    }
  }

  return {
    follow(school, unit) {
      const board = boards.get(unit) ?? {
        school,
        unit,
        streams: 0,
        seq: null,
        rewritten: 0,
        held: new Map(),
        waiting: undefined,
        wantsMoods: false,
        wantsReading: false
      }
      boards.set(unit, board)
      board.streams++
      let isFollowing = true
      return {
        start({ seq, rewritten }) {
          if (board.seq === null) board.rewritten = rewritten
          board.seq ??= seq
          settle(board)
          if (board.wantsReading) read(board)
        },
        stop() {
          if (!isFollowing) return
          isFollowing = false
          if (--board.streams > 0) return
          clearTimeout(board.waiting)
          if (boards.get(unit) === board) boards.delete(unit)
        }
      }
    },

    take({ unit, events, moods }) {
      const board = boards.get(unit)
      if (!board) return
      for (const event of events) if (board.seq === null || event.seq > board.seq) board.held.set(event.seq, event)
      settle(board)
      if (moods) hub.publish(unit, { kind: 'moods', moods })
    },

    ring({ unit, seq, hasMoods }) {
      const board = boards.get(unit)
      if (!board) return
      board.wantsMoods ||= hasMoods
      if (hasMoods || board.seq === null || seq > board.seq) read(board)
    },

    readAnew(units) {
      for (const unit of units) {
        const board = boards.get(unit)
        if (board) read(board)
      }
    },

    catchUp() {
      for (const board of boards.values()) {
        board.wantsMoods = true
        read(board)
      }
    }
  }
}

async function openSession(tx: Parameters<typeof eventsAfter>[0], unit: Id): Promise<Id | null> {
  const [row] = await tx.sql<{ id: Id }[]>`
    select id from board_sessions where unit_id = ${unit} and closed_at is null`
  return row?.id ?? null
}

async function writingOf(tx: Parameters<typeof eventsAfter>[0], unit: Id): Promise<number> {
  const [row] = await tx.sql<{ rewritten: number }[]>`select rewritten from boards where unit_id = ${unit}`
  return row?.rewritten ?? 0
}
