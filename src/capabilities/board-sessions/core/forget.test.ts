import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCommand, idOf, PERSON, playBoard } from '../testing.ts'
import { apply } from './apply.ts'
import { forgetInBoard, forgetInDelivery, forgetInFact } from './forget.ts'
import type { BroughtItem } from './outside.ts'
import { emptyBoard } from './state.ts'

const gone = { person: PERSON[0]!, former: 'voormalig collega' }

const brought = (kind: BroughtItem['kind'], person = PERSON[0]!): BroughtItem => ({
  id: idOf(7, 1),
  kind,
  text: 'ik ook, sinds mijn scheiding',
  from: { person, name: 'Noor Hof', unit: null },
  about: null,
  say: 'touches',
  outcome: null
})

describe('forgetting somebody', () => {
  test('law: the fold of the forgotten log is the forgotten board', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 60 }), (commands) => {
        const { state, events } = playBoard(commands)
        const folded = events.map((event) => forgetInFact(event, gone)).reduce(apply, emptyBoard())
        // A need that is empty is offered no help, and a reaction without words stands in the log alone.
        const comparable = (board: typeof state) => ({
          ...forgetInBoard(board, gone),
          checkIns: board.checkIns.map((item) => ({
            ...forgetInBoard({ checkIns: [item] }, gone).checkIns![0]!,
            helpers: [],
            before: null
          }))
        })
        expect(comparable(folded)).toEqual(comparable(state))
      })
    )
  })

  test('law: nobody else loses a word, and once is as good as twice', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 60 }), (commands) => {
        const { state } = playBoard(commands)
        const after = forgetInBoard(state, gone)
        expect(forgetInBoard(after, gone)).toEqual(after)
        const ofOthers = <Item extends { person: string }>(items: Item[]) =>
          items.filter(({ person }) => person !== gone.person)
        expect(ofOthers(after.checkIns)).toEqual(ofOthers(state.checkIns))
        expect(after.reactions).toEqual(ofOthers(state.reactions))
        expect(after.presences).toEqual(ofOthers(state.presences))
        expect([after.actions, after.goals, after.successes]).toEqual([state.actions, state.goals, state.successes])
        expect(
          after.checkIns.filter(({ person }) => person === gone.person).every(({ need, offer }) => need + offer === '')
        ).toBe(true)
      })
    )
  })

  test('what was said before it was changed goes too', () => {
    const checkIn = { type: 'check-in' as const, person: PERSON[0]!, need: 'rust', offer: '' }
    const { state } = playBoard([
      { ...checkIn, id: idOf(3, 1) },
      { ...checkIn, id: idOf(3, 1), need: 'stilte' }
    ])
    expect(JSON.stringify(state)).toContain('rust')
    expect(JSON.stringify(forgetInBoard(state, gone))).not.toMatch(/rust|stilte/)
  })

  test('who brought something has no name; a reaction goes, what was asked or told stays', () => {
    const command = (item: BroughtItem) => ({ type: 'bring' as const, item })
    expect(forgetInDelivery(command(brought('reaction')), gone)).toMatchObject({
      item: { text: '', from: { person: PERSON[0], name: gone.former } }
    })
    expect(forgetInDelivery(command(brought('request')), gone)).toMatchObject({
      item: { text: 'ik ook, sinds mijn scheiding', from: { name: gone.former } }
    })
    const others = command(brought('reaction', PERSON[1]))
    expect(forgetInDelivery(others, gone)).toEqual(others)
    expect(forgetInFact({ type: 'brought', item: brought('reaction') }, gone)).toMatchObject({ item: { text: '' } })
  })

  test('a visitor and who was asked are named no more', () => {
    const invited = {
      type: 'visitor-invited' as const,
      person: PERSON[0]!,
      name: 'Noor Hof',
      role: null,
      isAnnounced: false
    }
    expect(forgetInFact(invited, gone)).toEqual({ ...invited, name: gone.former })
    const sent = {
      type: 'sent-out' as const,
      id: idOf(7, 1),
      text: 'wie regelt vervanging?',
      from: { kind: 'line' as const, id: null },
      to: { kind: 'person' as const, person: PERSON[0]! },
      toName: 'Noor Hof'
    }
    expect(forgetInFact(sent, gone)).toEqual({ ...sent, toName: gone.former })
  })
})
