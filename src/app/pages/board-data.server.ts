import { isVisited, type BoardState, type Coming, type Mood } from '#board-sessions'
import { listSessions, maySeeMoods, moodsNow, type Viewer } from '#board-sessions/server'
import type { Id } from '#kernel/id.ts'
import { directoryOf, findUnit, timeZoneOf, type Colleague, type Unit } from '#people/server'
import type { App } from '../app.server.ts'
import { comingSessions } from '../sessions-planned.server.ts'

/** All that a device needs to open the board of a unit, from one moment. */
export type BoardData = {
  unit: Unit
  board: BoardState
  people: Colleague[]
  moods: Record<Id, Mood>
  timeZone: string
  /** When the next sessions begin; null where the unit has no weekly moment. */
  coming: Coming
  /** The server's clock, for a device whose own is wrong. */
  now: number
}

/** `kind`: who looks. Moods are for members, and for the digiboard as long as nobody else is there. */
export async function boardData(
  app: App,
  school: Id,
  unit: Id,
  kind: Viewer['kind'] = 'member'
): Promise<BoardData | null> {
  const board = await app.engine.open(school, unit)
  const now = app.clock()
  return app.database.read(school, async (tx) => {
    const [found, people, moods, timeZone, coming] = await Promise.all([
      findUnit(tx, unit),
      directoryOf(tx, unit, now),
      maySeeMoods({ kind }, isVisited(board)) ? moodsNow(tx, unit, board.session?.id ?? null, now) : {},
      timeZoneOf(tx),
      comingSessions(tx, unit, now)
    ])
    return found && { unit: found, board, people, moods, timeZone, coming, now }
  })
}

export const sessionList = (app: App, school: Id, unit: Id, limit?: number) =>
  app.database.read(school, (tx) => listSessions(tx, unit, limit))
