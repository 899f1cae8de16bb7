import type { BoardEvent, BoardState, BroughtItem, Bringer } from '#board-sessions'
import type { BoardEngine } from '#board-sessions/server'
import type { Addressee, BulletinEvent, SupportRequest } from '#bulletin'
import {
  answerAsUnit,
  answerReaction,
  askFor,
  markTold,
  putOut,
  takeBackRequest,
  thankFor,
  withdrawItem
} from '#bulletin/server'
import { newId, type Id } from '#kernel/id.ts'
import { fullName } from '#people'
import { findPerson, findUnit } from '#people/server'
import type { Tx } from '#platform/db/door.ts'

type Deliver = Pick<BoardEngine, 'deliver' | 'recall'>
export type Outside = {
  /** What happened on a board has its consequence outside it in the same transaction. */
  react(tx: Tx, unit: Id, events: readonly BoardEvent[], board: BoardState): Promise<void>
  /** What happened outside is written down for the board it concerns, in the same transaction. */
  tell(tx: Tx, event: BulletinEvent): Promise<void>
}

/** Where boards and what is outside them meet: two capabilities of the same tier that do not know each other. */
export function openOutside(engine: () => Deliver): Outside {
  const deliver: Deliver['deliver'] = (...given) => engine().deliver(...given)
  const bring = (tx: Tx, unit: Id, item: BroughtItem, notBefore: string | null = null) =>
    deliver(tx, unit, { id: item.id, command: { type: 'bring', item } }, notBefore)

  async function tell(tx: Tx, event: BulletinEvent): Promise<void> {
    switch (event.type) {
      case 'request-answered': {
        const { request } = event
        if (request.unit === null) return
        const by = await bringerOf(tx, request.answeredBy, request.to.kind === 'unit' ? request.to.unit : null)
        const { status, answer } = request
        const outcome = status === 'declined' ? 'declined' : 'answered'
        return bring(tx, request.unit, { ...blank('answer', answer, by), about: aboutRequest(request), outcome })
      }
      case 'request-asked-of-unit': {
        const { request } = event
        if (request.to.kind !== 'unit') return
        const by = await bringerOf(tx, request.by, request.unit)
        return bring(tx, request.to.unit, { ...blank('request', request.text, by), about: aboutRequest(request) })
      }
      case 'request-withdrawn':
        return event.request.to.kind === 'unit'
          ? engine().recall(tx, event.request.to.unit, event.request.id)
          : undefined
      case 'reacted': {
        const { id, on, text, kind, by, byUnit } = event.reaction
        const about = { kind: on.kind, id: on.id, text: on.text }
        const from = await bringerOf(tx, by, byUnit)
        return bring(tx, on.unit, { ...blank('reaction', text, from), id, about, say: kind })
      }
      case 'reaction-withdrawn':
        return engine().recall(tx, event.reaction.on.unit, event.reaction.id)
      case 'information-added': {
        const from = await bringerOf(tx, event.by, null)
        for (const unit of event.units)
          await bring(tx, unit, { ...blank('information', event.text, from), id: event.id }, event.notBefore)
        return
      }
      case 'information-withdrawn':
        for (const unit of event.units) await engine().recall(tx, unit, event.id)
    }
  }

  return {
    tell,
    async react(tx, unit, events, board) {
      for (const event of events) await follow(tx, unit, event, board, tell)
    }
  }
}

const blank = (kind: BroughtItem['kind'], text: string, from: Bringer): BroughtItem => ({
  id: newId(),
  kind,
  text,
  from,
  about: null,
  say: null,
  outcome: null
})

const aboutRequest = ({ id, text }: SupportRequest) => ({ kind: 'request' as const, id, text })

/** Somebody as another unit's board names them: a board knows only its own people. */
async function bringerOf(tx: Tx, person: Id | null, unit: Id | null): Promise<Bringer> {
  const [known, home] = await Promise.all([
    person === null ? null : findPerson(tx, person),
    unit === null ? null : findUnit(tx, unit)
  ])
  return {
    person,
    name: known ? fullName(known) : '',
    unit: home && { name: home.name, mark: home.mark, hue: home.hue }
  }
}

async function follow(tx: Tx, unit: Id, event: BoardEvent, board: BoardState, tell: Outside['tell']): Promise<void> {
  const { by, at: now } = event
  switch (event.type) {
    case 'sent-out': {
      const { id, text, to } = event
      if (to.kind === 'bulletin') await putOut(tx, { id, text, unit, by, now })
      else if (to.kind !== 'parking')
        await askFor(tx, { id, text, unit, by, to: to satisfies Addressee }, { now, tell })
      return
    }
    case 'sent-out-undone':
      if (event.to.kind === 'bulletin') await withdrawItem(tx, event.id, now)
      else if (event.to.kind !== 'parking') await takeBackRequest(tx, event.id, { tell })
      return
    case 'brought-reopened':
      if (board.outside.brought.find(({ id }) => id === event.id)?.kind === 'information')
        await markTold(tx, event.id, unit, null)
      return
    case 'brought-handled': {
      const item = board.outside.brought.find(({ id }) => id === event.id)
      if (!item) return
      const { how, text } = event
      if (item.kind === 'information') await markTold(tx, item.id, unit, { by, now })
      else if (item.kind === 'answer' && how === 'thank' && item.about) await thankFor(tx, item.about.id, by, now)
      else if (item.kind === 'request' && item.about) {
        const status = how === 'accept' ? 'answered' : 'declined'
        await answerAsUnit(tx, item.about.id, { status, answer: text, by }, { now, tell })
      } else if (item.kind === 'reaction') {
        const answer = how === 'invite' ? 'invited' : how === 'write-back' ? 'written-back' : 'seen'
        await answerReaction(tx, item.id, { answer, reply: text, now })
      }
      return
    }
    // Everything else stays on the board.
    default:
  }
}
