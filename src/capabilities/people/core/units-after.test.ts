import { describe, expect, it } from 'vitest'
import type { ImportPlan, PlannedRow } from './roster/plan.ts'
import type { RosterPerson } from './roster/types.ts'
import { newUnits, tooManyUnits, unitsAfter } from './units-after.ts'

const row = (status: PlannedRow['status'], units: string[], changes: PlannedRow['changes'] = []): PlannedRow => ({
  line: 2,
  lines: [2],
  status,
  person: { units } as RosterPerson,
  problems: [],
  knownId: null,
  changes,
  returns: false
})
const plan = (...rows: PlannedRow[]): ImportPlan => ({ rows, columns: [], leaving: [] })

describe('the units after an import', () => {
  const kleuters = { id: 'k', name: 'Kleuters', mark: 'Kl', hue: 0, kind: 'support' as const, members: ['a', 'b'] }

  it('count who comes, who moves and who stays', () => {
    const moves = row('changed', ['Unit 3-4'], [{ field: 'units', from: ['Kleuters'], to: ['Unit 3-4'] }])
    const after = unitsAfter(plan(row('new', ['KLEUTERS']), row('new', ['Unit 3-4']), moves), [kleuters])
    expect(after).toEqual([
      { name: 'Kleuters', mark: 'Kl', hue: 0, kind: 'support', isNew: false, members: 2 },
      { name: 'Unit 3-4', mark: '34', hue: 5, kind: 'unit', isNew: true, members: 2 }
    ])
  })

  it('are not touched by rows that are not imported', () => {
    expect(unitsAfter(plan(row('problem', ['Kleuters', 'Onbekend']), row('same', ['Kleuters'])), [kleuters])).toEqual([
      { name: 'Kleuters', mark: 'Kl', hue: 0, kind: 'support', isNew: false, members: 2 }
    ])
  })
})

it('makes each unit once, however its name is written', () => {
  expect(newUnits(['Bovenbouw', 'BOVENBOUW ', 'bovenböuw'], []).map(({ name }) => name)).toEqual(['Bovenbouw'])
})

it('takes a column in which nearly every row names another unit for something else', () => {
  const names = (count: number) => Array.from({ length: count }, (_, n) => `Naam ${n}`)
  const existing = names(900).map((name) => ({ name, mark: '', hue: 0 }))
  expect(tooManyUnits(names(300), [])).toBe(null)
  expect(tooManyUnits(names(301), [])).toBe(301)
  expect(tooManyUnits(names(900), existing)).toBe(null)
  expect(tooManyUnits(names(1_001), existing)).toBe(101)
})
