import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Leading, Tasks, Turns } from '../core/leading.ts'
import type { Outside } from '../core/outside.ts'
import { DEFAULT_BUDGETS, type Budgets } from '../core/phases.ts'
import { emptyBoard, type BoardState, type Session } from '../core/state.ts'

type BoardRow = {
  seq: number
  rewritten: number
  since: number
  lastCloseSeq: number
  budgets: Budgets
  outside: Outside
  leading: Leading
  next: Tasks
  turns: Turns
}

type SessionRow = Omit<Session, 'startedAt' | 'phaseStartedAt' | 'closedAt'> & {
  startedAt: Date
  phaseStartedAt: Date
  closedAt: Date | null
}

const moment = (date: Date): number => date.getTime()

const asSession = (row: SessionRow): Session => ({
  ...row,
  startedAt: moment(row.startedAt),
  phaseStartedAt: moment(row.phaseStartedAt),
  closedAt: row.closedAt && moment(row.closedAt)
})

/** Rows with the moment in `field` as milliseconds. */
const withMoment = <T extends Record<K, Date>, K extends string>(rows: Iterable<T>, field: K) =>
  [...rows].map((row) => ({ ...row, [field]: moment(row[field]) }))

/** The row of a board, made when it is first needed. */
export async function makeBoard(tx: Tx, unit: Id): Promise<void> {
  await tx.sql`insert into boards ${tx.sql({
    school_id: tx.school,
    unit_id: unit,
    budgets: tx.sql.json(DEFAULT_BUDGETS)
  } as never)} on conflict do nothing`
}

/**
 * The board as its tables say it stands: equal to the fold of its events (a test holds the two together).
 * The selects are sent together, so that a board costs one round trip.
 */
export async function loadBoard(tx: Tx, unit: Id): Promise<BoardState> {
  const { sql } = tx
  const board = sql<BoardRow[]>`
    select seq, rewritten, since_seq as "since", last_close_seq as "lastCloseSeq", budgets, outside,
      leading_way as "leading", next_tasks as "next", turns
    from boards where unit_id = ${unit}`
  const sessions = sql<SessionRow[]>`
    select id, started_at as "startedAt", started_by as "startedBy", facilitator, notes, time, phase,
      phase_started_at as "phaseStartedAt", spent, review, closed_at as "closedAt", closed_by as "closedBy",
      rated, worth, previous
    from board_sessions where unit_id = ${unit} order by started_at desc limit 1`
  const actions = sql`
    select id, text, owners, due, status, carried, review, earlier, created_by as "createdBy", created_at as "createdAt",
      created_in as "createdIn", text_seq as "textSeq", text_by as "textBy", replaced, closed_seq as "closedSeq"
    from actions a where unit_id = ${unit} and (closed_seq is null or closed_seq > ${since(tx, unit)})
    order by created_at, id`
  const goals = sql`
    select id, text, measure, aim, out_of as "outOf", keeper, status, learned, created_by as "createdBy",
      created_at as "createdAt", text_seq as "textSeq", text_by as "textBy", replaced, closed_seq as "closedSeq",
      coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'on', m.day, 'value', m.value, 'by', m.by_person)
        order by m.day) from goal_measurements m where m.unit_id = g.unit_id and m.goal_id = g.id), '[]') as values
    from goals g where unit_id = ${unit} and (closed_seq is null or closed_seq > ${since(tx, unit)})
    order by created_at, id`
  const successes = sql`
    select id, text, by_person as "by", at, added_seq as "addedSeq", kept_in as "keptIn" from successes
    where unit_id = ${unit} and added_seq > ${since(tx, unit)} order by added_seq`
  const parked = sql`
    select id, text, by_person as "by", at from parked_items where unit_id = ${unit} order by at, id`
  const checkIns = sql`
    select id, person_id as "person", at, need, offer, helpers, before, session_id as "session" from check_ins
    where unit_id = ${unit} and (session_id is null or session_id = ${round(tx, unit)}) order by at, id`
  const presences = sql`
    select person_id as "person", kind, session_id as "session" from presences
    where unit_id = ${unit} and (session_id is null or session_id = ${round(tx, unit)})`
  const reactions = sql`
    select id, person_id as "person", text, at, added_seq as "addedSeq", session_id as "session",
      is_after as "isAfter" from session_reactions
    where unit_id = ${unit} and (session_id is null or session_id = ${round(tx, unit)} or added_seq > ${since(tx, unit)})
    order by added_seq`
  const [boardRows, sessionRows, actionRows, goalRows, successRows, parkedRows, checkInRows, presenceRows, saidRows] =
    await Promise.all([board, sessions, actions, goals, successes, parked, checkIns, presences, reactions])
  const row = boardRows[0]
  if (!row) return emptyBoard()
  const latest = sessionRows[0] && asSession(sessionRows[0])
  const isOpen = latest !== undefined && latest.closedAt === null
  return {
    seq: row.seq,
    rewritten: row.rewritten,
    since: row.since,
    lastCloseSeq: row.lastCloseSeq,
    budgets: row.budgets,
    leading: row.leading,
    next: row.next,
    turns: row.turns,
    outside: row.outside,
    session: isOpen ? latest : null,
    lastSession: isOpen ? null : (latest ?? null),
    actions: withMoment(actionRows as never, 'createdAt'),
    goals: withMoment(goalRows as never, 'createdAt'),
    successes: withMoment(successRows as never, 'at'),
    parked: withMoment(parkedRows as never, 'at'),
    checkIns: withMoment(checkInRows as never, 'at'),
    presences: [...presenceRows],
    reactions: withMoment(saidRows as never, 'at')
  } as unknown as BoardState
}

/** The session whose check-ins are on the board. */
const round = ({ sql }: Tx, unit: Id) => sql`(select round_id from boards where unit_id = ${unit})`

const since = ({ sql }: Tx, unit: Id) => sql`(select since_seq from boards where unit_id = ${unit})`
