import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placePeople, problemOfName, SITE_NAME_LIMIT } from './site.ts'

const sites = [
  { id: 'zuid', name: 'Zuid' },
  { id: 'noord', name: 'Noord' }
]

test('a person is where was said, else with a unit, else on the first site', () => {
  const units = [
    { id: 'kl', site: null, members: ['a', 'b', 'c'] },
    { id: 'bb', site: 'noord', members: ['b', 'c'] }
  ]
  const people = [
    { id: 'a', site: null },
    { id: 'b', site: null },
    { id: 'c', site: 'zuid' },
    { id: 'd', site: null }
  ]
  expect(Object.fromEntries(placePeople(sites, units, people))).toEqual({ a: 'zuid', b: 'noord', c: 'zuid', d: 'zuid' })
  expect(placePeople([], units, people).size).toBe(0)
})

test('everybody is on one known site, and what was said of somebody always holds', () => {
  const site = fc.option(fc.constantFrom('zuid', 'noord'))
  const members = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'))
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.string(), site, members })),
      fc.record({ a: site, b: site, c: site }),
      (units, said) => {
        const people = Object.entries(said).map(([id, own]) => ({ id, site: own }))
        const placed = placePeople(sites, units, people)
        for (const { id, site: own } of people) {
          expect(['zuid', 'noord']).toContain(placed.get(id))
          if (own !== null) expect(placed.get(id)).toBe(own)
        }
      }
    )
  )
})

test('a name is there, short enough and nobody else’s', () => {
  expect(problemOfName('', [])).toBe('name_missing')
  expect(problemOfName('x'.repeat(SITE_NAME_LIMIT + 1), [])).toBe('value_too_long')
  expect(problemOfName('noord', ['Noord'])).toBe('site_name_taken')
  expect(problemOfName('Oost', ['Noord'])).toBeNull()
})
