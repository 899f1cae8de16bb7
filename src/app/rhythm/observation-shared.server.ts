import type { Id } from '#kernel/id.ts'
import { unitMembers } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { enqueue } from '#platform/jobs/queue.ts'

/** What a coach shared by mistake can be taken back before anybody is told. */
const TOLD_AFTER = 120_000

/** A coach shared what was seen at a session: the members of the unit are told, each once, also when it is shared anew. */
export async function tellOfObservation(
  tx: Tx,
  { unit, session, coach }: { unit: Id; session: Id; coach: Id },
  now: number
): Promise<void> {
  for (const { id } of await unitMembers(tx, unit))
    if (id !== coach) await enqueue(tx, 'observation', `${unit}:${session}:${id}`, now + TOLD_AFTER)
}
