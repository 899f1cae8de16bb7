import { beforeEach, describe, expect, it } from 'vitest'
import { VIEWS } from '#demo'
import { eyesOf, lookAs } from '#demo/server'
import type { Id } from '#kernel/id.ts'
import { newId } from '#kernel/id.ts'
import { makePerson } from '#people/testing'
import { aMember } from '#platform/auth/testing.ts'
import type { Session } from '#platform/auth/sessions.ts'
import { testDatabase } from '#platform/db/testing.ts'
import {
  demonstrationEntry,
  enterDemonstration,
  letsVisitorsIn,
  makeEntry,
  onlookerOf,
  setVisitors,
  takeDemonstrationAway
} from './demonstration.server.ts'
import { openProcess } from './testing/two-processes.ts'

const database = await testDatabase()
const NOW = Date.parse('2026-03-17T11:00:00Z')
const app = await openProcess(database, null, () => NOW)

const notAllowed = { ok: false, failure: { code: 'not_allowed' } }
const look = (session: Session | null, view: (typeof VIEWS)[number] = 'teacher', network = '192.0.2.7') =>
  enterDemonstration(app, session, { view, device: 'Firefox', network, replaces: undefined })

/** A school of one's own with somebody signed in, in a role or in none. */
async function signedIn(
  roles: ('school_leader' | 'administrator')[] = []
): Promise<{ session: Session; school: Id; person: Id }> {
  const { id: person, school } = await makePerson(database, { roles })
  const { account } = await aMember(app.auth, { school, person })
  const token = await database.signin((tx) => app.auth.sessions.start(tx, { account, school, device: 'Firefox' }))
  return { session: (await app.auth.sessions.find(token))!, school, person }
}

beforeEach(() => database.ownerSql`update signin.installation set visitors_look_around = false`)

describe('before anybody has begun', () => {
  it('whoever comes looks through four pairs of eyes, as that person and nobody else', async () => {
    expect(await onlookerOf(app, null)).toMatchObject({ isClaimed: false, isSignedIn: false })
    for (const view of VIEWS) {
      const entered = await look(null, view)
      if (!entered.ok) throw new Error(entered.failure.code)
      const session = (await app.auth.sessions.find(entered.value))!
      const { school, person } = session.member!
      const eyes = await database.read(school, eyesOf)
      expect(person).toBe(eyes.find((eye) => eye.view === view)!.person)
      expect((await demonstrationEntry(app)).school).toBe(school)
    }
  })
})

describe('on the server of a school', () => {
  it('a stranger does not look, make, remove or open the door; who is signed in looks', async () => {
    const { session } = await signedIn()
    await makeEntry(app, 'De Wilgenhoek')
    expect(await look(null)).toMatchObject(notAllowed)
    expect(await takeDemonstrationAway(app, null)).toMatchObject(notAllowed)
    expect(await setVisitors(app, null, true)).toMatchObject(notAllowed)
    expect((await look(session)).ok).toBe(true)
    // A colleague without a role takes it from nobody, and lets nobody in.
    expect(await takeDemonstrationAway(app, session)).toMatchObject(notAllowed)
    expect(await setVisitors(app, session, true)).toMatchObject(notAllowed)
    expect(await letsVisitorsIn(app)).toBe(false)
  })

  it('who keeps a school lets strangers in, who then find what there is and make none', async () => {
    const { session } = await signedIn(['administrator'])
    await makeEntry(app, 'De Wilgenhoek')
    expect((await setVisitors(app, session, true)).ok).toBe(true)
    expect(await letsVisitorsIn(app)).toBe(true)
    expect((await look(null)).ok).toBe(true)
    expect((await takeDemonstrationAway(app, session)).ok).toBe(true)
    expect(await letsVisitorsIn(app)).toBe(false)
    expect(await look(null)).toMatchObject(notAllowed)
    expect((await demonstrationEntry(app)).school).toBeNull()
    await makeEntry(app, 'De Wilgenhoek')
    expect((await setVisitors(app, session, false)).ok).toBe(true)
    expect(await look(null)).toMatchObject(notAllowed)
  })

  it('somebody who only looks keeps no school: the leader of the demonstration opens no door', async () => {
    await signedIn()
    await makeEntry(app, 'De Wilgenhoek')
    const { session } = await signedIn()
    const entered = await look(session, 'school_leader')
    if (!entered.ok) throw new Error(entered.failure.code)
    const looking = (await app.auth.sessions.find(entered.value))!
    expect(await onlookerOf(app, looking)).toMatchObject({ managesSchool: false })
    expect(await setVisitors(app, looking, true)).toMatchObject(notAllowed)
    expect(await takeDemonstrationAway(app, looking)).toMatchObject(notAllowed)
  })

  it('one network does not begin looks without end', async () => {
    const { session } = await signedIn()
    await makeEntry(app, 'De Wilgenhoek')
    await database.ownerSql`
      insert into signin.attempts (kind, subject, count, since)
      select 'look_network', sha256('192.0.2.99'::bytea), 149, ${new Date(NOW)}`
    expect((await look(session, 'teacher', '192.0.2.99')).ok).toBe(true)
    expect(await look(session, 'teacher', '192.0.2.99')).toMatchObject({ failure: { code: 'too_many_attempts' } })
    expect((await look(session, 'teacher', '192.0.2.98')).ok).toBe(true)
  })
})

describe('a real school', () => {
  it('is never looked into as somebody, not even where somebody wrote eyes into it', async () => {
    const { session, school, person } = await signedIn(['school_leader'])
    const onlooker = await onlookerOf(app, session)
    const attempt = () => lookAs(app, onlooker, { school, view: 'teacher', device: 'Firefox', replaces: undefined })
    expect(await attempt()).toMatchObject({ failure: { code: 'not_found' } })
    await database.transact(
      school,
      ({ sql }) => sql`
        insert into demonstration_eyes (school_id, view, person_id) values (${school}, 'teacher', ${person})`
    )
    expect(await attempt()).toMatchObject(notAllowed)
    expect(
      await lookAs(app, onlooker, { school: newId(), view: 'teacher', device: '', replaces: undefined })
    ).toMatchObject({
      failure: { code: 'not_found' }
    })
  })
})
