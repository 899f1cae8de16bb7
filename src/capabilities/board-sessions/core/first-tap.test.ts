import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCommand, idOf, PERSON, playBoard } from '../testing.ts'
import * as firstTap from './first-tap.ts'
import * as whole from './rules.ts'

const [sanne] = PERSON as [string]

test('law: what the first tap knows it decides and applies as the whole rules do; the rest it leaves alone', () => {
  const known = new Set<string>()
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 20 }), anyCommand, (commands, command) => {
      const { state } = playBoard(commands)
      const at = Date.parse('2026-03-10T14:40:00Z')
      const isMember = (person: string) => PERSON.includes(person)
      const context = { actor: sanne, base: state.seq, at, today: '2026-03-10', isMember }
      const wholly = whole.decide(state, command, context)
      const first = firstTap.decide(state, command, context)
      if (first !== null) {
        known.add(command.type)
        expect(first).toEqual(wholly)
      }
      if (!wholly.ok) return
      const event = { ...wholly.value, seq: state.seq + 1, at, by: sanne, key: idOf(9, 0) }
      expect(firstTap.apply(state, event)).toEqual(first === null ? state : whole.apply(state, event))
    }),
    { numRuns: 3000 }
  )
  expect([...known].sort()).toEqual(['check-in', 'offer-help', 'withdraw-check-in', 'withdraw-help'])
})
