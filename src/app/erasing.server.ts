import { forgetPersonOnBoards } from '#board-sessions/server'
import { forgetPersonInBulletin } from '#bulletin/server'
import { forgetPersonInCalendar } from '#calendar/server'
import { Refusal, isRefusal } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { forgetVisitsOf } from '#lesson-visits/server'
import { forgetNewcomer } from '#newcomers/server'
import { erasePerson, findErasable } from '#people/server'
import { forgetPersonInProgramme } from '#start-programme/server'
import { forgetPersonInTimetable } from '#timetable/server'
import { eraseAccess } from '#platform/auth/erase-access.ts'
import { parseEmailAddress } from '#platform/mail/address.ts'
import { forgetRefusals } from '#platform/mail/refusals.ts'
import type { App } from './app.server.ts'
import { forgetChannels } from './rhythm/choices.server.ts'
import { forgetInvitations } from './rhythm/invitations.server.ts'

type Parts = Pick<App, 'auth' | 'database' | 'clock' | 'boardsRewritten'>

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
    const listed = parseEmailAddress(found.value.email)
    if (listed.ok) await database.signin((tx) => forgetRefusals(tx, [listed.value], school))
    const units = await database.transact(school, async (tx) => {
      const boards = await forgetPersonOnBoards(tx, person)
      await forgetPersonInBulletin(tx, person)
      await forgetNewcomer(tx, person)
      await forgetChannels(tx, person)
      await forgetInvitations(tx, person)
      await forgetVisitsOf(tx, person)
      await forgetPersonInProgramme(tx, person)
      await forgetPersonInTimetable(tx, person)
      await forgetPersonInCalendar(tx, person)
      const erased = await erasePerson(tx, by, person, addresses, clock())
      if (!erased.ok) throw new Refusal(erased.failure)
      return boards
    })
    // Open screens and the other processes hold the old texts; should they not hear it, the boards' own count tells.
    app.boardsRewritten(school, units)
    return ok(undefined)
  } catch (thrown) {
    if (isRefusal(thrown)) return refuse(thrown.failure)
    throw thrown
  }
}
