import { forgetPersonOnBoards } from '#board-sessions/server'
import { Refusal, isRefusal } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { erasePerson, findErasable } from '#people/server'
import { eraseAccess } from '#platform/auth/erase-access.ts'
import { announceChange } from './changes.server.ts'
import type { App } from './app.server.ts'

type Parts = Pick<App, 'auth' | 'database' | 'clock' | 'hub' | 'peopleChanged'>

/**
 * Erases somebody who left, everywhere: the way in first, then all that the school knows, in one transaction. Broken
 * off in between, the person is still there as somebody who left, and erasing can be asked again.
 */
export async function eraseEverywhere(app: Parts, school: Id, by: Id, person: Id): Promise<Result<void>> {
  const { auth, database, clock } = app
  try {
    const found = await database.read(school, (tx) => findErasable(tx, by, person))
    if (!found.ok) return found
    const addresses = await eraseAccess(auth, { school, person })
    const units = await database.transact(school, async (tx) => {
      const boards = await forgetPersonOnBoards(tx, person)
      const erased = await erasePerson(tx, by, person, addresses, clock())
      if (!erased.ok) throw new Refusal(erased.failure)
      await announceChange(tx, boards)
      return boards
    })
    app.peopleChanged(school, units)
    // Open screens hold the old texts.
    for (const unit of units) app.hub.publish(unit, { kind: 'reset' })
    return ok(undefined)
  } catch (thrown) {
    if (isRefusal(thrown)) return refuse(thrown.failure)
    throw thrown
  }
}
