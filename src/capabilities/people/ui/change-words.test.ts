import { describe, expect, it } from 'vitest'
import { changeSentence, groupChanges, type ShownChange } from './change-words.ts'

const change = (parts: Partial<ShownChange>): ShownChange => ({
  kind: 'left',
  by: 'Marijke van den Heuvel',
  isServer: false,
  isOwn: false,
  about: 'Noor Vos',
  unit: null,
  detail: {},
  ...parts
})

describe('a change in a sentence', () => {
  it.each([
    [{ kind: 'left' }, 'Marijke van den Heuvel haalde Noor Vos uit de school'],
    [
      { kind: 'role_granted', unit: 'Kleuters', detail: { role: 'guest', until: '2027-01-01' } },
      'Marijke van den Heuvel maakte Noor Vos gast (Kleuters), tot en met donderdag 31 december 2026'
    ],
    [
      { kind: 'role_ended', isOwn: true, by: 'Noor Vos', detail: { role: 'coach' } },
      'Noor Vos legde de rol schoolcoach neer'
    ],
    [{ kind: 'erased', by: null, about: null }, 'Een voormalig collega wiste de gegevens van een voormalig collega'],
    [
      { kind: 'site_renamed', detail: { from: 'Noord', site: 'De Dijk' } },
      'Marijke van den Heuvel noemde de locatie Noord voortaan De Dijk'
    ],
    [
      { kind: 'unit_site', unit: 'Kleuters', detail: { site: 'Noord' } },
      'Marijke van den Heuvel zette Kleuters op de locatie Noord'
    ],
    [{ kind: 'unit_site', unit: 'Kleuters' }, 'Marijke van den Heuvel haalde de locatie bij Kleuters weg'],
    [
      { kind: 'person_site', detail: { site: 'Noord' } },
      'Marijke van den Heuvel zette bij Noor Vos dat de werkplek de locatie Noord is'
    ],
    [{ kind: 'unit_joined', unit: 'Kleuters' }, 'Marijke van den Heuvel zette Noor Vos in Kleuters'],
    [
      { kind: 'unit_joined', unit: 'Kleuters', detail: { since: '2027-08-01', until: '2028-01-01' } },
      'Marijke van den Heuvel zette Noor Vos in Kleuters, vanaf zondag 1 augustus 2027, tot en met vrijdag 31 december 2027'
    ],
    [
      { kind: 'unit_left', unit: null, others: ['Bo', null] },
      'Marijke van den Heuvel haalde Bo, Een voormalig collega en Noor Vos uit een unit'
    ],
    [
      { kind: 'unit_ended', unit: 'Kleuters', detail: { until: '2027-01-01' } },
      'Marijke van den Heuvel gaf Noor Vos een laatste dag in Kleuters: donderdag 31 december 2026'
    ],
    [
      { kind: 'unit_ended', unit: 'Kleuters', detail: { until: null } },
      'Marijke van den Heuvel liet Noor Vos zonder einde in Kleuters'
    ],
    [
      { kind: 'thresholds_set', detail: { team: 'section', fewest: 5, most: 14, newOneIn: 4 } },
      'Marijke van den Heuvel koos grenzen voor een bouw of afdeling: klein is minder dan 5, groot is meer dan 14, veel nieuwen is meer dan één op de 4'
    ],
    [
      { kind: 'imported', by: null, isServer: true, detail: { new: 1, changed: 2 } },
      'Wie de server beheert importeerde een lijst: 1 nieuwe collega, 2 gewijzigd'
    ]
  ])('%j', (parts, sentence) => {
    expect(changeSentence(change(parts))).toBe(sentence)
  })
})

describe('what somebody did at one moment to several colleagues', () => {
  const at = Date.UTC(2026, 10, 20, 9)
  const joined = (about: string, parts: Partial<ShownChange> = {}) => ({
    ...change({ kind: 'unit_joined', unit: 'Kleuters', about, ...parts }),
    at
  })

  it('is one line', () => {
    const all = ['Anna', 'Bo', 'Cas', 'Dirk', 'Els', 'Finn'].map((name) => joined(name))
    const [line, ...more] = groupChanges(all)
    expect(more).toEqual([])
    expect(changeSentence(line!)).toBe('Marijke van den Heuvel zette Anna, Bo, Cas, Dirk en nog 2 in Kleuters')
  })

  it('stays apart where the unit, the moment or the deed is another', () => {
    const changes = [
      joined('Anna'),
      joined('Bo', { unit: 'Bovenbouw' }),
      joined('Cas', { unit: 'Bovenbouw', kind: 'unit_left' }),
      { ...joined('Dirk', { unit: 'Bovenbouw', kind: 'unit_left' }), at: at - 1 }
    ]
    expect(groupChanges(changes)).toHaveLength(4)
    const roles = [joined('Anna', { kind: 'role_granted' }), joined('Bo', { kind: 'role_granted' })]
    expect(groupChanges(roles)).toHaveLength(2)
  })
})
