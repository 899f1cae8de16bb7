import { describe, expect, it } from 'vitest'
import { readRoles } from './edex-roles.ts'

const labels = (...roles: Parameters<typeof readRoles>[0]) => readRoles(roles).labels

describe('the roles of an EDEXML file', () => {
  it.each([
    ['ADJ', 'Adjunct-directeur'],
    ['ADM', 'Administratief medewerker'],
    ['CON', 'Conciërge'],
    ['DIR', 'Directeur'],
    ['ICT', 'ICT-coördinator'],
    ['IB', 'Intern begeleider'],
    ['KLA', 'Klassenassistent'],
    ['LRK', 'Leerkracht'],
    ['OWA', 'Onderwijsassistent'],
    ['RT', 'Remedial teacher'],
    ['SMW', 'Schoolmaatschappelijk werker'],
    ['STA', 'Stagiair'],
    ['TAL', 'Toetsafnameleider'],
    ['VAK', 'Vakleerkracht']
  ])('%s is %s', (code, label) => {
    expect(labels({ code })).toEqual([label])
  })

  it('take the words of a leader of a location', () => {
    expect(labels({ code: 'LOC' }, { words: 'Locatieleider Zuid' }, { code: 'LRK' })).toEqual([
      'Locatieleider Zuid',
      'Leerkracht'
    ])
    expect(labels({ code: 'LOS' })).toEqual(['Locatieleider of -medewerker'])
  })

  it('keep a code that nobody knows, and words that stand alone', () => {
    expect(labels({ code: 'XYZ' })).toEqual(['XYZ'])
    expect(labels({ words: 'Muziekdocent' })).toEqual(['Muziekdocent'])
    expect(labels({ code: 'LRK' }, { words: 'juf van groep 3' })).toEqual(['Leerkracht'])
  })

  it('pass over a parent, but not a colleague who is one', () => {
    expect(readRoles([{ code: 'OUD' }])).toEqual({ labels: [], isParent: true })
    expect(readRoles([{ code: 'OUD' }, { code: 'LRK' }])).toEqual({ labels: ['Leerkracht'], isParent: false })
    expect(readRoles([])).toEqual({ labels: [], isParent: false })
  })
})
