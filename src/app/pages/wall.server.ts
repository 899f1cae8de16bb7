import { onWall, wallGoals, wallSuccesses } from '#board-sessions/server'
import type { WallThing } from '#bulletin'
import { findRequest, openRequests, reactionsSince } from '#bulletin/server'
import { isId, type Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

const DAY = 86_400_000
/** A goal that ended stays on the wall so long, and so does a success. */
const RECENT = 28 * DAY

/** What all units show to the whole school: goals, successes and open requests. Never a check-in. */
export async function wallOf(tx: Tx, now: number) {
  const [goals, successes, requests, reactions] = await Promise.all([
    wallGoals(tx, now - RECENT),
    wallSuccesses(tx, now - RECENT),
    openRequests(tx),
    reactionsSince(tx, now - 200 * DAY)
  ])
  return { goals, successes, requests, reactions }
}

/** Something that stands on the wall at this moment, by its kind and id; null for anything else. */
export async function thingOnWall(tx: Tx, kind: string, id: string): Promise<WallThing | null> {
  if (!isId(id)) return null
  if (kind === 'goal' || kind === 'success') {
    const found = await onWall(tx, kind, id)
    return found && { kind, id: id as Id, ...found }
  }
  if (kind !== 'request') return null
  const request = await findRequest(tx, id)
  return request?.status === 'open' && request.unit !== null
    ? { kind, id: request.id, unit: request.unit, text: request.text }
    : null
}
