import { expect, test } from 'vitest'
import { ROSTER_FIELDS, type RowProblem } from '../core/roster/types.ts'
import { fieldLabel, problemSentence, refusalSentence } from './sentences.server.ts'

const LANGUAGES = ['nl', 'en'] as const

const PROBLEMS: RowProblem[] = [
  { code: 'email_invalid', field: 'email', params: { value: 'a@b' } },
  { code: 'email_invalid', field: 'email', params: { value: 'a@b,nl', suggestion: 'a@b.nl' } },
  { code: 'email_duplicate', field: 'email', params: { value: 'a@b.nl', line: 4 } },
  { code: 'email_duplicate', field: 'email', params: { value: 'a@b.nl', line: 0 } },
  { code: 'name_missing', field: 'given_name', params: {} },
  { code: 'name_missing', field: 'family_name', params: {} },
  { code: 'name_missing', field: 'full_name', params: {} },
  { code: 'formula_refused', field: 'groups', params: { value: '3' } },
  { code: 'value_too_long', field: 'function', params: { value: 'xxx', limit: 200 } },
  { code: 'date_invalid', field: 'groups', params: { value: '7-aug', suggestion: '7/8' } },
  { code: 'date_invalid', field: 'groups', params: { value: '7-13-26' } },
  { code: 'unknown_value', field: 'days', params: { value: 'ma xx' } },
  { code: 'unknown_value', field: 'wed_pm', params: { value: '4 uur' } },
  { code: 'unknown_value', field: 'family_name', params: { value: 'B\ufffds' } },
  { code: 'unknown_value', field: 'staff_number', params: { value: '7', line: 2 } },
  { code: 'row_empty', field: null, params: {} },
  { code: 'total_row', field: null, params: {} }
]

test('every problem has a sentence of its own in both languages, with the figures it is about', () => {
  for (const language of LANGUAGES) {
    const sentences = PROBLEMS.map((problem) => problemSentence(problem, language))
    expect(new Set(sentences).size).toBe(PROBLEMS.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^[^{}]{15,}[.?]$/)
  }
  expect(problemSentence(PROBLEMS[1]!, 'nl')).toBe('‘a@b,nl’ is geen e-mailadres. Bedoel je a@b.nl?')
  expect(problemSentence(PROBLEMS[2]!, 'nl')).toContain('regel 4')
  expect(problemSentence(PROBLEMS[12]!, 'en')).toContain('Wednesday afternoon')
})

test('every refusal says what to do', () => {
  const codes = [
    'file_not_spreadsheet',
    'file_encrypted',
    'file_empty',
    'no_rows',
    'too_large',
    'xml_invalid',
    'mixed_encoding'
  ] as const
  const kinds = [
    'old_excel',
    'open_document',
    'word',
    'presentation',
    'pdf',
    'image',
    'html',
    'xml',
    'zip',
    'damaged',
    'other'
  ]
  const failures = [
    ...codes.map((code) => ({ code })),
    ...kinds.slice(0, -1).map((kind) => ({ code: codes[0], params: { kind } }))
  ]
  for (const language of LANGUAGES) {
    const sentences = failures.map((failure) => refusalSentence(failure, language))
    expect(new Set(sentences).size).toBe(failures.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^[^{}]+\. [^{}]+\.$/)
  }
  expect(() => refusalSentence({ code: 'not_found' }, 'nl')).toThrow('not_found')
})

test('every field has a name', () => {
  const labels = [...ROSTER_FIELDS, 'mon', 'fri_pm', null].map((field) => fieldLabel(field as never, 'nl'))
  expect(new Set(labels).size).toBe(labels.length)
})
