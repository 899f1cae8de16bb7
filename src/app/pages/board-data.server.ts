import type { BoardState, Mood } from '#board-sessions'
import { listSessions, moodsNow } from '#board-sessions/server'
import type { Id } from '#kernel/id.ts'
import { directoryOf, findUnit, timeZoneOf, type Colleague, type Unit } from '#people/server'
import type { App } from '../app.server.ts'

/** All that a device needs to open the board of a unit, from one moment. */
export type BoardData = {
  unit: Unit
  board: BoardState
  people: Colleague[]
  moods: Record<Id, Mood>
  timeZone: string
  /** The server's clock, for a device whose own is wrong. */
  now: number
}

export async function boardData(app: App, school: Id, unit: Id): Promise<BoardData | null> {
  const board = await app.engine.open(school, unit)
  const now = app.clock()
  return app.database.read(school, async (tx) => {
    const [found, people, moods, timeZone] = await Promise.all([
      findUnit(tx, unit),
      directoryOf(tx, unit, now),
      moodsNow(tx, unit, board.session?.id ?? null, now),
      timeZoneOf(tx)
    ])
    return found && { unit: found, board, people, moods, timeZone, now }
  })
}

export const sessionList = (app: App, school: Id, unit: Id, limit?: number) =>
  app.database.read(school, (tx) => listSessions(tx, unit, limit))
