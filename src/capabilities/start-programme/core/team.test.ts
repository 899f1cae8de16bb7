import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposeOrder, readTeam } from './team.ts'

const candidates = { present: ['a', 'b', 'c', 'd', 'e'], leaders: ['a'], coaches: ['d', 'e'] }
const wish = { leader: 'a', teacher1: 'b', teacher2: 'c', coach: 'd' }

describe('the start team', () => {
  it('is a leader, two teachers and a coach', () => {
    expect(readTeam(wish, candidates)).toEqual({
      ok: true,
      value: [
        { person: 'a', part: 'leader' },
        { person: 'b', part: 'teacher' },
        { person: 'c', part: 'teacher' },
        { person: 'd', part: 'coach' }
      ]
    })
  })

  it('is four different people, each of whom can be that', () => {
    const refused = (parts: Partial<typeof wish>) => readTeam({ ...wish, ...parts }, candidates)
    expect(refused({ teacher2: '' })).toMatchObject({ failure: { code: 'programme_team_missing', field: 'teacher2' } })
    expect(refused({ teacher2: 'b' })).toMatchObject({ failure: { code: 'programme_team_twice', field: 'teacher2' } })
    expect(refused({ leader: 'b' })).toMatchObject({ failure: { code: 'programme_team_role', field: 'leader' } })
    expect(refused({ coach: 'a' })).toMatchObject({ failure: { code: 'programme_team_twice', field: 'coach' } })
    expect(refused({ teacher1: 'gone' })).toMatchObject({ failure: { code: 'programme_team_role', field: 'teacher1' } })
  })
})

describe('the order of the units', () => {
  const person = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')
  const unit = fc.record({ id: fc.uuid(), name: fc.string(), members: fc.uniqueArray(person) })

  it('begins where the start team is, leaves nobody out and says the same twice', () => {
    fc.assert(
      fc.property(fc.uniqueArray(unit, { selector: ({ name }) => name }), (units) => {
        const order = proposeOrder(units, ['a', 'b'])
        expect(new Set(order)).toEqual(new Set(units))
        const known = order.map(({ members }) => members.includes('a') || members.includes('b'))
        expect(known).toEqual(known.toSorted((one, other) => Number(other) - Number(one)))
      })
    )
  })

  it('then goes by the size that suits a session', () => {
    const sized = (name: string, size: number) => ({
      id: name,
      name,
      members: Array.from({ length: size }, (_, at) => `${name}${at}`)
    })
    const order = proposeOrder([sized('A', 14), sized('B', 2), sized('C', 6)], [])
    expect(order.map(({ name }) => name)).toEqual(['C', 'B', 'A'])
  })
})
