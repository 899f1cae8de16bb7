import { expect, test } from 'vitest'
import { completeName, withName } from './complete-name.ts'

const people = [
  { id: 'sv', names: ['Sanne V.', 'Sanne Vink', 'Sanne'] },
  { id: 'sb', names: ['Sanne B.', 'Sanne de Boer', 'Sanne'] },
  { id: 'z', names: ['Zoë', 'Zoë van den Berg'] },
  { id: 'k', names: ['Karim', 'Karim el Amrani'] }
]
const at = (marked: string) => {
  const caret = marked.indexOf('|')
  return completeName(marked.replace('|', ''), caret, people)
}

test('offers who the typed letters may be, accents aside', () => {
  expect(at('sa|')).toEqual({ from: 0, to: 2, people: ['sv', 'sb'] })
  expect(at('  zoe|')).toEqual({ from: 2, to: 5, people: ['z'] })
  expect(at('Sanne v|')?.people).toEqual(['sv'])
})

test('offers the second of a pair', () => {
  expect(at('Karim en sa|')).toEqual({ from: 9, to: 11, people: ['sv', 'sb'] })
  expect(at('Karim, zo|')?.people).toEqual(['z'])
})

test('is silent in the text of an action', () => {
  expect(at('Karim: sanne helpt|')).toBeNull()
  expect(at('exit-ticket|')).toBeNull()
  expect(at('|')).toBeNull()
  expect(at('Karim en |')).toBeNull()
})

test('fills the name in and goes on after the colon', () => {
  expect(withName('sa', at('sa|')!, 'Sanne V.')).toEqual({ line: 'Sanne V.: ', caret: 10 })
  expect(withName('Karim en sa', at('Karim en sa|')!, 'Sanne V.').line).toBe('Karim en Sanne V.: ')
  expect(withName('zo: leesbrief', at('zo|: leesbrief')!, 'Zoë')).toEqual({ line: 'Zoë: leesbrief', caret: 4 })
})
