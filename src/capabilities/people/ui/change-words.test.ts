import { describe, expect, it } from 'vitest'
import { changeSentence, type ShownChange } from './change-words.ts'

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
      { kind: 'imported', by: null, isServer: true, detail: { new: 1, changed: 2 } },
      'Wie de server beheert importeerde een lijst: 1 nieuwe collega, 2 gewijzigd'
    ]
  ])('%j', (parts, sentence) => {
    expect(changeSentence(change(parts))).toBe(sentence)
  })
})
