import { newId, type Id } from '#kernel/id.ts'
import type { Database } from '#platform/db/door.ts'
import type { Asking } from './asking.server.ts'
import type { Addressee, SupportRequest } from './core/request.ts'
import type { BulletinEvent } from './events.ts'
import { askFor } from './requests.server.ts'

/** Somebody asks, and what is told to others is kept to look at. */
export function askingAs(person: Id, now: number): Asking & { told: BulletinEvent[] } {
  const told: BulletinEvent[] = []
  return { person, now, told, tell: async (_tx, event) => void told.push(event) }
}

/** A support request of a unit, addressed to the leader unless it says otherwise. */
export function makeRequest(
  database: Database,
  from: { school: Id; unit: Id; by: Id; now: number; to?: Addressee; text?: string }
): Promise<SupportRequest> {
  const { school, unit, by, now, to = { kind: 'leader' }, text = 'Wie regelt vervanging op dinsdag?' } = from
  return database.transact(school, (tx) => askFor(tx, { id: newId(now), text, unit, by, to }, askingAs(by, now)))
}
