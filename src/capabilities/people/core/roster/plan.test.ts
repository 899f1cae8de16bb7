import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everyDay } from './days.ts'
import type { KnownPerson } from './known-person.ts'
import { planImport, type ImportPlan } from './plan.ts'
import { readGrid } from './read-grid.ts'
import { toJson } from './roster-json.ts'
import type { Reading } from './types.ts'

function readTable(headings: string, ...rows: string[]): Reading {
  const texts = [headings, ...rows].map((row) => row.split('|'))
  const result = readGrid([
    { name: null, rows: texts.map((cells, index) => ({ line: index + 1, cells: cells.map((text) => ({ text })) })) }
  ])
  if (!result.ok) throw new Error(`refused: ${result.failure.code}`)
  return result.value
}

const known = (id: string, givenName: string, familyName: string, more: Partial<KnownPerson> = {}): KnownPerson => ({
  id,
  givenName,
  infix: '',
  familyName,
  email: '',
  function: '',
  staffNumber: '',
  units: [],
  groups: [],
  workingDays: null,
  source: 'import',
  left: false,
  ...more
})

const ann = known('ann', 'Ann', 'Bos', { email: 'ann@school.nl', staffNumber: '7' })
const summary = (plan: ImportPlan) =>
  plan.rows.map(({ status, knownId }) => [status, knownId].filter(Boolean).join(' '))
const changes = (plan: ImportPlan) => plan.rows.flatMap((row) => row.changes)

/** What the school knows after the plan has been carried out, as the store does it. */
function carryOut(before: readonly KnownPerson[], plan: ImportPlan): KnownPerson[] {
  const after = new Map(before.map((person) => [person.id, person]))
  for (const row of plan.rows) {
    if (row.status === 'new') {
      const { units, ...person } = row.person!
      const id = `line ${row.line} of ${after.size}`
      after.set(id, known(id, '', '', { ...person, units: units.map((name) => ({ name, source: 'import' })) }))
    }
    if (row.status !== 'changed') continue
    const person = after.get(row.knownId!)!
    const values = Object.fromEntries(row.changes.map(({ field, to }) => [field, to]))
    const names = (values['units'] as string[] | undefined) ?? person.units.map(({ name }) => name)
    const units = names.map(
      (name) => person.units.find((unit) => unit.name === name) ?? { name, source: 'import' as const }
    )
    after.set(person.id, { ...person, ...values, units, left: false })
  }
  return [...after.values()]
}

describe('who is who', () => {
  test('by staff number, whatever else changed', () => {
    const plan = planImport([ann], readTable('Personeelsnummer|Naam|E-mail', '007|Anna van Dijk|a@nieuw.nl'))
    expect(summary(plan)).toEqual(['changed ann'])
    expect(changes(plan)).toEqual([
      { field: 'givenName', from: 'Ann', to: 'Anna' },
      { field: 'infix', from: '', to: 'van' },
      { field: 'familyName', from: 'Bos', to: 'Dijk' },
      { field: 'email', from: 'ann@school.nl', to: 'a@nieuw.nl' },
      { field: 'staffNumber', from: '7', to: '007' }
    ])
  })

  test('else by address: someone who marries keeps the account', () => {
    const plan = planImport([ann], readTable('Naam|E-mail', 'Ann Bos-Vos|ANN@school.nl'))
    expect(summary(plan)).toEqual(['changed ann'])
    expect(changes(plan)).toEqual([{ field: 'familyName', from: 'Bos', to: 'Bos-Vos' }])
  })

  test('else by a name that occurs once on both sides: then a new address is a change', () => {
    const plan = planImport([ann], readTable('Naam|E-mail', 'Ann Bos|a.bos@nieuw.nl'))
    expect(changes(plan)).toEqual([{ field: 'email', from: 'ann@school.nl', to: 'a.bos@nieuw.nl' }])
  })

  test('a name that occurs twice on either side tells nobody apart', () => {
    const other = known('other', 'Ann', 'Bos', { email: 'other@school.nl' })
    expect(summary(planImport([ann, other], readTable('Naam|E-mail', 'Ann Bos|third@school.nl')))).toEqual(['new'])
    const two = readTable('Naam|E-mail', 'Ann Bos|x@school.nl', 'Ann Bos|y@school.nl')
    expect(summary(planImport([ann], two))).toEqual(['new', 'new'])
  })

  test('two staff numbers are two people', () => {
    expect(summary(planImport([ann], readTable('Personeelsnummer|Naam', '8|Ann Bos')))).toEqual(['new'])
  })

  test('nobody is matched twice', () => {
    const plan = planImport([ann], readTable('Personeelsnummer|Naam|E-mail', '7|Ann Bos|', '|Bo Vos|ann@school.nl'))
    expect(summary(plan)).toEqual(['same ann', 'problem'])
    expect(plan.rows[1]?.problems).toEqual([
      { code: 'email_duplicate', field: 'email', params: { value: 'ann@school.nl', line: 2 } }
    ])
  })

  test('an address that its owner gives up in the same list is free', () => {
    const list = readTable('Personeelsnummer|Naam|E-mail', '7|Ann Bos|nieuw@school.nl', '|Bo Vos|ann@school.nl')
    expect(summary(planImport([ann], list))).toEqual(['changed ann', 'new'])
  })

  test('someone who had left comes back', () => {
    const plan = planImport([{ ...ann, left: true }], readTable('Naam|E-mail', 'Ann Bos|ann@school.nl'))
    expect(plan.rows.map(({ status, returns, changes }) => [status, returns, changes])).toEqual([['changed', true, []]])
  })
})

describe('what changes', () => {
  const full = known('ann', 'Ann', 'Bos', {
    infix: 'van',
    email: 'ann@school.nl',
    function: 'Leerkracht',
    units: [
      { name: 'Onderbouw', source: 'import' },
      { name: 'Redactie', source: 'hand' }
    ],
    groups: ['3a', '3b'],
    workingDays: everyDay('full')
  })
  const headings = 'Voornaam|Tussenvoegsel|Achternaam|E-mail|Functie|Bouw|Groep|Werkdagen'

  test('an empty cell erases nothing', () => {
    expect(summary(planImport([full], readTable(headings, 'Ann||Bos|ann@school.nl||||')))).toEqual(['same ann'])
  })

  test('a surname that changes takes its infix with it', () => {
    const plan = planImport([full], readTable(headings, 'Ann||Vos|ann@school.nl||||'))
    expect(changes(plan).map(({ field, to }) => [field, to])).toEqual([
      ['infix', ''],
      ['familyName', 'Vos']
    ])
  })

  test('initials do not replace a call name', () => {
    expect(summary(planImport([full], readTable(headings, 'A.|van|Bos|ann@school.nl||||')))).toEqual(['same ann'])
  })

  test('memberships made by hand stay; the order and the writing of names do not matter', () => {
    expect(summary(planImport([full], readTable(headings, 'Ann|van|Bos|ann@school.nl||onderbouw|3B, 3a|')))).toEqual([
      'same ann'
    ])
    const moved = planImport([full], readTable(headings, 'Ann|van|Bos|ann@school.nl||Bovenbouw|3B|ma'))
    expect(changes(moved)).toEqual([
      { field: 'units', from: ['Onderbouw', 'Redactie'], to: ['Bovenbouw', 'Redactie'] },
      { field: 'groups', from: ['3a', '3b'], to: ['3b'] },
      { field: 'workingDays', from: everyDay('full'), to: { ...everyDay('off'), mon: 'full' } }
    ])
  })
})

describe('who is proposed as leaving', () => {
  const list = readTable('Naam|E-mail', 'Bo Vos|bo@school.nl')

  test('whom an earlier import brought, and nobody else', () => {
    const byHand = known('hand', 'Cas', 'Mol', { source: 'hand' })
    const gone = known('gone', 'Dee', 'Das', { left: true })
    expect(planImport([ann, byHand, gone], list).leaving).toEqual([ann])
  })

  test.each([
    ['by name', 'Naam|E-mail', 'Ann Bos|ann@'],
    ['by an address with a typing error', 'Naam|E-mail', 'Anna Mol|ann@school,nl'],
    ['by staff number', 'Personeelsnummer|Voornaam|Achternaam', '7||Bos']
  ])('not who stands on a row that could not be read: %s', (_, headings, row) => {
    const plan = planImport([ann], readTable(headings, row))
    expect([summary(plan), plan.leaving]).toEqual([['problem'], []])
  })
})

describe('laws', () => {
  const row = fc
    .record({
      number: fc.constantFrom('', '', '1', '2', '03'),
      given: fc.constantFrom('Ann', 'Bo', 'A.'),
      infix: fc.constantFrom('', 'van'),
      family: fc.constantFrom('Bos', 'bos', 'Vos', 'van Bos'),
      email: fc.constantFrom('', '', 'a@school.nl', 'b@school.nl', 'c@school.nl'),
      role: fc.constantFrom('', 'Leerkracht', 'IB'),
      units: fc.constantFrom('', 'Onderbouw', 'onderbouw', 'Bovenbouw; Onderbouw'),
      groups: fc.constantFrom('', '3a', '3A, 4b'),
      days: fc.constantFrom('', 'ma di', 'wo(o)')
    })
    .map((cells) => Object.values(cells).join('|'))
  const list = fc
    .array(row, { minLength: 1, maxLength: 10 })
    .map((rows) =>
      readTable('Personeelsnummer|Voornaam|Tussenvoegsel|Achternaam|E-mail|Functie|Bouw|Groep|Werkdagen', ...rows)
    )

  test('the same list imported again changes nothing and proposes nobody', () => {
    fc.assert(
      fc.property(list, (reading) => {
        const first = planImport([], reading)
        const again = planImport(carryOut([], first), reading)
        expect(again.rows.filter(({ status }) => status === 'new' || status === 'changed')).toEqual([])
        expect(again.leaving).toEqual([])
      }),
      { numRuns: 500 }
    )
  })

  test('nor does it after another list came before', () => {
    fc.assert(
      fc.property(list, list, (earlier, reading) => {
        const before = carryOut([], planImport([], earlier))
        const after = carryOut(before, planImport(before, reading))
        const again = planImport(after, reading)
        expect(again.rows.filter(({ status }) => status === 'new' || status === 'changed')).toEqual([])
      }),
      { numRuns: 500 }
    )
  })

  test('nobody shares an address afterwards, and nobody is two rows', () => {
    fc.assert(
      fc.property(list, list, (earlier, reading) => {
        const before = carryOut([], planImport([], earlier))
        const plan = planImport(before, reading)
        const emails = carryOut(before, plan)
          .map(({ email }) => email)
          .filter(Boolean)
        expect(new Set(emails).size).toBe(emails.length)
        const ids = plan.rows.flatMap(({ status, knownId }) => (knownId && status !== 'problem' ? [knownId] : []))
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 500 }
    )
  })
})

test('the plan as the command line prints it', () => {
  const reading = readTable(
    'Naam|E-mail|Bouw|Dagen|Extra',
    'Kees van Dijk|k@school.nl|Onderbouw|ma di(o)|x',
    'Bo Vos|b@|||',
    '||||',
    'Cas Mol|||'
  )
  const leaving = known('x', 'Dee', 'Das', { units: [{ name: 'Onderbouw', source: 'import' }] })
  const empty = { function: '', units: [], groups: [], working_days: null }
  expect(toJson(planImport([leaving], reading), ({ code }) => `zin over ${code}`)).toEqual({
    rows: [
      {
        line: 2,
        status: 'new',
        person: {
          given_name: 'Kees',
          infix: 'van',
          family_name: 'Dijk',
          email: 'k@school.nl',
          function: '',
          units: ['Onderbouw'],
          groups: [],
          working_days: { mon: 'full', tue: 'am', wed: 'off', thu: 'off', fri: 'off' }
        },
        problems: []
      },
      {
        line: 3,
        status: 'problem',
        person: { given_name: 'Bo', infix: '', family_name: 'Vos', email: '', ...empty },
        problems: [{ code: 'email_invalid', field: 'email', message: 'zin over email_invalid' }]
      },
      {
        line: 4,
        status: 'skipped',
        person: null,
        problems: [{ code: 'row_empty', field: null, message: 'zin over row_empty' }]
      },
      {
        line: 5,
        status: 'new',
        person: { given_name: 'Cas', infix: '', family_name: 'Mol', email: '', ...empty },
        problems: []
      }
    ],
    leaving: [{ given_name: 'Dee', infix: '', family_name: 'Das', email: '', ...empty, units: ['Onderbouw'] }],
    columns: [
      { heading: 'Naam', field: 'full_name', sample: 'Kees van Dijk' },
      { heading: 'E-mail', field: 'email', sample: 'k@school.nl' },
      { heading: 'Bouw', field: 'units', sample: 'Onderbouw' },
      { heading: 'Dagen', field: 'days', sample: 'ma di(o)' },
      { heading: 'Extra', field: null, sample: 'x' }
    ]
  })
})
