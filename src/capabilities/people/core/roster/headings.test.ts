import { expect, test } from 'vitest'
import { assignFields, findHeadings } from './heading-row.ts'
import { recogniseHeading } from './headings.ts'
import type { GridRow } from './grid.ts'

test.each([
  ['Roepnaam', 'given_name'],
  ['voor naam', 'given_name'],
  ['First name', 'given_name'],
  ['Tussenv.', 'infix'],
  ['ACHTERNAAM', 'family_name'],
  ['Achternaam medewerker', 'family_name'],
  ['Surname', 'family_name'],
  ['Naam van de medewerker', 'full_name'],
  ['Achternaam, voornaam', 'full_name'],
  ['E-mail werk', 'email'],
  ['e_mailadres (school)', 'email'],
  ['Functie / rol', 'function'],
  ['Job title', 'function'],
  ['Organisatorische eenheid', 'units'],
  ['Bouw/team', 'units'],
  ['Groep(en)', 'groups'],
  ['Klas', 'groups'],
  ['Werkdagen', 'days'],
  ['Mdw.nr', 'staff_number'],
  ['Employee ID', 'staff_number'],
  ['WTF', 'fte'],
  ['Parttime %', 'fte'],
  ['Ma', 'mon'],
  ['Wo mid', 'wed_pm']
])('%j is %s', (heading, field) => expect(recogniseHeading(heading)?.field).toBe(field))

test.each([
  'Achternaam partner',
  'E-mail privé',
  'Datum in dienst',
  'Geboortedatum',
  'Aantal werkdagen',
  'Naam leidinggevende',
  'Salarisschaal',
  'Naam school',
  'Telefoon',
  ''
])('%j is not read', (heading) => expect(recogniseHeading(heading)).toBeNull())

test('the surest of two headings is read, wherever it stands', () => {
  expect(assignFields(['E-mail', 'E-mail werk', 'Achternaam', 'Voornamen', 'Roepnaam'])).toEqual([
    null,
    'email',
    'family_name',
    null,
    'given_name'
  ])
})

test('a whole name steps back for its parts, and is a surname beside a given name', () => {
  expect(assignFields(['Medewerker', 'Roepnaam', 'Achternaam'])).toEqual([null, 'given_name', 'family_name'])
  expect(assignFields(['Achternaam', 'E-mail'])).toEqual(['full_name', 'email'])
})

test('columns that differ in their number are read together', () => {
  expect(assignFields(['Naam', 'Groep 1', 'Groep 2'])).toEqual(['full_name', 'groups', 'groups'])
})

test('what a person chose goes before what we think', () => {
  expect(assignFields(['Naam', 'Team', 'Afdeling'], { 1: null, 2: 'function' })).toEqual([
    'full_name',
    null,
    'function'
  ])
  expect(assignFields(['Naam', 'Team', 'Cluster'], { 2: 'units' })).toEqual(['full_name', null, 'units'])
})

const row = (line: number, ...texts: string[]): GridRow => ({ line, cells: texts.map((text) => ({ text })) })

test('headings are found below a title, in one row or in two', () => {
  const sheet = (...rows: GridRow[]) => ({ name: null, rows })
  expect(findHeadings(sheet(row(1, 'Team 2026'), row(2), row(3, 'Naam', 'Mail'), row(4, 'Ann Bos')))).toEqual({
    isSure: true,
    firstData: 3,
    texts: ['Naam', 'Mail']
  })
  expect(
    findHeadings(sheet(row(1, 'Naam', 'Ma', 'Ma'), row(2, '', 'ocht', 'mid'), row(3, 'Ann Bos', 'x', '')))
  ).toEqual({
    isSure: true,
    firstData: 2,
    texts: ['Naam', 'Ma ocht', 'Ma mid']
  })
  expect(findHeadings(sheet(row(1, 'Team', 'Groep'), row(2, 'Onderbouw', '1/2')))).toBeNull()
})
