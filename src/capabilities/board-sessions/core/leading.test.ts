import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idOf, PERSON, playBoard } from '../testing.ts'
import { NOBODY, NO_TURNS, proposeTasks, schoolYearOf, withTurns, type Candidate, type Turns } from './leading.ts'

const [annemarie, karim, priya] = PERSON as [string, string, string]
const now = Date.parse('2026-03-17T14:15:00Z')
const there: Candidate[] = PERSON.map((id) => ({ id, isThere: true }))
const turns = (counts: Record<string, number>): Turns => ({
  year: 2025,
  people: Object.fromEntries(
    Object.entries(counts).map(([id, lead], place) => [id, { lead, notes: 0, time: 0, last: now - 10_000 + place }])
  )
})
const byTurn = { leading: { way: 'turn' as const, coach: null }, next: NOBODY }

describe('whose turn it is to lead', () => {
  test('who did it least often, and of those longest ago', () => {
    const board = {
      ...byTurn,
      turns: turns({ [annemarie]: 2, [karim]: 1, [priya]: 1, [PERSON[3]!]: 3, [PERSON[4]!]: 3 })
    }
    expect(proposeTasks(board, there, now)).toEqual([
      { task: 'lead', person: karim, why: 'turn', count: 1, isThere: true }
    ])
  })

  test('nobody who is away, unless all are', () => {
    const away = there.map((person) => ({ ...person, isThere: person.id !== annemarie }))
    const board = { ...byTurn, turns: turns({ [karim]: 1, [priya]: 0, [PERSON[3]!]: 1, [PERSON[4]!]: 1 }) }
    expect(proposeTasks(board, away, now)[0]?.person).toBe(priya)
    expect(proposeTasks(board, there, now)[0]?.person).toBe(annemarie)
    const nobody = there.map((person) => ({ ...person, isThere: false }))
    expect(proposeTasks(board, nobody, now)[0]).toMatchObject({ person: annemarie, isThere: false })
    expect(proposeTasks(board, [], now)).toEqual([])
  })

  test('who was chosen goes before whose turn it is; a fixed coach leads each time', () => {
    const chosen = { ...byTurn, next: { ...NOBODY, lead: priya }, turns: NO_TURNS }
    expect(proposeTasks(chosen, there, now)[0]).toMatchObject({ person: priya, why: 'chosen' })
    const coached = { leading: { way: 'coach' as const, coach: karim }, next: NOBODY, turns: turns({ [karim]: 9 }) }
    expect(proposeTasks(coached, there, now)[0]).toMatchObject({ person: karim, why: 'coach', count: 9 })
  })

  test('law: divided tasks go to different people while there are enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.array(fc.nat(4), { maxLength: 5 }), (size, counts) => {
        const people = there.slice(0, size)
        const held = turns(Object.fromEntries(counts.map((count, place) => [PERSON[place]!, count])))
        const board = { leading: { way: 'divided' as const, coach: null }, next: NOBODY, turns: held }
        const proposed = proposeTasks(board, people, now)
        expect(proposed.map(({ task }) => task)).toEqual(size === 0 ? [] : ['lead', 'notes', 'time'])
        expect(new Set(proposed.map(({ person }) => person)).size).toBe(Math.min(size, 3))
      })
    )
  })
})

describe('how often somebody led', () => {
  test('is counted when a session ends, and taken back when it goes on', () => {
    const session = [
      { type: 'start-session' as const, session: idOf(2, 1), facilitator: karim },
      { type: 'choose-facilitator' as const, person: priya },
      { type: 'close-session' as const }
    ]
    expect(playBoard(session).state.turns.people[priya]).toMatchObject({ lead: 1 })
    expect(playBoard(session).state.turns.people[karim]).toBeUndefined()
    expect(playBoard([...session, { type: 'reopen-session' }]).state.turns.people[priya]).toBeUndefined()
  })

  test('begins at nought in a new school year', () => {
    expect(schoolYearOf(Date.parse('2026-07-31T12:00Z'))).toBe(2025)
    expect(schoolYearOf(Date.parse('2026-08-31T12:00Z'))).toBe(2026)
    const before = withTurns(NO_TURNS, { ...NOBODY, lead: karim }, Date.parse('2026-06-01T12:00Z'), 1)
    const after = withTurns(before, { ...NOBODY, lead: priya }, Date.parse('2026-09-01T12:00Z'), 1)
    expect(Object.keys(after.people)).toEqual([priya])
    expect(proposeTasks({ ...byTurn, turns: before }, there, Date.parse('2026-09-01T12:00Z'))[0]?.count).toBe(0)
  })
})
