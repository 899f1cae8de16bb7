import type { ErrorCode, Failure } from '#kernel/errors.ts'
import * as t from '#texts/errors'

type Params = Record<string, string | number>

/** The refusals that the rules of a board can give on the device itself; the server sends its own sentence along. */
const SENTENCES: Partial<Record<ErrorCode, (params: Params) => string>> = {
  text_too_long: ({ length, limit }) => t.text_too_long({ length: Number(length ?? 0), limit: Number(limit ?? 500) }),
  text_empty: () => t.text_empty(),
  input_invalid: () => t.input_invalid(),
  not_allowed: () => t.not_allowed(),
  session_already_open: () => t.session_already_open(),
  session_not_open: () => t.session_not_open(),
  session_not_last: () => t.session_not_last(),
  phase_unknown: () => t.phase_unknown(),
  action_unknown: () => t.action_unknown(),
  action_closed: () => t.action_closed(),
  goal_unknown: () => t.goal_unknown(),
  goal_closed: () => t.goal_closed(),
  success_unknown: () => t.success_unknown(),
  parked_unknown: () => t.parked_unknown(),
  need_unknown: () => t.need_unknown(),
  person_not_in_unit: () => t.person_not_in_unit(),
  owner_missing: () => t.owner_missing(),
  date_invalid: () => t.date_invalid(),
  number_invalid: () => t.number_invalid(),
  session_under_way: () => t.session_under_way(),
  rating_closed: () => t.rating_closed(),
  action_has_history: () => t.action_has_history(),
  goal_has_history: () => t.goal_has_history(),
  goal_still_open: () => t.goal_still_open(),
  measurement_unknown: () => t.measurement_unknown(),
  coach_missing: () => t.coach_missing(),
  reaction_too_late: () => t.reaction_too_late(),
  reaction_unknown: () => t.reaction_unknown(),
  minutes_out_of_range: ({ min, max }) => t.minutes_out_of_range({ min: Number(min), max: Number(max) }),
  session_moved_on: () => t.session_moved_on(),
  database_unavailable: () => t.database_unavailable(),
  disk_full: () => t.disk_full(),
  board_ahead: () => t.board_ahead()
}

/** What a refusal says to the person at this device, and how to mend it. */
export const sentenceOf = ({ code, params }: Failure): string =>
  SENTENCES[code]?.(params ?? {}) ?? t.unexpected({ incident: code })
