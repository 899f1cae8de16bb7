import { aboutPersonOnBoards } from '#board-sessions/server'
import { aboutPersonInBulletin } from '#bulletin/server'
import { findPerson, listChanges, membershipHistory, roleHistory, thisSchool } from '#people/server'
import { accountFacts } from '#platform/auth/account-facts.ts'
import { rowsNaming } from '#platform/db/sweep.ts'
import type { App } from './app.server.ts'
import type { Member } from './viewers.server.ts'

/** The board as a session left it holds what everybody said; one's own part of it is in the other tables. */
const NOT_OURS = ['final', 'secret_hash', 'token_hash', 'sealed']

/** What this school and the sign-in know about somebody, as that person sees it on a page. */
export async function aboutMe(app: App, { school, person, session }: Member) {
  const account = await accountFacts(app.auth, session.account)
  const here = await app.database.read(school, async (tx) => ({
    school: (await thisSchool(tx))?.name ?? '',
    person: await findPerson(tx, person),
    units: await membershipHistory(tx, person),
    roles: await roleHistory(tx, person),
    board: await aboutPersonOnBoards(tx, person),
    bulletin: await aboutPersonInBulletin(tx, person),
    changes: await listChanges(tx, { person, limit: 1000 })
  }))
  return { made: new Date(app.clock()), account, ...here }
}

/**
 * All of it, for the file to take along. `records` is every row of every table in which this person stands, found by the
 * catalogue of the database: a table that is made later is in it by itself. Reads every table: not for a page.
 */
export async function everythingAboutMe(app: App, member: Member) {
  const about = await aboutMe(app, member)
  const records = await app.database.read(member.school, (tx) => rowsNaming(tx, member.person, NOT_OURS))
  return { ...about, records }
}
