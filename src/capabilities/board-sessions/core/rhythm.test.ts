import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#kernel/days.ts'
import { PERSON } from '../testing.ts'
import { FEWEST_SESSIONS, rhythmOf, withoutNames, type HeldSession } from './rhythm.ts'

const [NOOR, KARIM] = PERSON as [string, string]
const MINUTE = 60_000
const held = (more: Partial<HeldSession> = {}): HeldSession => ({
  day: '2026-10-13',
  facilitator: NOOR,
  present: 5,
  members: 6,
  spent: { 'check-in': 4 * MINUTE, review: 3 * MINUTE, goals: 5 * MINUTE, requests: 2 * MINUTE, close: MINUTE },
  done: 2,
  notYet: 1,
  noLonger: 0,
  ...more
})

test('four weeks as a unit would count them by hand', () => {
  const days = ['2026-09-29', '2026-10-06', '2026-10-14', '2026-11-03']
  const sessions = days.map((day, at) => held({ day, facilitator: at < 3 ? NOOR : KARIM, present: 5 - (at % 2) }))
  const planned = ['2026-09-29', '2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27', '2026-11-03'].map((day) => ({
    day,
    isFree: day === '2026-10-20'
  }))
  expect(rhythmOf(sessions, planned)).toEqual({
    sessions: 4,
    planned: { planned: 5, held: 4 },
    toHold: 5,
    presence: { present: 18, members: 24 },
    minutes: { checkIn: 4, teaching: 8, organising: 3, total: 15 },
    reviewed: { done: 8, notYet: 4, noLonger: 0 },
    led: [
      { person: NOOR, times: 3 },
      { person: KARIM, times: 1 }
    ]
  })
})

test('nothing is said of fewer than four sessions, and of fewer than four plans', () => {
  expect(rhythmOf([held(), held(), held()], [])).toBeNull()
  const four = [held(), held(), held(), held()]
  expect(rhythmOf(four, [])).toMatchObject({ planned: null, toHold: 0 })
  expect(rhythmOf(four, [{ day: '2026-10-13', isFree: true }])).toMatchObject({ planned: null, toHold: 0 })
  expect(rhythmOf(four, [{ day: '2026-10-13', isFree: false }])!.planned).toBeNull()
})

test('without names nobody is in it', () => {
  const nameless = withoutNames(
    rhythmOf([held(), held(), held({ facilitator: KARIM }), held({ facilitator: null })], [])!
  )
  expect(nameless.led).toEqual({ people: 2, most: 2 })
  expect(JSON.stringify(nameless)).not.toContain(NOOR)
})

test('law: more is never present than could be, never held than planned; the order of sessions does not matter', () => {
  const session = fc.record({
    day: fc.nat(200).map((count) => addDays('2026-08-31', count)),
    facilitator: fc.option(fc.constantFrom(...PERSON)),
    present: fc.nat(20),
    members: fc.nat(20),
    spent: fc.record({ review: fc.nat(1e6), goals: fc.nat(1e6) }),
    done: fc.nat(9),
    notYet: fc.nat(9),
    noLonger: fc.nat(9)
  })
  const day = fc.record({ day: fc.nat(200).map((count) => addDays('2026-08-31', count)), isFree: fc.boolean() })
  fc.assert(
    fc.property(fc.array(session, { minLength: FEWEST_SESSIONS }), fc.array(day), (sessions, planned) => {
      const rhythm = rhythmOf(sessions, planned)!
      expect(rhythm.presence.present).toBeLessThanOrEqual(rhythm.presence.members)
      if (rhythm.planned) expect(rhythm.planned.held).toBeLessThanOrEqual(rhythm.planned.planned)
      expect(rhythm.led.reduce((total, { times }) => total + times, 0)).toBe(sessions.length)
      const other = rhythmOf(sessions.toReversed(), planned.toReversed())!
      expect({ ...other, led: 0, minutes: 0 }).toEqual({ ...rhythm, led: 0, minutes: 0 })
      expect(new Set(other.led.map((led) => JSON.stringify(led)))).toEqual(
        new Set(rhythm.led.map((led) => JSON.stringify(led)))
      )
    })
  )
})
