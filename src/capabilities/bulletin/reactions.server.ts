import * as v from 'valibot'
import { isId, newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { askerOf, type Asking } from './asking.server.ts'
import { readLine, REACTION_LIMIT } from './core/line.ts'
import { REACTIONS, type WallReaction, type WallThing } from './core/reaction.ts'
import { mayReact } from './policy.ts'
import { deleteReaction, insertReaction } from './store/reactions.server.ts'

const wishOfReaction = v.object({ kind: v.picklist(REACTIONS), text: v.string(), unit: v.nullable(v.custom<Id>(isId)) })

/**
 * Somebody of another unit says something to what stands on the wall. `thing` is what the wall shows at this moment:
 * whoever knows an id only finds nothing to react to. Saying the same twice says it once.
 */
export async function react(
  tx: Tx,
  thing: WallThing | null,
  wish: unknown,
  { person, now, tell }: Asking
): Promise<Result<WallReaction | null>> {
  const parsed = v.safeParse(wishOfReaction, wish)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  if (!thing) return refuse({ code: 'not_on_wall' })
  const asker = await askerOf(tx, person)
  if (!mayReact(thing, asker)) return refuse({ code: 'own_unit_wall' })
  const text = readLine(parsed.output.text, 'text', { limit: REACTION_LIMIT, mayBeEmpty: true })
  if (!text.ok) return text
  const { kind, unit } = parsed.output
  const byUnit = unit !== null && asker.units.includes(unit) ? unit : (asker.units[0] ?? null)
  const reaction: WallReaction = {
    id: newId(now),
    on: thing,
    kind,
    text: text.value,
    by: person,
    byUnit,
    at: now,
    answer: null,
    reply: ''
  }
  if (!(await insertReaction(tx, reaction))) return ok(null)
  await tell(tx, { type: 'reacted', reaction })
  return ok(reaction)
}

/** Takes it back, as long as the other unit has not answered. */
export async function unreact(tx: Tx, id: Id, { person, tell }: Asking): Promise<Result<null>> {
  const gone = await deleteReaction(tx, id, person)
  if (!gone) return refuse({ code: 'not_found' })
  await tell(tx, { type: 'reaction-withdrawn', reaction: gone })
  return ok(null)
}
