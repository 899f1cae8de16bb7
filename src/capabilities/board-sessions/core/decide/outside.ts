import type { Id } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { BoardFact } from '../../events.ts'
import type { DecisionContext, OutsideCommand } from '../commands.ts'
import { HANDLINGS_OF, isVisitor, type SendSource } from '../outside.ts'
import type { BoardState } from '../state.ts'
import { due, line, no, owners } from './checks.ts'

/** Is the thing that is sent out (still) on the board? */
function isThere({ checkIns, actions, parked }: BoardState, { kind, id }: SendSource): boolean {
  if (kind === 'line') return id === null
  if (kind === 'need') return checkIns.some((checkIn) => checkIn.id === id && checkIn.need !== '')
  if (kind === 'parked') return parked.some((item) => item.id === id)
  return actions.some((action) => action.id === id && action.status === 'open')
}

function isKnown({ outside, actions, parked }: BoardState, id: Id): boolean {
  return [outside.sent, outside.brought, actions, parked].some((items) => items.some((item) => item.id === id))
}

/** What leaves the board, what is brought to it, and who visits. */
export function decideOutside(state: BoardState, command: OutsideCommand, context: DecisionContext): Result<BoardFact> {
  const { sent, brought, visitors } = state.outside
  switch (command.type) {
    case 'send-out': {
      const { id, from, to } = command
      if (isKnown(state, id)) return no('input_invalid', 'id')
      if (!isThere(state, from)) return no('input_invalid', 'from')
      if (to.kind === 'parking' && from.kind === 'parked') return no('input_invalid', 'to')
      // A parked line goes out as it stands on the board, so that taking it back brings back the same.
      const parked = from.kind === 'parked' ? state.parked.find(({ id: known }) => known === from.id) : undefined
      const typed = line(command.text, 'text')
      if (!typed.ok) return typed
      const text = parked?.text ?? typed.value
      const toName = line(command.toName, 'toName', true, 200)
      return toName.ok ? ok({ type: 'sent-out', id, text, from, to, toName: toName.value }) : toName
    }
    case 'undo-send-out': {
      const item = sent.find(({ id }) => id === command.id)
      if (!item) return no('sent_out_unknown')
      const { id, text, from, to } = item
      return ok({ type: 'sent-out-undone', id, text, from, to })
    }
    case 'bring':
      return isKnown(state, command.item.id) ? no('input_invalid', 'id') : ok({ type: 'brought', item: command.item })
    case 'bring-back': {
      const item = brought.find(
        ({ id, about, handled }) => (id === command.id || about?.id === command.id) && handled === null
      )
      return item ? ok({ type: 'brought-back', id: item.id }) : no('brought_unknown')
    }
    case 'handle-brought': {
      const item = brought.find(({ id }) => id === command.id)
      if (!item) return no('brought_unknown')
      if (item.handled) return no('brought_handled')
      const { how } = command
      if (!HANDLINGS_OF[item.kind].includes(how)) return no('input_invalid', 'how')
      const mayBeEmpty = how !== 'write-back' && how !== 'decline'
      const text = line(command.text, 'text', mayBeEmpty)
      if (!text.ok) return how === 'decline' && text.failure.code === 'text_empty' ? no('reason_missing', 'text') : text
      const who = how === 'accept' ? owners(command.owners ?? [], context) : ok([])
      if (!who.ok) return who
      const until = due(command.due)
      if (!until.ok) return until
      return ok({ type: 'brought-handled', id: item.id, how, text: text.value, owners: who.value, due: until.value })
    }
    case 'reopen-brought': {
      const item = brought.find(({ id }) => id === command.id)
      if (!item) return no('brought_unknown')
      // What somebody else has heard by now is not taken back: an answer, an invitation, an action taken on.
      if (item.handled?.how !== 'told' && item.handled?.how !== 'seen') return no('input_invalid', 'id')
      return ok({ type: 'brought-reopened', id: item.id })
    }
    case 'invite-visitor': {
      if (context.isMember(command.person)) return no('input_invalid', 'person')
      const name = line(command.name, 'name', false, 200)
      if (!name.ok) return name
      const { person, role = null, isAnnounced = false } = command
      return ok({ type: 'visitor-invited', person, name: name.value, role, isAnnounced })
    }
    case 'uninvite-visitor':
      if (!visitors.some(({ person }) => person === command.person)) return no('guest_not_invited')
      return ok({ type: 'visitor-uninvited', person: command.person })
    case 'join-as-visitor':
      if (!isVisitor(state, command.person)) return no('guest_not_invited')
      return ok({ type: 'visitor-joined', person: command.person, role: command.role })
    case 'leave-as-visitor':
      if (!isVisitor(state, command.person)) return no('guest_not_invited')
      return ok({ type: 'visitor-left', person: command.person })
  }
}
