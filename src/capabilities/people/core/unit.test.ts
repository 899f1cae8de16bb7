import { describe, expect, it } from 'vitest'
import { HUES, proposeHue, proposeMark } from './unit.ts'

describe('the mark of a new unit', () => {
  it.each([
    ['Unit 5-6', [], '56'],
    ['Team Zon', [], 'TZ'],
    ['Onderbouw', [], 'On'],
    ['Onderbouw', ['on'], 'Od'],
    ['!!', [], '1']
  ])('for %s beside %o is %s', (name, taken, mark) => {
    expect(proposeMark(name, taken)).toBe(mark)
  })
})

it('gives every unit of a large school a mark of its own', () => {
  const marks = new Set<string>()
  for (let at = 0; at < 1_000; at++) marks.add(proposeMark(`Unit ${at % 7}`, marks).toLowerCase())
  expect(marks.size).toBe(1_000)
  expect([...marks].every((mark) => /^[\p{L}\p{N}]{1,2}$/u.test(mark))).toBe(true)
})

it('gives out every hue before one comes back', () => {
  const hues: number[] = []
  for (let units = 0; units < 3 * HUES; units++) hues.push(proposeHue(hues))
  for (let round = 0; round < 3; round++) expect(new Set(hues.slice(round * HUES, (round + 1) * HUES)).size).toBe(HUES)
})
