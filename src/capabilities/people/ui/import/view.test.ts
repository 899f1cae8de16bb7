import { describe, expect, it } from 'vitest'
import type { Cell } from './view.ts'
import { previewView, suggestionsOf } from './view.ts'
import type { KnownPerson } from '../../core/roster/known-person.ts'
import { planImport, type PlannedRow } from '../../core/roster/plan.ts'
import { readGrid } from '../../core/roster/read-grid.ts'

const read = (text: string) => {
  const rows = text.split('\n').map((line, index) => ({
    line: index + 1,
    cells: line.split(';').map((cell) => ({ text: cell }))
  }))
  const reading = readGrid([{ name: null, rows }] as never)
  if (!reading.ok) throw new Error(reading.failure.code)
  return reading.value
}

const joost: KnownPerson = {
  id: 'joost',
  givenName: 'Joost',
  infix: '',
  familyName: 'Vos',
  email: 'j.vos@school.nl',
  function: 'Leraar',
  staffNumber: '',
  units: [{ name: 'Unit 3-4', source: 'import' }],
  groups: ['3b'],
  workingDays: null,
  source: 'import',
  left: false
}

const viewOf = (text: string, known: KnownPerson[] = []) =>
  previewView({ plan: planImport(known, read(text)), known, sentence: ({ code }) => code })

const HEADINGS = 'Roepnaam;Achternaam;E-mail;Unit;Werkdagen;Schoenmaat'

describe('the preview of an import', () => {
  it('shows of a change what was and what will be, and of the rest what is known', () => {
    const { changed } = viewOf(`${HEADINGS}\nJoost;Vos;j.vos@school.nl;Unit 5-6;;43`, [joost])
    expect(changed.rows).toEqual([
      {
        line: 2,
        returns: false,
        cells: {
          name: { text: 'Joost Vos' },
          email: { text: 'j.vos@school.nl' },
          function: { text: 'Leraar' },
          units: { text: 'Unit 5-6', was: 'Unit 3-4' },
          groups: { text: '3b' },
          days: { text: '' }
        } satisfies Record<string, Cell>
      }
    ])
  })

  it('gives a row that asks something its sentence and its mend', () => {
    const { problems, added } = viewOf(`${HEADINGS}\nEls;Rijn;e.rijn@school,nl;;;\n;Bakker;;;;\nNoor;Vos;;;ma di;`)
    expect(problems).toMatchObject([
      { line: 2, sentences: ['email_invalid'], address: 'e.rijn@school,nl', suggestion: 'e.rijn@school.nl' },
      { line: 3, sentences: ['name_missing'], address: null, suggestion: null }
    ])
    expect(suggestionsOf(read(`${HEADINGS}\nEls;Rijn;e.rijn@school,nl;;;\n;Bakker;;;;`).rows)).toEqual({
      2: 'e.rijn@school.nl'
    })
    expect(added).toMatchObject({ count: 1, rows: [{ line: 4, cells: { days: { text: 'ma di' } } }] })
  })

  it('says which columns are read as what, and which are not', () => {
    const { columns, unread } = viewOf(`${HEADINGS}\nJoost;Vos;j.vos@school.nl;Unit 5-6;;43`)
    expect(columns.name.map(({ heading }) => heading)).toEqual(['Roepnaam', 'Achternaam'])
    expect(columns.days.map(({ field }) => field)).toEqual(['days'])
    expect(columns.groups).toEqual([])
    expect(unread.map(({ heading }) => heading)).toEqual(['Schoenmaat'])
  })

  it('counts beyond what anybody reads', () => {
    const lines = Array.from({ length: 500 }, (_, n) => `Voor${n};Achter${n};p${n}@school.nl;;;`)
    const { added } = viewOf([HEADINGS, ...lines].join('\n'))
    expect(added.count).toBe(500)
    expect(added.rows.length).toBeLessThan(500)
  })
})

describe('a list in which everybody seems new', () => {
  const row = (line: number, status: 'new' | 'same'): PlannedRow => ({
    line,
    lines: [line],
    status,
    person: null,
    problems: [],
    knownId: null,
    changes: [],
    returns: false
  })
  const known = (n: number) => ({ id: `k${n}`, givenName: 'K', infix: '', familyName: `${n}` }) as never
  const seems = (added: number, same: number, missing: number) =>
    previewView({
      plan: {
        rows: [
          ...Array.from({ length: added }, (_, n) => row(n, 'new')),
          ...Array.from({ length: same }, (_, n) => row(100 + n, 'same'))
        ],
        columns: [],
        leaving: []
      },
      known: Array.from({ length: missing }, (_, n) => known(n)),
      sentence: () => ''
    }).seemsAllNew

  it('asks whether they are the same people, whoever brought in those who are here', () => {
    expect(seems(20, 1, 20)).toBe(true)
    expect(seems(20, 15, 4)).toBe(false)
    expect(seems(20, 0, 0)).toBe(false)
    expect(seems(2, 0, 2)).toBe(false)
  })
})

describe('a school that moved to another mail server', () => {
  const people = ['Bo', 'Els', 'Noor', 'Sem'].map((givenName) => ({
    ...joost,
    id: givenName,
    givenName,
    email: `${givenName.toLowerCase()}@oud.nl`
  }))
  const lines = (names: string[], server: string) =>
    [HEADINGS, ...names.map((name) => `${name};Vos;${name.toLowerCase()}@${server};;;`)].join('\n')

  it('is told of how many the address changes', () => {
    expect(viewOf(lines(['Bo', 'Els', 'Noor', 'Sem'], 'nieuw.nl'), people)).toMatchObject({
      moved: 4,
      seemsAllNew: false,
      changed: { count: 4 }
    })
    expect(viewOf(lines(['Bo', 'Els', 'Noor', 'Sem'], 'oud.nl'), people).moved).toBe(0)
  })
})
