/**
 * The catalogue of named errors: code -> HTTP status. The sentences, in Dutch and English, are in
 * `platform/i18n/texts/<language>/errors.json` under the same code; a test holds the two together.
 */
export const ERROR_STATUS = {
  // anywhere
  input_invalid: 400,
  text_too_long: 413,
  text_empty: 400,
  request_too_large: 413,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  foreign_origin: 403,
  too_many_attempts: 429,
  database_unavailable: 503,
  database_turned_away: 500,
  disk_full: 507,
  database_newer: 500,
  migration_edited: 500,
  migration_out_of_turn: 500,
  database_too_old: 500,
  database_login_too_strong: 500,
  database_rights_missing: 500,
  database_not_included: 500,
  database_start_failed: 500,
  database_other_version: 500,
  database_as_root: 500,
  database_will_not_stop: 500,
  folder_not_ours: 500,
  already_running: 500,
  backup_unknown: 400,
  backup_unreadable: 400,
  backup_broken: 400,
  backup_newer: 409,
  backup_exists: 409,
  backup_unwritable: 500,
  restore_not_empty: 409,
  restore_while_running: 409,
  unexpected: 500,
  // starting and signing in
  claim_code_wrong: 403,
  already_claimed: 409,
  sign_in_failed: 401,
  email_invalid: 400,
  password_too_short: 400,
  password_too_long: 400,
  password_too_common: 400,
  link_expired: 410,
  link_used: 410,
  link_unknown: 404,
  invitation_other_account: 403,
  second_step_wrong: 401,
  second_step_too_late: 410,
  second_step_on: 409,
  second_step_off: 409,
  second_step_unproven: 403,
  second_step_two_schools: 409,
  person_without_email: 409,
  already_member: 409,
  mail_not_configured: 409,
  mail_not_sent: 502,
  // people
  name_missing: 400,
  value_too_long: 400,
  person_email_taken: 409,
  leaving_oneself: 409,
  placing_oneself: 403,
  erase_not_left: 409,
  erase_unsure: 400,
  buddy_not_in_unit: 400,
  not_newcomer: 409,
  role_needs_unit: 400,
  role_needs_end: 400,
  role_end_past: 400,
  role_held: 409,
  last_administrator: 409,
  last_keeper: 409,
  school_name_taken: 409,
  not_in_demonstration: 409,
  unit_name_taken: 409,
  unit_mark_taken: 409,
  unit_mark_invalid: 400,
  preview_expired: 410,
  import_stopped: 409,
  import_many_units: 422,
  import_undone: 409,
  import_undo_late: 410,
  membership_overlaps: 409,
  membership_past: 409,
  days_out_of_order: 400,
  guest_needs_end: 400,
  thresholds_invalid: 400,
  file_missing: 400,
  file_not_spreadsheet: 400,
  file_encrypted: 400,
  file_empty: 400,
  no_rows: 400,
  too_large: 413,
  xml_invalid: 400,
  mixed_encoding: 400,
  // board sessions
  session_already_open: 409,
  session_not_open: 409,
  session_not_last: 409,
  phase_unknown: 400,
  action_unknown: 404,
  action_closed: 409,
  goal_unknown: 404,
  goal_closed: 409,
  success_unknown: 404,
  parked_unknown: 404,
  need_unknown: 404,
  person_not_in_unit: 400,
  owner_missing: 400,
  date_invalid: 400,
  number_invalid: 400,
  session_under_way: 409,
  rating_closed: 409,
  action_has_history: 409,
  goal_has_history: 409,
  goal_still_open: 409,
  measurement_unknown: 404,
  minutes_out_of_range: 400,
  coach_missing: 400,
  reaction_too_late: 409,
  reaction_unknown: 404,
  board_ahead: 409,
  session_moved_on: 409,
  // out of the session: bulletin, support requests, the wall, guests
  sent_out_unknown: 404,
  brought_unknown: 404,
  brought_handled: 409,
  date_past: 400,
  reason_missing: 400,
  person_left: 409,
  request_to_oneself: 400,
  request_answered: 409,
  request_taken: 409,
  not_on_wall: 404,
  own_unit_wall: 409,
  information_too_long: 400,
  no_units_yet: 409,
  guest_not_invited: 403,
  too_late_to_react: 409,
  // questionnaires
  campaign_too_small: 409,
  campaign_closed: 410,
  campaign_open: 409,
  campaign_answered: 409,
  reminded_today: 409,
  scale_labels: 400,
  sentences_missing: 400,
  sentence_twice: 400,
  part_too_long: 400,
  rows_too_few: 409,
  not_asked: 403,
  closing_day_wrong: 400,
  answers_missing: 400,
  answer_too_long: 413,
  // timetable
  timetable_unknown: 400,
  period_times_wrong: 400,
  // lesson visits
  visit_oneself: 400,
  wishes_too_many: 409,
  wish_known: 409,
  visit_days_missing: 400,
  visit_times_wrong: 400,
  visit_nothing_to_plan: 409,
  visit_nothing_to_fix: 409,
  visit_plan_clash: 409,
  visit_over: 409,
  visit_moment_gone: 409,
  // calendar
  free_name_missing: 400,
  free_days_backwards: 400,
  free_days_too_long: 400,
  session_not_planned: 409,
  date_too_far: 400,
  time_invalid: 400,
  session_already_then: 409,
  visit_to_come: 409,
  guide_too_long: 400,
  // digiboard
  pairing_code_unknown: 404,
  pairing_ended: 410
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** A refusal with a name: what went wrong, where, and the figures its sentence needs. */
export type Failure = {
  code: ErrorCode
  /** The form field or command field it concerns. */
  field?: string
  params?: Record<string, string | number>
}

/** Thrown only across a boundary that cannot return a value (a transaction that must roll back). */
export class Refusal extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.code)
    this.name = 'Refusal'
    this.failure = failure
  }
}

export const statusOf = (failure: Failure): number => ERROR_STATUS[failure.code]

/** By name, not by class: a module may be loaded twice (run natively and bundled). */
export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && error.name === 'Refusal' && 'failure' in error
