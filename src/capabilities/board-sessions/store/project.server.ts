import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Action, BoardState, CheckIn, Goal, Session } from '../core/state.ts'
import type { BoardEvent } from '../events.ts'

type Write = PromiseLike<unknown>

const when = (moment: number): Date => new Date(moment)

/**
 * Writes what one event changed into the tables that say how things stand. `after` is the board after the event.
 * A thing is inserted by the event that makes it, so that an id that was used before is refused by its key and
 * never overwrites; everything else updates. The writes are not awaited here: the caller sends a batch at once.
 */
export function project(tx: Tx, unit: Id, event: BoardEvent, after: BoardState): Write[] {
  const table = tablesOf(tx, unit)
  switch (event.type) {
    case 'session-started':
      return [
        table.insertSession(after.session!),
        ...table.moveCheckIns(event.session),
        table.board({ since_seq: after.since })
      ]
    case 'phase-entered':
    case 'facilitator-chosen':
      return after.session ? [table.updateSession(after.session, null)] : []
    case 'session-closed':
      return [table.updateSession(after.lastSession!, after), table.board({ last_close_seq: after.lastCloseSeq })]
    case 'session-reopened':
      return [table.updateSession(after.session!, null), table.board({ last_close_seq: after.lastCloseSeq })]
    case 'budgets-changed':
      return [table.board({ budgets: tx.sql.json(after.budgets) })]
    case 'checked-in': {
      const checkIn = after.checkIns.find((item) => item.person === event.person && item.id === event.id)
      return checkIn ? [table.putCheckIn(checkIn)] : []
    }
    case 'help-offered':
    case 'help-withdrawn':
      return some(after.checkIns, event.checkIn, (checkIn) => [table.updateHelpers(checkIn)])
    case 'action-added':
      return some(after.actions, event.id, (action) => [table.insertAction(action)])
    case 'action-edited':
    case 'action-reviewed':
    case 'action-reopened':
      return some(after.actions, event.id, (action) => [table.updateAction(action)])
    case 'goal-added':
      return some(after.goals, event.id, (goal) => [table.insertGoal(goal)])
    case 'goal-edited':
    case 'goal-closed':
      return some(after.goals, event.id, (goal) => [table.updateGoal(goal)])
    case 'goal-measured':
      return [table.putMeasurement(event)]
    case 'success-added':
      return [table.insertSuccess(event)]
    case 'success-withdrawn':
      return [tx.sql`delete from successes where unit_id = ${unit} and id = ${event.id}`]
    case 'parked':
      return [table.insertParked(event)]
    case 'unparked':
      return [tx.sql`delete from parked_items where unit_id = ${unit} and id = ${event.id}`]
  }
}

const some = <T extends { id: Id }>(items: T[], id: Id, write: (item: T) => Write[]): Write[] => {
  const item = items.find((candidate) => candidate.id === id)
  return item ? write(item) : []
}

function tablesOf(tx: Tx, unit: Id) {
  const { sql } = tx
  const home = { school_id: tx.school, unit_id: unit }
  const json = (value: unknown) => (value === null ? null : sql.json(value as never))

  const sessionColumns = (session: Session) => ({
    facilitator: session.facilitator,
    phase: session.phase,
    phase_started_at: when(session.phaseStartedAt),
    spent: json(session.spent),
    closed_at: session.closedAt === null ? null : when(session.closedAt),
    closed_by: session.closedBy
  })
  const actionColumns = (action: Action) => ({
    text: action.text,
    owners: action.owners,
    due: action.due,
    status: action.status,
    carried: action.carried,
    review: json(action.review),
    text_seq: action.textSeq,
    text_by: action.textBy,
    replaced: json(action.replaced),
    closed_seq: action.closedSeq
  })
  const goalColumns = (goal: Goal) => ({
    text: goal.text,
    measure: goal.measure,
    aim: goal.aim,
    out_of: goal.outOf,
    keeper: goal.keeper,
    status: goal.status,
    learned: goal.learned,
    text_seq: goal.textSeq,
    text_by: goal.textBy,
    replaced: json(goal.replaced),
    closed_seq: goal.closedSeq
  })

  return {
    board: (columns: Record<string, unknown>) =>
      sql`update boards set ${sql(columns as never)} where unit_id = ${unit}`,

    insertSession: (session: Session) =>
      sql`insert into board_sessions ${sql({
        ...home,
        id: session.id,
        started_at: when(session.startedAt),
        started_by: session.startedBy,
        review: session.review,
        ...sessionColumns(session)
      } as never)}`,
    updateSession: (session: Session, final: BoardState | null) =>
      sql`update board_sessions set ${sql({ ...sessionColumns(session), final: json(final) } as never)}
        where unit_id = ${unit} and id = ${session.id}`,
    /** Beforehand becomes now; what was felt in an earlier session is forgotten. */
    moveCheckIns: (session: Id): Write[] => [
      sql`update check_ins set session_id = ${session} where unit_id = ${unit} and session_id is null`,
      sql`delete from moods where unit_id = ${unit} and session_id is not null`,
      sql`update moods set session_id = ${session} where unit_id = ${unit}`
    ],

    putCheckIn: (checkIn: CheckIn) =>
      sql`insert into check_ins ${sql({
        ...home,
        id: checkIn.id,
        person_id: checkIn.person,
        at: when(checkIn.at),
        need: checkIn.need,
        offer: checkIn.offer,
        helpers: checkIn.helpers,
        session_id: checkIn.session
      } as never)}
      on conflict (school_id, unit_id, id) do update
        set at = excluded.at, need = excluded.need, offer = excluded.offer, helpers = excluded.helpers
        where check_ins.person_id = excluded.person_id`,
    updateHelpers: (checkIn: CheckIn) =>
      sql`update check_ins set helpers = ${checkIn.helpers} where unit_id = ${unit} and id = ${checkIn.id}`,

    insertAction: (action: Action) =>
      sql`insert into actions ${sql({
        ...home,
        id: action.id,
        created_by: action.createdBy,
        created_at: when(action.createdAt),
        created_in: action.createdIn,
        ...actionColumns(action)
      } as never)}`,
    updateAction: (action: Action) =>
      sql`update actions set ${sql(actionColumns(action) as never)} where unit_id = ${unit} and id = ${action.id}`,

    insertGoal: (goal: Goal) =>
      sql`insert into goals ${sql({
        ...home,
        id: goal.id,
        created_by: goal.createdBy,
        created_at: when(goal.createdAt),
        ...goalColumns(goal)
      } as never)}`,
    updateGoal: (goal: Goal) =>
      sql`update goals set ${sql(goalColumns(goal) as never)} where unit_id = ${unit} and id = ${goal.id}`,
    putMeasurement: (event: Extract<BoardEvent, { type: 'goal-measured' }>) =>
      sql`insert into goal_measurements ${sql({
        ...home,
        goal_id: event.id,
        day: event.on,
        id: event.measurement,
        value: event.value,
        by_person: event.by
      } as never)}
      on conflict (school_id, unit_id, goal_id, day) do update
        set id = excluded.id, value = excluded.value, by_person = excluded.by_person`,

    insertSuccess: (event: Extract<BoardEvent, { type: 'success-added' }>) =>
      sql`insert into successes ${sql({
        ...home,
        id: event.id,
        text: event.text,
        by_person: event.by,
        at: when(event.at),
        added_seq: event.seq
      } as never)}`,
    insertParked: (event: Extract<BoardEvent, { type: 'parked' }>) =>
      sql`insert into parked_items ${sql({
        ...home,
        id: event.id,
        text: event.text,
        by_person: event.by,
        at: when(event.at)
      } as never)}`
  }
}
