import type { Id } from '#kernel/id.ts'
import type { BoardCommand } from './commands.ts'
import type { Bringer, BroughtItem, Outside } from './outside.ts'
import type { BoardState, CheckIn } from './state.ts'
import type { BoardFact } from '../events.ts'

/** Who is forgotten, and the word that stands where the name stood. */
export type Forgotten = { person: Id; former: string }

const NOTHING = { need: '', offer: '' }

const named = (from: Bringer, { person, former }: Forgotten): Bringer =>
  from.person === person ? { ...from, name: former } : from

/** Who brought it has no name any more; a reaction is one's own, and goes. What was asked, answered and told stays. */
function forgetInItem<Item extends BroughtItem>(item: Item, gone: Forgotten): Item {
  if (item.from.person !== gone.person) return item
  return { ...item, from: named(item.from, gone), ...(item.kind === 'reaction' ? { text: '' } : {}) }
}

/** What a board sent out and what was brought to it, without the name of somebody. */
export function forgetOutside(outside: Outside, gone: Forgotten): Outside {
  const { person, former } = gone
  return {
    sent: outside.sent.map((item) =>
      item.to.kind === 'person' && item.to.person === person ? { ...item, toName: former } : item
    ),
    brought: outside.brought.map((item) => forgetInItem(item, gone)),
    visitors: outside.visitors.map((visitor) => (visitor.person === person ? { ...visitor, name: former } : visitor))
  }
}

const forgetCheckIn = (checkIn: CheckIn, { person }: Forgotten): CheckIn =>
  checkIn.person === person
    ? { ...checkIn, ...NOTHING, before: checkIn.before && { ...checkIn.before, ...NOTHING } }
    : checkIn

/**
 * A board without what somebody said of oneself: needs and offers, how one was there, reactions. What was agreed and
 * done together stays. Boards as sessions of long ago left them may lack parts that came later.
 */
export function forgetInBoard<Board extends Partial<BoardState>>(board: Board, gone: Forgotten): Board {
  const { checkIns, presences, reactions, outside } = board
  const others = <Item extends { person: Id }>(items: Item[]) => items.filter(({ person }) => person !== gone.person)
  return {
    ...board,
    ...(checkIns && { checkIns: checkIns.map((checkIn) => forgetCheckIn(checkIn, gone)) }),
    ...(presences && { presences: others(presences) }),
    ...(reactions && { reactions: others(reactions) }),
    ...(outside && { outside: forgetOutside(outside, gone) })
  }
}

/** The same for one fact of the log. */
export function forgetInFact<Fact extends BoardFact>(fact: Fact, gone: Forgotten): Fact {
  const { person, former } = gone
  const known: BoardFact = fact
  switch (known.type) {
    case 'checked-in':
      return known.person === person ? { ...fact, ...NOTHING } : fact
    case 'presence-said':
      return known.person === person ? { ...fact, kind: null } : fact
    case 'reacted':
      return known.person === person ? { ...fact, text: '' } : fact
    case 'brought':
      return { ...fact, item: forgetInItem(known.item, gone) }
    case 'visitor-invited':
      return known.person === person ? { ...fact, name: former } : fact
    case 'sent-out':
      return known.to.kind === 'person' && known.to.person === person ? { ...fact, toName: former } : fact
    default:
      return fact
  }
}

/** The same for what still waits to be put on a board. */
export const forgetInDelivery = (command: BoardCommand, gone: Forgotten): BoardCommand =>
  command.type === 'bring' ? { ...command, item: forgetInItem(command.item, gone) } : command
