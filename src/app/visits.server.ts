import { isVisitor, VISITOR_ROLES, type VisitorRole } from '#board-sessions'
import { loadBoard, type Viewer } from '#board-sessions/server'
import { mayAnnounceVisit } from '#bulletin'
import { askerOf } from '#bulletin/server'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { fullName } from '#people'
import { findPerson, findUnit } from '#people/server'
import type { Database, Tx } from '#platform/db/door.ts'
import type { App } from './app.server.ts'

/**
 * Somebody of the school before the board of another unit: a visitor if that unit invited them, or they announced
 * themselves, for the session that is open now; otherwise who they were, and then there is nothing to see.
 */
export async function asVisitor(database: Database, viewer: Viewer | null, unit: Id): Promise<Viewer | null> {
  if (viewer?.kind !== 'member' || viewer.units.includes(unit)) return viewer
  const { school, person } = viewer
  const board = await database.read(school, (tx) => loadBoard(tx, unit))
  return isVisitor(board, person) ? { kind: 'visitor', school, person, unit } : viewer
}

type Parts = Pick<App, 'engine' | 'clock'>

/** The leader says beforehand that he or she comes to the next session of a unit, and to do what. */
export async function announceVisit(
  { engine, clock }: Parts,
  tx: Tx,
  wish: { person: Id; unit: Id; role: string | null }
): Promise<Result<null>> {
  const { person, unit } = wish
  const asker = await askerOf(tx, person)
  if (!mayAnnounceVisit(asker)) return refuse({ code: 'not_allowed' })
  if (!(await findUnit(tx, unit))) return refuse({ code: 'not_found' })
  if (asker.units.includes(unit)) return refuse({ code: 'input_invalid', field: 'unit' })
  const role = VISITOR_ROLES.find((known) => known === wish.role) ?? (null as VisitorRole | null)
  const name = fullName((await findPerson(tx, person))!)
  const command = { type: 'invite-visitor' as const, person, name, role, isAnnounced: true }
  await engine.deliver(tx, unit, { id: newId(clock()), command })
  return ok(null)
}

/** After all not: for whoever was invited or had announced it. */
export async function cancelVisit({ engine, clock }: Parts, tx: Tx, person: Id, unit: Id): Promise<Result<null>> {
  await askerOf(tx, person)
  if (!(await findUnit(tx, unit))) return refuse({ code: 'not_found' })
  await engine.deliver(tx, unit, { id: newId(clock()), command: { type: 'uninvite-visitor', person } })
  return ok(null)
}
