import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Action, BoardState, CheckIn, Goal, Reaction, Session } from '../core/state.ts'
import type { BoardEvent } from '../events.ts'
import { projectOutside } from './outside.server.ts'
import { forgetVotes } from './votes.server.ts'

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
        table.board({ since_seq: after.since, round_id: event.session, next_tasks: tx.sql.json(after.next) })
      ]
    case 'phase-entered':
    case 'facilitator-chosen':
    case 'task-chosen':
    case 'session-rated':
      return after.session ? [table.updateSession(after.session, null)] : []
    case 'session-closed':
      return [
        table.updateSession(after.lastSession!, after),
        table.board({ last_close_seq: after.lastCloseSeq, turns: tx.sql.json(after.turns) }),
        forgetVotes(tx, unit)
      ]
    case 'session-cancelled':
      return [...table.unmoveCheckIns(), forgetVotes(tx, unit), table.board({ round_id: null })]
    case 'session-reopened':
      return [
        table.updateSession(after.session!, null),
        table.board({ last_close_seq: after.lastCloseSeq, turns: tx.sql.json(after.turns) })
      ]
    case 'leading-changed':
      return [table.board({ leading_way: tx.sql.json(after.leading) })]
    case 'next-chosen':
      return [table.board({ next_tasks: tx.sql.json(after.next) })]
    case 'presence-said':
      return table.putPresence(event.person, after)
    case 'reacted':
      return some(after.reactions, event.id, (reaction) => [table.insertReaction(reaction)])
    case 'reaction-withdrawn':
      return [tx.sql`delete from session_reactions where unit_id = ${unit} and id = ${event.id}`]
    case 'budgets-changed':
      return [table.board({ budgets: tx.sql.json(after.budgets) })]
    case 'checked-in': {
      const checkIn = after.checkIns.find((item) => item.person === event.person && item.id === event.id)
      return checkIn ? [table.putCheckIn(checkIn)] : []
    }
    case 'check-in-withdrawn': {
      const occasion = after.session?.id ?? null
      const left = after.checkIns.find((item) => item.person === event.person && item.session === occasion)
      return [left ? table.putCheckIn(left) : table.deleteCheckIn(event.person, occasion)]
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
    case 'action-withdrawn':
      return [tx.sql`delete from actions where unit_id = ${unit} and id = ${event.id}`]
    case 'goal-added':
      return some(after.goals, event.id, (goal) => [table.insertGoal(goal)])
    case 'goal-edited':
    case 'goal-closed':
    case 'goal-reopened':
      return some(after.goals, event.id, (goal) => [table.updateGoal(goal)])
    case 'goal-measured':
      return [table.putMeasurement(event)]
    case 'goal-unmeasured':
      return [
        tx.sql`delete from goal_measurements where unit_id = ${unit} and goal_id = ${event.id} and day = ${event.on}`
      ]
    case 'goal-withdrawn':
      return [tx.sql`delete from goals where unit_id = ${unit} and id = ${event.id}`]
    case 'success-added':
      return [table.insertSuccess(event)]
    case 'success-kept':
      return [tx.sql`update successes set kept_in = ${event.keptIn} where unit_id = ${unit} and id = ${event.id}`]
    case 'success-withdrawn':
      return [tx.sql`delete from successes where unit_id = ${unit} and id = ${event.id}`]
    case 'parked':
      return [table.insertParked(event)]
    case 'unparked':
      return [tx.sql`delete from parked_items where unit_id = ${unit} and id = ${event.id}`]
    case 'sent-out':
    case 'sent-out-undone':
    case 'brought':
    case 'brought-back':
    case 'brought-handled':
    case 'brought-reopened':
    case 'visitor-invited':
    case 'visitor-uninvited':
    case 'visitor-joined':
    case 'visitor-left':
      return projectOutside(tx, unit, event, after, {
        insert: (id) => some(after.actions, id, (action) => [table.insertAction(action)]),
        update: (id) => some(after.actions, id, (action) => [table.updateAction(action)])
      })
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
    notes: session.notes,
    time: session.time,
    phase: session.phase,
    phase_started_at: when(session.phaseStartedAt),
    spent: json(session.spent),
    closed_at: session.closedAt === null ? null : when(session.closedAt),
    closed_by: session.closedBy,
    rated: session.rated,
    worth: json(session.worth),
    previous: json(session.previous)
  })
  const actionColumns = (action: Action) => ({
    text: action.text,
    owners: action.owners,
    due: action.due,
    status: action.status,
    carried: action.carried,
    review: json(action.review),
    earlier: json(action.earlier),
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
      sql`update presences set session_id = ${session} where unit_id = ${unit} and session_id is null`,
      sql`update session_reactions set session_id = ${session} where unit_id = ${unit} and session_id is null`,
      sql`delete from moods where unit_id = ${unit} and session_id is not null`,
      sql`update moods set session_id = ${session} where unit_id = ${unit}`
    ],

    /** It had not begun: now becomes beforehand again. */
    unmoveCheckIns: (): Write[] => {
      const open = sql`(select id from board_sessions where unit_id = ${unit} and closed_at is null)`
      return [
        sql`update check_ins set session_id = null where unit_id = ${unit} and session_id = ${open}`,
        sql`update presences set session_id = null where unit_id = ${unit} and session_id = ${open}`,
        sql`update session_reactions set session_id = null where unit_id = ${unit} and session_id = ${open}`,
        sql`update moods set session_id = null where unit_id = ${unit} and session_id = ${open}`,
        sql`delete from board_sessions where unit_id = ${unit} and closed_at is null`
      ]
    },

    putPresence: (person: Id, after: BoardState): Write[] => {
      const session = after.session?.id ?? null
      const said = after.presences.find((item) => item.person === person && item.session === session)
      const gone = sql`
        delete from presences
        where unit_id = ${unit} and person_id = ${person} and session_id is not distinct from ${session}`
      if (!said) return [gone]
      return [
        gone,
        sql`insert into presences ${sql({
          ...home,
          person_id: person,
          kind: said.kind,
          session_id: session
        } as never)}`
      ]
    },
    insertReaction: (reaction: Reaction) =>
      sql`insert into session_reactions ${sql({
        ...home,
        id: reaction.id,
        person_id: reaction.person,
        text: reaction.text,
        at: when(reaction.at),
        added_seq: reaction.addedSeq,
        session_id: reaction.session,
        is_after: reaction.isAfter
      } as never)}`,

    deleteCheckIn: (person: Id, session: Id | null) =>
      sql`delete from check_ins
        where unit_id = ${unit} and person_id = ${person} and session_id is not distinct from ${session}`,
    putCheckIn: (checkIn: CheckIn) =>
      sql`insert into check_ins ${sql({
        ...home,
        id: checkIn.id,
        person_id: checkIn.person,
        at: when(checkIn.at),
        need: checkIn.need,
        offer: checkIn.offer,
        helpers: checkIn.helpers,
        before: json(checkIn.before),
        session_id: checkIn.session
      } as never)}
      on conflict (school_id, unit_id, id) do update
        set at = excluded.at, need = excluded.need, offer = excluded.offer, helpers = excluded.helpers,
          before = excluded.before
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
        added_seq: event.seq,
        kept_in: event.keptIn ?? false
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
