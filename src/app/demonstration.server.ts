import {
  DEFAULT_NAME,
  DEFAULT_SEED,
  mayLookAround,
  mayRemakeDemonstration,
  mayRemoveDemonstration,
  mayWelcomeVisitors,
  castOf,
  VIEWS,
  type Onlooker,
  type View
} from '#demo'
import { eyesOf, lookAs, makeDemonstration, removeDemonstration, type Eye } from '#demo/server'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { mayManagePeople } from '#people'
import { hasRealSchools, listDemonstrations, listUnits, schoolSign, standingOf } from '#people/server'
import { isClaimed } from '#platform/auth/claim.ts'
import { membershipsOf } from '#platform/auth/memberships.ts'
import { areVisitorsWelcome, countLook, welcomeVisitors } from '#platform/auth/visitors.ts'
import type { Session } from '#platform/auth/sessions.ts'
import type { App } from './app.server.ts'

/** Who asks to look around, as the policy wants to know it. */
export async function onlookerOf({ auth, database }: App, session: Session | null): Promise<Onlooker> {
  const [claimed, visitorsAreWelcome, { exist, mine }] = await Promise.all([
    isClaimed(auth),
    areVisitorsWelcome(auth),
    database.signin(async (tx) => ({
      exist: await hasRealSchools(tx),
      mine: session ? await membershipsOf(tx, session.account) : []
    }))
  ])
  let managesSchool = false
  for (const { school, person } of mine) {
    const sign = await database.signin((tx) => schoolSign(tx, school))
    if (!sign || sign.isDemonstration) continue
    const { grants } = await database.read(school, (tx) => standingOf(tx, person))
    managesSchool ||= mayManagePeople(grants)
  }
  return { isClaimed: claimed || exist, isSignedIn: session !== null, managesSchool, visitorsAreWelcome }
}

/** Is there a demonstration school on this server that a stranger may enter? For the door of sign-in. */
export async function letsVisitorsIn({ auth, database }: App): Promise<boolean> {
  if (!(await areVisitorsWelcome(auth))) return false
  return (await database.signin(listDemonstrations)).length > 0
}

/** Strangers may look around from now on, or no more. */
export async function setVisitors(app: App, session: Session | null, areWelcome: boolean): Promise<Result<void>> {
  if (!mayWelcomeVisitors(await onlookerOf(app, session))) return refuse({ code: 'not_allowed' })
  await welcomeVisitors(app.auth, areWelcome)
  return ok(undefined)
}

export type Entry = { school: Id | null; name: string; eyes: Pick<Eye, 'view' | 'givenName'>[] }

/** The demonstration school of this server; before it is made, what it will be. */
export async function demonstrationEntry({ database }: App): Promise<Entry> {
  const [first] = await database.signin(listDemonstrations)
  const eyes = first ? await database.read(first.id, eyesOf) : []
  // One that was broken off while it was made has no eyes yet, and is made anew.
  if (first && eyes.length > 0) return { school: first.id, name: first.name, eyes }
  const cast = castOf({ name: DEFAULT_NAME, seed: DEFAULT_SEED })
  const future = VIEWS.map((view) => ({ view, givenName: cast.people[cast.eyes[view]]!.givenName }))
  return { school: null, name: first?.name ?? DEFAULT_NAME, eyes: future }
}

let making: Promise<Result<Id>> | null = null

/** Makes it, or makes it anew. Whoever asks meanwhile waits for the same one. */
export function makeEntry(app: App, name: string): Promise<Result<Id>> {
  return (making ??= make(app, name).finally(() => (making = null)))
}

async function make(app: App, name: string): Promise<Result<Id>> {
  const { database, clock } = app
  const [before] = (await database.signin(listDemonstrations)).filter((school) => school.name === name)
  const units = before ? await database.read(before.id, listUnits) : []
  const made = await makeDemonstration(database, { name, seed: DEFAULT_SEED, now: clock() })
  if (!made.ok) return made
  forget(
    app,
    units.map(({ id }) => id),
    made.value.school
  )
  return ok(made.value.school)
}

/** Open screens of a school that is gone are told so. */
function forget(app: App, units: Id[], school: Id): void {
  app.auth.sessions.forgetAll()
  app.peopleChanged(school, units)
}

/** Lets somebody in through one of the doors; the school is made when it is first entered. Gives the session's token. */
export async function enterDemonstration(
  app: App,
  session: Session | null,
  { view, device, network, replaces }: { view: View; device: string; network: string; replaces: string | undefined }
): Promise<Result<string>> {
  const onlooker = await onlookerOf(app, session)
  if (!mayLookAround(onlooker)) return refuse({ code: 'not_allowed' })
  const counted = await countLook(app.auth, network)
  if (!counted.ok) return counted
  const entry = await demonstrationEntry(app)
  if (!entry.school && !mayRemakeDemonstration(onlooker)) return refuse({ code: 'not_allowed' })
  const school = entry.school ? ok(entry.school) : await makeEntry(app, entry.name)
  if (!school.ok) return school
  return lookAs(app, onlooker, { school: school.value, view, device, replaces })
}

export async function takeDemonstrationAway(app: App, session: Session | null): Promise<Result<void>> {
  if (!mayRemoveDemonstration(await onlookerOf(app, session))) return refuse({ code: 'not_allowed' })
  const { school } = await demonstrationEntry(app)
  if (!school) return ok(undefined)
  const units = await app.database.read(school, listUnits)
  const removed = await removeDemonstration(app.database, school)
  if (removed.ok)
    forget(
      app,
      units.map(({ id }) => id),
      school
    )
  return removed
}

/** Is this a school in which nothing may reach the world outside: no invitation, no password? */
export const isDemonstration = async ({ database }: Pick<App, 'database'>, school: Id): Promise<boolean> =>
  (await database.signin((tx) => schoolSign(tx, school)))?.isDemonstration ?? false
