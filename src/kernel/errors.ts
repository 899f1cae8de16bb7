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
  person_without_email: 409,
  already_member: 409,
  mail_not_configured: 409,
  mail_not_sent: 502,
  // people
  name_missing: 400,
  value_too_long: 400,
  person_email_taken: 409,
  leaving_oneself: 409,
  unit_name_taken: 409,
  unit_mark_taken: 409,
  unit_mark_invalid: 400,
  preview_expired: 410,
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
  board_ahead: 409,
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
