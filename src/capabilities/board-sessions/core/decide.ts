import type { ErrorCode } from '#kernel/errors.ts'
import { isDay } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { BoardFact } from '../events.ts'
import type { BoardCommand, DecisionContext } from './commands.ts'
import { isPhase, PHASES } from './phases.ts'
import type { Action, BoardState, Goal } from './state.ts'

/** Characters in one line on a board. It is read from five metres. */
export const LINE_LIMIT = 500
/** Characters in what a unit learned from a goal. */
export const STORY_LIMIT = 4000
/** A closed session can be taken up again for twelve hours: the afternoon in which it was closed too early. */
const REOPEN_WITHIN = 12 * 3600_000

const no = (code: ErrorCode, field?: string, params?: Record<string, string | number>): Result<never> =>
  refuse({ code, ...(field ? { field } : {}), ...(params ? { params } : {}) })

/** Checks a line of text: one line, well-formed, present unless `optional`, not over the limit. */
function line(text: string | undefined, field: string, optional = false, limit = LINE_LIMIT): Result<string> {
  const trimmed = (text ?? '')
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  if (!trimmed && !optional) return no('text_empty', field)
  if (trimmed.length > limit) return no('text_too_long', field, { limit, length: trimmed.length })
  return ok(trimmed)
}

function figure(value: number | null | undefined, field: string): Result<number | null> {
  if (value === null || value === undefined) return ok(null)
  if (!Number.isFinite(value) || Math.abs(value) > 1e9) return no('number_invalid', field)
  return ok(value)
}

function owners(people: Id[], context: DecisionContext): Result<Id[]> {
  const unique = [...new Set(people)]
  if (unique.length === 0) return no('owner_missing', 'owners')
  if (unique.length > 4 || !unique.every(context.isMember)) return no('person_not_in_unit', 'owners')
  return ok(unique)
}

function due(day: string | null | undefined): Result<string | null> {
  return day === null || day === undefined || isDay(day) ? ok(day ?? null) : no('date_invalid', 'due')
}

/** The first refusal of several checks, or null. */
const firstRefusal = (...results: Result<unknown>[]): Result<never> | null =>
  results.find((result): result is { ok: false; failure: never } => !result.ok) ?? null

/** Did somebody else write this text after the device last looked? Then what it replaces is kept. */
const isStale = (item: Action | Goal, context: DecisionContext): boolean =>
  item.textSeq > context.base && item.textBy !== context.actor

/**
 * What becomes of a command on this board, or why it is refused. Pure: the server decides with it under the
 * board's lock, and a device with the same rules at once, to show what it expects.
 */
export function decide(state: BoardState, command: BoardCommand, context: DecisionContext): Result<BoardFact> {
  switch (command.type) {
    case 'start-session': {
      if (state.session) return no('session_already_open')
      if (state.lastSession?.id === command.session) return no('input_invalid', 'session')
      const facilitator = command.facilitator ?? context.actor
      if (facilitator && !context.isMember(facilitator)) return no('person_not_in_unit', 'facilitator')
      const review = state.actions
        .filter((action) => action.status === 'open' || (action.closedSeq ?? 0) > state.lastCloseSeq)
        .map((action) => action.id)
      return ok({ type: 'session-started', session: command.session, facilitator, review })
    }
    case 'enter-phase':
      if (!state.session) return no('session_not_open')
      return isPhase(command.phase) ? ok({ type: 'phase-entered', phase: command.phase }) : no('phase_unknown')
    case 'choose-facilitator':
      if (!state.session) return no('session_not_open')
      if (command.person && !context.isMember(command.person)) return no('person_not_in_unit', 'person')
      return ok({ type: 'facilitator-chosen', person: command.person })
    case 'close-session':
      return state.session ? ok({ type: 'session-closed', forgotten: false }) : no('session_not_open')
    case 'reopen-session':
      if (state.session) return no('session_already_open')
      if (!state.lastSession || context.at - (state.lastSession.closedAt ?? 0) > REOPEN_WITHIN)
        return no('session_not_last')
      return ok({ type: 'session-reopened' })
    case 'change-budgets': {
      const minutes = PHASES.map((phase) => command.budgets[phase])
      if (!minutes.every((count) => Number.isInteger(count) && count >= 0 && count <= 30))
        return no('number_invalid', 'budgets')
      return ok({ type: 'budgets-changed', budgets: command.budgets })
    }
    case 'check-in': {
      if (!context.isMember(command.person)) return no('person_not_in_unit', 'person')
      const before = checkInOf(state, command.person)
      const need = line(command.need ?? before?.need, 'need', true)
      const offer = line(command.offer ?? before?.offer, 'offer', true)
      if (!need.ok) return need
      if (!offer.ok) return offer
      const id = before?.id ?? command.id
      if (!before && state.checkIns.some((other) => other.id === id)) return no('input_invalid', 'id')
      return ok({ type: 'checked-in', id, person: command.person, need: need.value, offer: offer.value })
    }
    case 'offer-help':
    case 'withdraw-help': {
      const checkIn = state.checkIns.find((candidate) => candidate.id === command.checkIn)
      if (!checkIn) return no('need_unknown')
      if (!context.isMember(command.helper)) return no('person_not_in_unit', 'helper')
      const type = command.type === 'offer-help' ? 'help-offered' : 'help-withdrawn'
      return ok({ type, checkIn: checkIn.id, helper: command.helper })
    }
    case 'add-action': {
      const text = line(command.text, 'text')
      const who = owners(command.owners, context)
      const until = due(command.due)
      if (!text.ok) return text
      if (!who.ok) return who
      if (!until.ok) return until
      return ok({ type: 'action-added', id: command.id, text: text.value, owners: who.value, due: until.value })
    }
    case 'edit-action': {
      const action = state.actions.find((candidate) => candidate.id === command.id)
      if (!action) return no('action_unknown')
      const text = line(command.text ?? action.text, 'text')
      const who = command.owners ? owners(command.owners, context) : ok(action.owners)
      const until = due(command.due)
      if (!text.ok) return text
      if (!who.ok) return who
      if (!until.ok) return until
      return ok({
        type: 'action-edited',
        id: action.id,
        ...(command.text !== undefined ? { text: text.value, replaced: isStale(action, context) } : {}),
        ...(command.owners ? { owners: who.value } : {}),
        ...(command.due !== undefined ? { due: until.value } : {})
      })
    }
    case 'review-action': {
      const action = state.actions.find((candidate) => candidate.id === command.id)
      if (!action) return no('action_unknown')
      if (action.status !== 'open' && !state.session?.review.includes(action.id)) return no('action_closed')
      const blocker = line(command.blocker, 'blocker', true)
      if (!blocker.ok) return blocker
      const helper = command.helper ?? null
      if (helper && !context.isMember(helper)) return no('person_not_in_unit', 'helper')
      const { id, outcome } = command
      return ok({ type: 'action-reviewed', id, outcome, blocker: blocker.value, helper })
    }
    case 'reopen-action': {
      const action = state.actions.find((candidate) => candidate.id === command.id)
      return action ? ok({ type: 'action-reopened', id: action.id }) : no('action_unknown')
    }
    case 'add-goal': {
      const text = line(command.text, 'text')
      const measure = line(command.measure, 'measure', true)
      const aim = figure(command.aim, 'aim')
      const outOf = figure(command.outOf, 'outOf')
      if (!text.ok) return text
      if (!measure.ok) return measure
      if (!aim.ok) return aim
      if (!outOf.ok) return outOf
      const keeper = command.keeper ?? null
      if (keeper && !context.isMember(keeper)) return no('person_not_in_unit', 'keeper')
      return ok({
        type: 'goal-added',
        id: command.id,
        text: text.value,
        measure: measure.value,
        aim: aim.value,
        outOf: outOf.value,
        keeper
      })
    }
    case 'edit-goal': {
      const goal = state.goals.find((candidate) => candidate.id === command.id)
      if (!goal) return no('goal_unknown')
      const text = line(command.text ?? goal.text, 'text')
      const measure = line(command.measure ?? goal.measure, 'measure', true)
      const aim = figure(command.aim, 'aim')
      const outOf = figure(command.outOf, 'outOf')
      const refusal = firstRefusal(text, measure, aim, outOf)
      if (refusal) return refusal
      if (command.keeper && !context.isMember(command.keeper)) return no('person_not_in_unit', 'keeper')
      return ok({
        type: 'goal-edited',
        id: goal.id,
        ...(command.text !== undefined && text.ok ? { text: text.value, replaced: isStale(goal, context) } : {}),
        ...(command.measure !== undefined && measure.ok ? { measure: measure.value } : {}),
        ...(command.aim !== undefined ? { aim: command.aim } : {}),
        ...(command.outOf !== undefined ? { outOf: command.outOf } : {}),
        ...(command.keeper !== undefined ? { keeper: command.keeper } : {})
      })
    }
    case 'measure-goal': {
      const goal = state.goals.find((candidate) => candidate.id === command.id)
      if (!goal) return no('goal_unknown')
      if (goal.status !== 'active') return no('goal_closed')
      const value = figure(command.value, 'value')
      if (!value.ok || value.value === null) return no('number_invalid', 'value')
      const on = command.on ?? context.today
      if (!isDay(on)) return no('date_invalid', 'on')
      return ok({ type: 'goal-measured', id: goal.id, measurement: command.measurement, on, value: value.value })
    }
    case 'close-goal': {
      const goal = state.goals.find((candidate) => candidate.id === command.id)
      if (!goal) return no('goal_unknown')
      if (goal.status !== 'active') return no('goal_closed')
      const learned = line(command.learned, 'learned', true, STORY_LIMIT)
      if (!learned.ok) return learned
      return ok({ type: 'goal-closed', id: goal.id, status: command.status, learned: learned.value })
    }
    case 'add-success':
    case 'park': {
      const text = line(command.text, 'text')
      if (!text.ok) return text
      return ok({ type: command.type === 'park' ? 'parked' : 'success-added', id: command.id, text: text.value })
    }
    case 'withdraw-success':
      if (!state.successes.some((success) => success.id === command.id)) return no('success_unknown')
      return ok({ type: 'success-withdrawn', id: command.id })
    case 'unpark':
      if (!state.parked.some((item) => item.id === command.id)) return no('parked_unknown')
      return ok({ type: 'unparked', id: command.id })
  }
}

/** The check-in that counts now: of the open session, or beforehand for the one to come. */
export const checkInOf = (state: BoardState, person: Id) =>
  state.checkIns.find(
    (checkIn) => checkIn.person === person && checkIn.session === (state.session ? state.session.id : null)
  )
