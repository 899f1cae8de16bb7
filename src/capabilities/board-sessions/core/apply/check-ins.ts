import type { Id } from '#kernel/id.ts'
import type { BoardEvent, CheckInFact } from '../../events.ts'
import type { BoardState, CheckIn } from '../state.ts'
import { changed } from './items.ts'

const withoutHelper = (helpers: Id[], helper: Id) => helpers.filter((other) => other !== helper)

/** Who is there, what they need, and who helps. */
export function applyCheckIn(state: BoardState, event: Extract<BoardEvent, { type: CheckInFact['type'] }>): BoardState {
  const { session } = state
  switch (event.type) {
    case 'checked-in': {
      const occasion = session ? session.id : null
      const before = state.checkIns.find((item) => item.person === event.person && item.session === occasion)
      const { person, need, offer, at } = event
      const helpers = before && before.need === need ? before.helpers : []
      const checkIn = {
        id: before?.id ?? event.id,
        person,
        at,
        need,
        offer,
        helpers,
        before: before ? { need: before.need, offer: before.offer, helpers: before.helpers } : null,
        session: occasion
      }
      return {
        ...state,
        checkIns: before
          ? state.checkIns.map((item) => (item === before ? checkIn : item))
          : [...state.checkIns, checkIn]
      }
    }
    case 'check-in-withdrawn': {
      const occasion = session ? session.id : null
      const isIt = (item: CheckIn) => item.person === event.person && item.session === occasion
      return {
        ...state,
        checkIns: state.checkIns.flatMap((item) => {
          if (!isIt(item)) return [item]
          return item.before ? [{ ...item, ...item.before, before: null }] : []
        })
      }
    }
    case 'help-offered':
      return {
        ...state,
        checkIns: changed(state.checkIns, event.checkIn, (item) => ({
          ...item,
          helpers: [...withoutHelper(item.helpers, event.helper), event.helper]
        }))
      }
    case 'help-withdrawn':
      return {
        ...state,
        checkIns: changed(state.checkIns, event.checkIn, (item) => ({
          ...item,
          helpers: withoutHelper(item.helpers, event.helper)
        }))
      }
  }
}
