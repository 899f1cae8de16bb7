import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { readContent } from '../content.server.ts'
import { formOf, type Answers } from '../core/form.ts'
import { viewOf } from '../core/view.ts'
import { workOut, type Row } from '../results.server.ts'
import { codebookCsv, figuresCsv, rowsCsv } from './csv.server.ts'

const { instruments, items, scales } = readContent()
const form = formOf(
  instruments.filter(({ key }) => key === 'collective-efficacy'),
  items,
  scales
)
const rows: Row[] = Array.from({ length: 12 }, (_, at) => ({
  labels: { unit: at < 6 ? '=Unit' : at < 9 ? 'Klein' : 'Rest' },
  answers: { 'efficacy-1': 1 + (at % 6), 'efficacy-2': 'na', ...(at < 3 ? { 'efficacy-3': 4 } : {}) } as Answers
}))
const view = viewOf(
  form,
  workOut(rows, {
    form,
    groupings: ['unit'],
    everybody: [...rows.map(({ labels }) => labels), ...rows.slice(0, 2).map(({ labels }) => labels)]
  }),
  { norm: null, leaders: [] }
)
const read = (text: string) =>
  Papa.parse<Record<string, string>>(text.slice(1), { header: true, delimiter: ';', skipEmptyLines: true }).data

describe('the figures', () => {
  const table = read(figuresCsv(view, 'nl'))
  it('add up, for everybody and in the groups that are shown', () => {
    const one = table.filter((row) => row['variable'] === 'efficacy_1')
    const sum = (some: typeof table) => some.reduce((all, row) => all + Number(row['count']), 0)
    expect(sum(one.filter((row) => row['group'] === ''))).toBe(12)
    const groups = new Set(one.map((row) => row['group']))
    for (const group of groups) expect(sum(one.filter((row) => row['group'] === group))).toBeGreaterThanOrEqual(5)
    expect([...groups]).not.toContain('Klein')
  })
  it('hold nothing of what three people answered, and no formula', () => {
    expect(table.some((row) => row['variable'] === 'efficacy_3')).toBe(false)
    expect(figuresCsv(view, 'nl')).not.toMatch(/;=Unit/)
  })
})

describe('the rows', () => {
  const table = read(rowsCsv(form, view, rows.map(({ answers }) => answers))) // prettier-ignore
  it('have a column for what may be shown, and no group', () => {
    expect(table).toHaveLength(12)
    expect(Object.keys(table[0]!)).toEqual(['efficacy_1'])
    expect(table.map((row) => Number(row['efficacy_1']))).toEqual(rows.map(({ answers }) => answers['efficacy-1']))
  })
  it('are explained by the codebook, number by number', () => {
    const book = read(codebookCsv(form, 'nl'))
    for (const row of table)
      expect(book.some((line) => line['variable'] === 'efficacy_1' && line['value'] === row['efficacy_1'])).toBe(true)
    expect(book.filter((line) => line['turned'] === '1').map((line) => line['variable'])).toContain('efficacy_5')
  })
})
