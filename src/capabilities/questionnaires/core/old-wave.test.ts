import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readContent } from '../content.server.ts'
import { countsOut, workOut } from '../results.server.ts'
import { formOf, type Answers } from './form.ts'
import { itemsByKey } from './instrument.ts'
import { readOldWave, type Line, type OldWave } from './old-wave.ts'

const { instruments, scales } = readContent()
const items = itemsByKey(instruments)
const known = { instruments, items, scales }
const form = formOf(instruments.filter(({ key }) => key === 'collective-efficacy'), items, scales) // prettier-ignore
const NAMES = form.items.map(({ key }) => key.replaceAll('-', '_'))
const lines = (...rows: (string | number)[][]): Line[] =>
  rows.map((cells, at) => ({ line: at + 1, cells: cells.map(String) }))
const read = (...rows: (string | number)[][]): OldWave => {
  const found = readOldWave(lines(...rows), known)
  if (!found.ok) throw new Error(found.failure.code)
  return found.value
}

describe('a row for each colleague', () => {
  it('gives back what our own export wrote, with what was left open and what did not apply', () => {
    const answer = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant('na' as const), fc.constant(undefined))
    const row = fc.tuple(...NAMES.map(() => answer)).filter((given) => given.some((one) => one !== undefined))
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (given) => {
        const cells = given.map((row) => row.map((one) => (one === 'na' ? "'-9" : (one ?? ''))))
        const { answers, answered, problems, unknown } = read(NAMES, ...cells)
        expect({ problems, unknown, answered }).toEqual({ problems: [], unknown: [], answered: given.length })
        const expected = given.map((row) =>
          Object.fromEntries(row.flatMap((one, at) => (one === undefined ? [] : [[form.items[at]!.key, one]])))
        )
        expect(answers).toEqual({ kind: 'rows', rows: expected })
      })
    )
  })

  it('tells line, column and reason of every cell that is no answer, and keeps no half of it', () => {
    const { problems } = read([NAMES[0]!, NAMES[1]!], [7, 'vier'], [2, '2,5'], [0, 3])
    expect(problems).toEqual([
      { line: 2, column: NAMES[0], value: '7', problem: 'not_an_answer' },
      { line: 2, column: NAMES[1], value: 'vier', problem: 'not_an_answer' },
      { line: 3, column: NAMES[1], value: '2,5', problem: 'not_an_answer' },
      { line: 4, column: NAMES[0], value: '0', problem: 'not_an_answer' }
    ])
    expect(read([NAMES[0]!, NAMES[0]!], [1, 2]).problems).toEqual([
      { line: 1, column: NAMES[0], value: '', problem: 'twice' }
    ])
  })

  it('leaves out columns that belong to nothing here, names among them, and parts of which a sentence lacks', () => {
    const { form, unknown } = read(['Naam', 'Efficacy_1', NAMES[1]!], ['Noor', 4, 5])
    expect(unknown).toEqual(['naam'])
    expect(form.items.map(({ key }) => key)).toEqual(['efficacy-1', 'efficacy-2'])
    expect(form.constructs).toEqual([])
    expect(read(NAMES, [1, 2, 3, 4, 5, 6]).form.constructs.map(({ key }) => key)).toEqual(['efficacy'])
    expect(readOldWave(lines(['naam', 'leeftijd'], ['Noor', 34]), known)).toMatchObject({ failure: { code: 'wave_unknown' } }) // prettier-ignore
    expect(readOldWave(lines(['', '']), known)).toMatchObject({ failure: { code: 'file_empty' } })
  })

  it('takes no sentences that were for a leader or a unit alone', () => {
    for (const name of ['stimulating_1', 'mirror_learning_1', 'direction_1'])
      expect(readOldWave(lines([name], [3]), known)).toMatchObject({ failure: { code: 'wave_unknown' } })
  })
})

describe('how often each answer was given', () => {
  const HEAD = ['variable', 'grouping', 'group', 'answer', 'count']

  it('is read without the groups of then, and says where it is wrong', () => {
    const told = read(HEAD, ['efficacy_1', '', '', 1, 2], ['efficacy_1', '', '', 6, 5], ['efficacy_1', 'unit', 'Bovenbouw', 6, 3]) // prettier-ignore
    expect(told).toMatchObject({ answered: 7, problems: [], answers: { counts: { 'efficacy-1': [2, 0, 0, 0, 0, 5] } } })
    const { problems } = read(HEAD, ['efficacy_1', '', '', 9, 2], ['efficacy_1', '', '', 1, 'veel'], ['efficacy_1', '', '', 2, 1], ['efficacy_1', '', '', 2, 1]) // prettier-ignore
    expect(problems.map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'not_an_answer'],
      [3, 'not_a_count'],
      [5, 'twice']
    ])
  })

  it('comes to the same means and agreement as the rows it was counted from', () => {
    const row = fc.tuple(...NAMES.map(() => fc.integer({ min: 1, max: 6 })))
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 25 }), (given) => {
        const rows: Answers[] = given.map((row) => Object.fromEntries(row.map((one, at) => [form.items[at]!.key, one])))
        const counts = Object.fromEntries(
          form.items.map(({ key }) => [
            key,
            [1, 2, 3, 4, 5, 6].map((value) => rows.filter((row) => row[key] === value).length)
          ])
        )
        const asked = rows.length + 1
        const whole = workOut(rows.map((answers) => ({ labels: {}, answers })), { form, groupings: [], everybody: Array.from({ length: asked }, () => ({})) }) // prettier-ignore
        const counted = countsOut(counts, { form, asked, answered: rows.length })
        for (const { key } of form.items) {
          expect(counted.items[key]!.counts).toEqual(whole.items[key]!.counts)
          expect(counted.items[key]!.mean).toBeCloseTo(whole.items[key]!.mean!, 12)
        }
        expect(counted.constructs['efficacy']!.mean).toBeCloseTo(whole.constructs['efficacy']!.mean!, 12)
        expect(counted.constructs['efficacy']).toMatchObject({ interval: null, alpha: null, omega: null, groups: {} })
      })
    )
  })

  it('shows nothing of a sentence that fewer than five answered, nor of the part it is in', () => {
    const six = [0, 0, 0, 0, 0, 6]
    const counts = Object.fromEntries(form.items.map(({ key }, at) => [key, at === 0 ? [0, 0, 0, 0, 0, 4] : six]))
    const { items, constructs } = countsOut(counts, { form, asked: 9, answered: 6 })
    expect(items['efficacy-1']).toMatchObject({ n: 4, counts: null, mean: null })
    expect(constructs['efficacy']).toMatchObject({ mean: null, rwgj: null })
    expect(countsOut(counts, { form, asked: 9, answered: 4 })).toMatchObject({ tooFew: true, items: {} })
  })
})
