import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { countAttempt } from './limits.ts'
import { createLink, inspectLink } from './links.ts'
import { startPairing } from './pairings.ts'
import { anAccount, authForTests } from './testing.ts'
import { tidySignin } from './tidy.ts'

const database = await testDatabase()
const { auth, pass } = authForTests(database)
const DAY = 86_400_000

const counts = async () => {
  const rows = await database.ownerSql`
    select (select count(*) from signin.sessions) as sessions, (select count(*) from signin.links) as links,
      (select count(*) from signin.attempts) as attempts, (select count(*) from signin.pairings) as pairings,
      (select count(*) from signin.accounts) as accounts`
  return { ...rows[0] }
}

test('clears away what no longer means anything, and nothing sooner', async () => {
  const { account } = await anAccount(auth)
  await database.signin((tx) => auth.sessions.start(tx, { account, device: 'Firefox' }))
  await database.signin((tx) => countAttempt(tx, 'mail_sign_in', 'zoe@school.nl', auth.clock()))
  await startPairing(auth)
  const token = await database.signin((tx) =>
    createLink(tx, { purpose: 'invitation', email: 'zoe@school.nl', school: newId(), person: newId() }, auth.clock())
  )

  await tidySignin(auth)
  expect(await counts()).toEqual({ sessions: 1, links: 1, attempts: 1, pairings: 1, accounts: 1 })

  pass(15 * DAY)
  await tidySignin(auth)
  expect(await counts()).toEqual({ sessions: 1, links: 1, attempts: 0, pairings: 0, accounts: 1 })
  const late = await database.signin((tx) => inspectLink(tx, 'invitation', token, auth.clock()))
  expect(late).toMatchObject({ ok: false, failure: { code: 'link_expired' } })

  pass(31 * DAY)
  await tidySignin(auth)
  expect(await counts()).toEqual({ sessions: 0, links: 0, attempts: 0, pairings: 0, accounts: 1 })
})
