import { expect, it } from 'vitest'
import type { WorkingDays } from './person.ts'
import type { KnownPerson } from './roster/known-person.ts'
import { planImport } from './roster/plan.ts'
import { readGrid } from './roster/read-grid.ts'
import { sharingApart } from './sharing-apart.ts'

const off: WorkingDays = { mon: 'off', tue: 'off', wed: 'off', thu: 'off', fri: 'off' }

const known = (parts: Partial<KnownPerson>): KnownPerson => ({
  id: parts.givenName!,
  givenName: '',
  infix: '',
  familyName: 'Vos',
  email: '',
  function: '',
  staffNumber: '',
  units: [],
  groups: [],
  workingDays: null,
  source: 'import',
  left: false,
  ...parts
})

const pairsAfter = (lines: string[], people: KnownPerson[] = []) => {
  const rows = ['Roepnaam;Achternaam;Groep;Werkdagen', ...lines].map((line, index) => ({
    line: index + 1,
    cells: line.split(';').map((text) => ({ text }))
  }))
  const reading = readGrid([{ name: null, rows }])
  if (!reading.ok) throw new Error(reading.failure.code)
  return sharingApart(planImport(people, reading.value), people).map(({ pair, groups }) => [
    ...pair.map(({ givenName }) => givenName).sort(),
    ...groups
  ])
}

it('finds two of the list who share a class and never meet', () => {
  expect(pairsAfter(['Bo;Vos;6b;ma di', 'Els;Vos;6b;do vr', 'Noor;Vos;5a;wo'])).toEqual([['Bo', 'Els', '6b']])
})

it('finds somebody of the list with somebody who is here already', () => {
  const bram = known({ givenName: 'Bram', groups: ['6b'], workingDays: { ...off, mon: 'full' } })
  expect(pairsAfter(['Els;Vos;6b;do vr'], [bram])).toEqual([['Bram', 'Els', '6b']])
})

it('goes by what will hold: somebody whose days the list changes may meet from now on', () => {
  const bram = known({ givenName: 'Bram', groups: ['6b'], workingDays: { ...off, mon: 'full' } })
  expect(pairsAfter(['Bram;Vos;6b;ma do', 'Els;Vos;6b;do vr'], [bram])).toEqual([])
})

it('says nothing of who left, nor of a pair that the list does not touch', () => {
  const bram = known({ givenName: 'Bram', groups: ['6b'], workingDays: { ...off, mon: 'full' } })
  const anna = known({ givenName: 'Anna', groups: ['6b'], workingDays: { ...off, fri: 'full' } })
  expect(pairsAfter(['Noor;Vos;5a;wo'], [bram, anna])).toEqual([])
  expect(pairsAfter(['Els;Vos;6b;do vr'], [{ ...bram, left: true }])).toEqual([])
})
