import * as t from '#texts/outside'
import type { Brought, SentOut } from '../../core/outside.ts'

/** "naar de nieuwsflits", "gevraagd aan Shirley Pinas". */
export function sentTo({ to, toName }: Pick<SentOut, 'to' | 'toName'>): string {
  switch (to.kind) {
    case 'bulletin':
      return t.sent_bulletin()
    case 'parking':
      return t.sent_parking()
    case 'leader':
      return t.sent_leader()
    case 'person':
    case 'unit':
      return t.sent_name({ name: toName })
  }
}

const SAYS = { nice: t.says_nice, touches: t.says_touches, join: t.says_join }

/** Who brings it, and what it is: "Unit 3-4: dit raakt ons ook". */
export function broughtTitle({ kind, from, say, outcome }: Brought): string {
  const name = from.unit ? t.from_unit({ name: from.name, unit: from.unit.name }) : from.name
  switch (kind) {
    case 'reaction':
      return t.brought_reaction({ name: from.unit?.name ?? from.name, says: SAYS[say ?? 'nice']() })
    case 'answer':
      return outcome === 'declined' ? t.brought_declined({ name }) : t.brought_answer({ name })
    case 'request':
      return t.brought_request({ name })
    case 'information':
      return t.brought_information({ name })
  }
}

const HOWS = {
  invite: t.did_invite,
  'write-back': t.did_write,
  thank: t.did_thank,
  accept: t.did_accept,
  decline: t.did_decline,
  seen: t.did_see,
  told: t.did_tell
}
/** What became of it: "uitgenodigd", "verteld". */
export const handledWord = (item: Brought): string => (item.handled ? HOWS[item.handled.how]() : '')
