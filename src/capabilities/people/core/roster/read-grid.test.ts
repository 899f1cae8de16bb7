import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell, Grid } from './grid.ts'
import { readGrid } from './read-grid.ts'
import type { ReadingChoices, ReadRow } from './types.ts'

/** A grid of texts; the first row holds the headings and is line 1. */
const gridOf = (...rows: string[][]): Grid => [
  { name: null, rows: rows.map((cells, index) => ({ line: index + 1, cells: cells.map((text) => ({ text })) })) }
]

function read(grid: Grid, choices?: ReadingChoices): ReadRow[] {
  const result = readGrid(grid, choices)
  if (!result.ok) throw new Error(`refused: ${result.failure.code}`)
  return result.value.rows
}

const table = (headings: string, ...rows: string[]): Grid => gridOf(...[headings, ...rows].map((row) => row.split('|')))
const codes = (row: ReadRow | undefined) => row?.problems.map(({ code, field }) => `${code} ${field}`)
const summary = (rows: ReadRow[]) => rows.map(({ line, status }) => `${line} ${status}`)

describe('problems', () => {
  const headings = 'Voornaam|Tussenvoegsel|Achternaam|E-mail|Functie|Groep|Werkdagen|Ma ocht|Nummer'

  test.each([
    ['Ann||Bos|a@school|||', ['email_invalid email']],
    ['Ann|||a@school.nl', ['name_missing family_name']],
    ['||Bos|a@school.nl', ['name_missing given_name']],
    [`Ann||${'x'.repeat(201)}|`, ['value_too_long family_name']],
    [`Ann||${'x'.repeat(200)}|`, []],
    [`Ann||Bos||${'x'.repeat(201)}`, ['value_too_long function']],
    ['Ann||B\ufffds|', ['unknown_value family_name']],
    ['Ann||Bos||||ma xx', ['unknown_value days']],
    ['Ann||Bos|||||4 uur', ['unknown_value mon_am']],
    ['Ann||Bos|||7-aug', ['date_invalid groups']],
    ['=A1||Bos|', ['formula_refused given_name']],
    ['Ann||Bos|=1+1', ['formula_refused email']],
    ['Ann||Bos|||||| =1+1', []],
    ['Ann||Bos|x|||ma xx', ['email_invalid email', 'unknown_value days']]
  ])('%s', (row, problems) => expect(codes(read(table(headings, row))[0])).toEqual(problems))

  test('a good row beside a bad one can go in', () => {
    expect(summary(read(table(headings, 'Ann||Bos|x', 'Bo||Vos|b@school.nl')))).toEqual(['2 problem', '3 read'])
  })
})

describe('names over several columns', () => {
  test.each([
    ['Voornaam|Tussenvoegsel|Naam', 'Kees|van|Dijk', 'Kees|van|Dijk'],
    ['Voornaam|Naam', 'Kees|van Dijk', 'Kees|van|Dijk'],
    ['Naam|Voornaam', 'Kees van Dijk|Kees', 'Kees|van|Dijk'],
    ['Medewerker|Roepnaam', 'Jansen - de Boer, A.|Annelies', 'Annelies||Jansen-de Boer'],
    ['Voorletters|Naam', 'K.|Dijk', 'K.||Dijk'],
    ['Voorletters|Tussenvoegsel|Achternaam|Roepnaam', 'C.P.|van|Dijk|Kees', 'Kees|van|Dijk'],
    ['Voorletters|Tussenvoegsel|Achternaam|Roepnaam', 'C.P.|van|Dijk|', 'C.P.|van|Dijk'],
    ['Achternaam|E-mail', 'Dijk, Kees van|', 'Kees|van|Dijk'],
    ['First name|Last name', 'Kees|van Dijk', 'Kees|van|Dijk']
  ])('%s: %s', (headings, row, name) => {
    const person = read(table(headings, row))[0]?.person
    expect([person?.givenName, person?.infix, person?.familyName].join('|')).toBe(name)
  })
})

describe('rows that are about nobody', () => {
  test('empty rows, totals, repeated headings, notes and titles between groups are skipped', () => {
    const rows = read(
      table(
        'Bouw|Naam|E-mail|WTF',
        'Onderbouw|||',
        '|Ann Bos||0,8',
        '|||',
        '\u00a0|  ||',
        'Bouw|Naam|E-mail|WTF',
        'Bovenbouw|Bo Vos|b@school.nl|',
        'Totaal|2 medewerkers||1,8',
        '|||1,8',
        'Bijgewerkt op 3-11-2026|||',
        '|||'
      )
    )
    expect(rows.map(({ line, status, problems }) => `${line} ${status} ${problems[0]?.code ?? ''}`.trim())).toEqual([
      '2 skipped row_empty',
      '3 read',
      '4 skipped row_empty',
      '5 skipped row_empty',
      '6 skipped row_empty',
      '7 read',
      '8 skipped total_row',
      '9 skipped total_row',
      '10 skipped row_empty'
    ])
  })

  test('someone may be called Som', () => {
    expect(summary(read(table('Achternaam|Voornaam', 'Som|Ann', 'Totaal|')))).toEqual(['2 read', '3 skipped'])
  })
})

describe('several rows of one person', () => {
  test('groups, units and days are united under the first line', () => {
    const rows = read(
      table(
        'Naam|E-mail|Team|Groep|Dagen',
        'Ann Bos|a@school.nl|Onderbouw|3a|ma di',
        'Bo Vos|b@school.nl|Onderbouw|3a|do vr',
        'ann bos|A@school.nl|Bovenbouw|3b, 3a|wo(o)'
      )
    )
    expect(rows.map(({ lines }) => lines)).toEqual([[2, 4], [3]])
    expect(rows[0]?.person).toMatchObject({
      givenName: 'Ann',
      units: ['Onderbouw', 'Bovenbouw'],
      groups: ['3a', '3b'],
      workingDays: { mon: 'full', tue: 'full', wed: 'am', thu: 'off', fri: 'off' }
    })
  })

  test('the same address or staff number with another name is a problem of the later row', () => {
    const rows = read(
      table(
        'Nr|Personeelsnummer|Naam|E-mail',
        '1|7|Ann Bos|a@school.nl',
        '2|8|Bo Vos|A@school.nl',
        '3|07|Cas Mol|c@school.nl'
      )
    )
    expect(rows.map(codes)).toEqual([[], ['email_duplicate email'], ['unknown_value staff_number']])
    expect(rows.map(({ problems }) => problems[0]?.params['line'])).toEqual([undefined, 2, 2])
  })

  test('a row that is a problem does not hold its address', () => {
    expect(summary(read(table('Naam|E-mail', 'Ann|a@school.nl', 'Bo Vos|a@school.nl')))).toEqual([
      '2 problem',
      '3 read'
    ])
  })

  test('without an address the name is enough, unless it could be two people', () => {
    expect(summary(read(table('Naam|E-mail|Groep', 'Ann Bos||3a', 'Ann Bos|a@school.nl|3b')))).toEqual(['2 read'])
    const rows = read(table('Naam|E-mail', 'Ann Bos|a@school.nl', 'Ann Bos|b@school.nl', 'Ann Bos|', 'Ann Bos|'))
    expect(rows.map(({ lines }) => lines)).toEqual([[2], [3], [4, 5]])
  })
})

describe('working days', () => {
  test.each([
    ['ma di|0,4', 'full full off off off'],
    ['|1,0', 'full full full full full'],
    ['|100%', 'full full full full full'],
    ['|100,00', 'full full full full full'],
    ['wisselend|1', 'full full full full full'],
    ['|0,8', null],
    ['|', null]
  ])('%j', (cells, days) => {
    const [row] = read(table('Naam|Werkdagen|WTF', `Ann Bos|${cells}`))
    expect(row?.person?.workingDays ? Object.values(row.person.workingDays).join(' ') : null).toBe(days)
  })

  test('columns per day', () => {
    const rows = read(table('Naam|Ma|Di|Wo|Do|Vr', 'Ann Bos|x|ochtend||-|X', 'Bo Vos|||||', 'Cas Mol|-|-|-|-|-'))
    expect(rows.map(({ person }) => person?.workingDays && Object.values(person.workingDays).join(' '))).toEqual([
      'full am off off full',
      null,
      'off off off off off'
    ])
  })
})

describe('laws', () => {
  const columns = {
    Voornaam: fc.constantFrom('Ann', 'Zoë', 'J.', '', '=1'),
    Tussenvoegsel: fc.constantFrom('', 'van', "in 't"),
    Achternaam: fc.constantFrom('Bos', 'van Dijk', 'El Amrani', 'Jansen - de Boer', ''),
    'E-mail': fc.constantFrom('', 'a@school.nl', 'B@school.nl', 'c@school', '-'),
    Functie: fc.constantFrom('', 'Leerkracht'),
    Bouw: fc.constantFrom('', 'Onderbouw', 'Onderbouw, Bovenbouw'),
    Groep: fc.constantFrom('', '1/2a', '3a + 3b', '7-aug'),
    Werkdagen: fc.constantFrom('', 'ma di', 'wo(o)', 'xx'),
    Personeelsnummer: fc.constantFrom('', '1', '2', '03'),
    Salarisschaal: fc.constantFrom('', 'L10')
  }
  const headings = Object.keys(columns)
  const rows = fc.array(fc.tuple(...Object.values(columns)), { minLength: 1, maxLength: 12 })

  test('the order of the columns does not matter', () => {
    fc.assert(
      fc.property(
        rows,
        fc.shuffledSubarray(
          headings.map((_, index) => index),
          { minLength: headings.length }
        ),
        (rows, order) => {
          const shuffled = [headings, ...rows].map((row) => order.map((column) => row[column]!))
          const [one, other] = [readGrid(gridOf(headings, ...rows)), readGrid(gridOf(...shuffled))]
          expect(other.ok && other.value.rows).toEqual(one.ok && one.value.rows)
        }
      )
    )
  })

  test('every line of the list is in exactly one row', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const result = readGrid(gridOf(headings, ...rows))
        if (!result.ok) return
        const lines = result.value.rows.flatMap((row) => row.lines).sort((one, other) => one - other)
        const last = lines.at(-1)!
        expect(lines).toEqual(Array.from({ length: last - 1 }, (_, index) => index + 2))
        for (const row of result.value.rows) expect(row.status === 'read').toBe(row.problems.length === 0)
      })
    )
  })

  test('whatever the cells hold, it is read or refused, never thrown on', () => {
    const text = fc.oneof(
      fc.constantFrom(...headings, 'Naam', 'Ma', 'Di mid', 'WTF', 'Totaal', 'ma di', 'a@b.nl', '=1', '(', ',', ', ,'),
      fc.string({ unit: 'binary' })
    )
    const cell: fc.Arbitrary<Cell | undefined> = fc.oneof(
      fc.constant(undefined),
      fc.record({ text }),
      fc.record({ text, isFormula: fc.boolean(), isDate: fc.boolean(), covered: fc.constantFrom('down', 'across') })
    )
    const sheet = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(sheet, { maxLength: 3 }), (sheets) => {
        const grid = sheets.map((rows) => ({
          name: 'Blad',
          rows: rows.map((cells, index) => ({ line: index + 1, cells }))
        }))
        const result = readGrid(grid)
        if (!result.ok) expect(result.failure.code).toBe('no_rows')
      }),
      { numRuns: 500 }
    )
  })
})

test('a page of explanation before the list is passed over', () => {
  const page = gridOf(['Naam', 'Betekenis'], ['ma', 'maandag'])[0]!
  const list = table('Naam|E-mail', 'Ann Bos|')[0]!
  const result = readGrid([
    { ...page, name: 'Uitleg' },
    { ...list, name: 'Lijst' }
  ])
  expect(result.ok && result.value.sheet).toBe('Lijst')
})

test('columns are told with their first value, also those that are not read', () => {
  const result = readGrid(table('Naam|Salarisschaal||', 'Ann Bos|||x', 'Bo Vos|L10||'))
  expect(result.ok && result.value.columns).toEqual([
    { index: 0, heading: 'Naam', field: 'full_name', sample: 'Ann Bos' },
    { index: 1, heading: 'Salarisschaal', field: null, sample: 'L10' },
    { index: 3, heading: '', field: null, sample: 'x' }
  ])
})
