import type { Failure } from '#kernel/errors.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import * as t from '#texts/roster'
import type { RosterField, RowProblem } from '../core/roster/types.ts'

/** What a column is called in the preview; `null` is a column that is not read. */
export const fieldLabel = (field: RosterField | null, language: Language): string =>
  t.field({ field: field ?? 'none' }, language)

/** A problem of a row, and how to mend it. */
export function problemSentence({ code, field, params }: RowProblem, language: Language): string {
  const label = fieldLabel(field, language)
  const value = params['value'] ?? ''
  const suggestion = params['suggestion'] ?? 'none'
  const line = params['line'] ?? 0
  switch (code) {
    case 'email_invalid':
      return t.email_invalid({ value, suggestion }, language)
    case 'email_duplicate':
      return t.email_duplicate({ value, line }, language)
    case 'name_missing':
      return t.name_missing({ field: field ?? 'full_name' }, language)
    case 'formula_refused':
      return t.formula_refused({ label }, language)
    case 'value_too_long':
      return t.value_too_long({ label, limit: Number(params['limit']) }, language)
    case 'date_invalid':
      return t.date_invalid({ value, suggestion }, language)
    case 'unknown_value':
      if (params['other'] !== undefined) return t.days_contradict({ value, other: params['other'] }, language)
      if (field === 'days') return t.unknown_days({ value }, language)
      if (field === 'staff_number' && line) return t.staff_number_taken({ value, line }, language)
      return field && /^(?:mon|tue|wed|thu|fri)/.test(field)
        ? t.unknown_mark({ value, label }, language)
        : t.unknown_sign({ value, label }, language)
    case 'row_empty':
      return t.row_empty(language)
    case 'total_row':
      return t.total_row(language)
  }
}

const REFUSALS = {
  file_not_spreadsheet: (failure: Failure, language: Language) =>
    t.file_not_spreadsheet({ kind: failure.params?.['kind'] ?? 'other' }, language),
  file_encrypted: (_: Failure, language: Language) => t.file_encrypted(language),
  file_empty: (_: Failure, language: Language) => t.file_empty(language),
  no_rows: (_: Failure, language: Language) => t.no_rows(language),
  too_large: (_: Failure, language: Language) => t.too_large(language),
  xml_invalid: (_: Failure, language: Language) => t.xml_invalid(language),
  mixed_encoding: (_: Failure, language: Language) => t.mixed_encoding(language)
}

/** Why a whole file is refused, and what to do; for a failure of `readRoster`. */
export function refusalSentence(failure: Failure, language: Language): string {
  const sentence = REFUSALS[failure.code as keyof typeof REFUSALS]
  if (!sentence) throw new Error(`${failure.code} is no refusal of a file`)
  return sentence(failure, language)
}
