import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { apply } from './core/apply.ts'
import type { BoardCommand, Mood } from './core/commands.ts'
import { decide } from './core/decide.ts'
import { NOTHING_OUTSIDE } from './core/outside.ts'
import { DEFAULT_BUDGETS } from './core/phases.ts'
import { emptyBoard, type BoardState } from './core/state.ts'
import { withWorth, type Vote } from './core/worth.ts'
import type { BoardEvent } from './events.ts'
import { insertEvents } from './store/log.server.ts'
import { putMood } from './store/moods.server.ts'
import { putOutside } from './store/outside.server.ts'
import { project } from './store/project.server.ts'

/** A command of the past: who gave it and when. */
export type PastCommand = { at: number; by: Id | null; command: BoardCommand }

/** Events that share one statement. */
const AT_ONCE = 1000
/** Writes that are on their way together; more would only wait in memory. */
const UNDER_WAY = 256

/**
 * Writes the whole past of a board that has none yet, in the order in which it happened: decided, folded and projected
 * by the rules of the board, so that log, tables and the sessions as they ended agree. What would have been refused is
 * a fault of whoever tells it. Nobody is told; the board is new.
 */
export async function writeHistory(
  tx: Tx,
  unit: Id,
  past: readonly PastCommand[],
  { members, timeZone }: { members: ReadonlySet<Id>; timeZone: string }
): Promise<BoardState> {
  await tx.sql`insert into boards ${tx.sql({
    school_id: tx.school,
    unit_id: unit,
    budgets: tx.sql.json(DEFAULT_BUDGETS)
  } as never)}`
  const isMember = (person: Id) => members.has(person)
  const moods = new Map<Id, { mood: Mood; at: number; session: Id | null }>()
  const votes = new Map<Id, Vote>()
  let state = emptyBoard()
  let events: BoardEvent[] = []
  let writes: PromiseLike<unknown>[] = []
  const flush = async () => {
    await Promise.all(writes)
    writes = []
  }
  for (const { at, by, command } of past) {
    const decision = decide(state, command, { actor: by, base: state.seq, at, today: dayOf(at, timeZone), isMember })
    if (!decision.ok) throw new Error(`a past ${command.type} was refused: ${decision.failure.code}`)
    const fact = withWorth(decision.value, command, by, votes)
    const event: BoardEvent = { ...fact, seq: state.seq + 1, at, by, key: newId(at) }
    state = apply(state, event)
    writes.push(...project(tx, unit, event, state))
    events.push(event)
    if (command.type === 'start-session') keepForNow(moods, command.session)
    if (command.type === 'check-in' && command.mood)
      moods.set(command.person, { mood: command.mood, at, session: state.session?.id ?? null })
    if (events.length === AT_ONCE) {
      writes.push(
        insertEvents(
          tx,
          unit,
          events.map((one) => ({ event: one, device: null }))
        )
      )
      events = []
    }
    if (writes.length >= UNDER_WAY) await flush()
  }
  if (events.length > 0)
    writes.push(
      insertEvents(
        tx,
        unit,
        events.map((one) => ({ event: one, device: null }))
      )
    )
  if (state.outside !== NOTHING_OUTSIDE) writes.push(putOutside(tx, unit, state.outside))
  for (const [person, { mood, at, session }] of moods) writes.push(putMood(tx, unit, person, mood, at, session))
  await flush()
  return state
}

/** A session begins: what was felt beforehand is of now, and what was felt in an earlier one is forgotten. */
function keepForNow(moods: Map<Id, { session: Id | null }>, session: Id): void {
  for (const [person, mood] of moods) {
    if (mood.session !== null) moods.delete(person)
    else mood.session = session
  }
}
