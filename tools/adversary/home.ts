/** The home of the adversary's test: two schools with everything in them, and somebody of every kind. */
import type { App } from '#app/app.server.ts'
import { closeTheDoor } from '#app/leaving.server.ts'
import { BOARD_COOKIE } from '#app/viewers.server.ts'
import type { BoardCommand } from '#board-sessions'
import { endPairing, pairDigiboard } from '#board-sessions/server'
import { addDays, dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import type { Role } from '#people'
import { grantRole, importPeople, leaveSchool, readRoster } from '#people/server'
import { openCampaign } from '#questionnaires/server'
import { ensureAccount } from '#platform/auth/accounts.ts'
import { sessionCookie } from '#platform/auth/cookies.ts'
import { hashToken, newToken } from '#platform/auth/tokens.ts'
import type { EmailAddress } from '#platform/mail/address.ts'
import { makeAccount, makePeople, makeSchool, makeUnitOf, signInCookie } from '../world.ts'
import type { Actor } from './routes.ts'

/** The name of the school: on every page of whoever is of it. */
export const NAME = 'Kanariehuis'
/** In names, goals and successes: everybody of the school may read it, and nobody else. */
export const OF_SCHOOL = 'Kanarievogel'
/** In actions, check-ins and what was parked: for the unit. */
export const OF_UNIT = 'Kanariegeheim'

export type Home = {
  school: Id
  other: Id
  unit: Id
  session: Id
  import: Id
  device: Id
  /** A questionnaire that runs. */
  campaign: Id
  /** A role that `person` holds. */
  role: Id
  /** Somebody whom the leader may change, and who is no actor. */
  person: Id
  /** A fresh cookie, as the browser of this actor sends it. */
  cookieOf(actor: Actor): Promise<string>
}

type Place = { school: Id; founder: Id; unit: Id; members: Id[]; accounts: Map<Actor, Id>; boards: Map<Actor, string> }

const PEOPLE = [
  'colleague',
  'neighbour',
  'member',
  'lead',
  'coach',
  'quality',
  'trust',
  'administrator',
  'guest',
  'formerGuest',
  'former'
] as const
const ROLES: Partial<Record<(typeof PEOPLE)[number], Role>> = {
  coach: 'coach',
  quality: 'quality_coordinator',
  trust: 'trust_member',
  administrator: 'administrator'
}
const BEFORE = '2020-08-01'

export async function makeHome(app: App): Promise<Home> {
  const home = await makePlace(app)
  const other = await makeSchool(app, 'De Overkant', {
    ...{ givenName: 'Olle', infix: '', familyName: 'Overkant' },
    email: 'olle@overkant.example'
  })
  const theirs = await makeUnitOf(app, other.school, 'Overbouw', [other.founder])
  home.accounts.set('other', await makeAccount(app, other.school, other.founder, 'olle@overkant.example'))
  home.boards.set('foreignBoard', (await pair(app, other.school, theirs, other.founder)).cookie)
  home.accounts.set('stranger', await loneAccount(app))
  const { session, device } = await fillBoard(app, home)
  await bringHistory(app, home, other.school)

  const spare = { givenName: 'Spaar', infix: '', familyName: OF_SCHOOL, email: 'spaar@thuis.example' }
  const person = (await makePeople(app, home.school, [spare]))[0]!
  const role = newId()
  await app.database.transact(home.school, (tx) =>
    grantRole(tx, person, role, { role: 'quality_coordinator', unit: null }, BEFORE)
  )

  // One browser that was signed in when its owner left.
  const former = home.accounts.get('former')!
  const left = await signInCookie(app, former, home.school)
  const gone = home.members.at(-1)!
  await app.database.transact(home.school, (tx) => leaveSchool(tx, gone, home.members[0]!, app.clock()))
  await closeTheDoor(app, home.school, gone)

  return {
    school: home.school,
    other: other.school,
    unit: home.unit,
    session,
    device,
    campaign: await aCampaign(app, home),
    import: await anImport(app, home.school),
    person,
    role,
    async cookieOf(actor) {
      if (actor === 'nobody') return ''
      if (actor === 'forged')
        return `${sessionCookie(false).name}=${newToken()}; ${BOARD_COOKIE}=${home.school}.${newId()}.${newToken()}`
      if (actor === 'former') return `${left.name}=${left.value}`
      const board = home.boards.get(actor)
      if (board) return board
      const school = actor === 'other' ? other.school : home.school
      const account = home.accounts.get(actor)!
      const { name: cookie, value } =
        actor === 'stranger' ? await strangerCookie(app, account) : await signInCookie(app, account, school)
      return `${cookie}=${value}`
    }
  }
}

const name = (givenName: string) => ({ givenName, infix: '', familyName: 'Huisgenoot' })
const addressOf = (actor: string) => `${actor.toLowerCase()}@thuis.example`

async function makePlace(app: App): Promise<Place> {
  const { school, founder } = await makeSchool(app, `De ${NAME}`, {
    ...name('Leider'),
    email: addressOf('leader')
  })
  const members = await makePeople(
    app,
    school,
    PEOPLE.map((actor) => ({ ...name(actor), email: addressOf(actor) }))
  )
  const of = (actor: (typeof PEOPLE)[number]) => members[PEOPLE.indexOf(actor)]!
  const unit = await makeUnitOf(app, school, 'Thuis', [of('member'), of('lead'), of('former')])
  const beside = await makeUnitOf(app, school, 'Buren', [of('neighbour')])
  await app.database.transact(school, async (tx) => {
    for (const [actor, role] of Object.entries(ROLES))
      await grantRole(tx, of(actor as never), newId(), { role, unit: null }, BEFORE)
    await grantRole(tx, of('lead'), newId(), { role: 'unit_lead', unit }, BEFORE)
    await grantRole(tx, of('neighbour'), newId(), { role: 'unit_lead', unit: beside }, BEFORE)
    const guests = [
      ['guest', '2099-12-31'],
      ['formerGuest', '2021-08-01']
    ] as const
    for (const [actor, until] of guests) await grantRole(tx, of(actor), newId(), { role: 'guest', unit, until }, BEFORE)
    await tx.sql`
      insert into memberships ${tx.sql({
        school_id: school,
        unit_id: unit,
        person_id: of('formerGuest'),
        since: BEFORE,
        until: '2021-08-01',
        source: 'hand'
      } as never)}`
    // The founder is both; here the administrator is somebody else.
    await tx.sql`delete from roles where person_id = ${founder} and role = 'administrator'`
  })
  const accounts = new Map<Actor, Id>([['leader', await makeAccount(app, school, founder, addressOf('leader'))]])
  for (const actor of PEOPLE) accounts.set(actor, await makeAccount(app, school, of(actor), addressOf(actor)))
  const boards = new Map<Actor, string>([
    ['board', (await pair(app, school, unit, of('lead'))).cookie],
    ['otherBoard', (await pair(app, school, beside, of('neighbour'))).cookie]
  ])
  const ended = await pair(app, school, unit, of('lead'))
  await app.database.transact(school, (tx) => endPairing(tx, unit, ended.device, of('lead')))
  boards.set('endedBoard', ended.cookie)
  return { school, founder, unit, members, accounts, boards }
}

async function pair(app: App, school: Id, unit: Id, by: Id): Promise<{ device: Id; cookie: string }> {
  const [device, secret] = [newId(), newToken()]
  const board = { id: device, unit, secretHash: hashToken(secret), by, now: app.clock(), timeZone: 'Europe/Amsterdam' }
  await app.database.transact(school, (tx) => pairDigiboard(tx, board))
  return { device, cookie: `${BOARD_COOKIE}=${school}.${device}.${secret}` }
}

const loneAccount = (app: App): Promise<Id> =>
  app.database.signin((tx) =>
    ensureAccount(tx, { email: 'zwerver@nergens.example' as EmailAddress, language: 'nl', now: app.clock() })
  )

async function strangerCookie(app: App, account: Id) {
  const value = await app.database.signin((tx) => app.auth.sessions.start(tx, { account, device: 'world' }))
  return { name: sessionCookie(false).name, value }
}

/** A board with an ended session and one that is open, and the unit's own words on it. */
async function fillBoard(app: App, { school, unit, members }: Place): Promise<{ session: Id; device: Id }> {
  const [member, lead] = [members[PEOPLE.indexOf('member')]!, members[PEOPLE.indexOf('lead')]!]
  const put = async (command: BoardCommand, person = member) => {
    const { seq: base } = await app.engine.open(school, unit)
    const receipt = await app.engine.submit(school, unit, { person, device: null }, { key: newId(), base, command })
    if (!receipt.ok) throw new Error(`${command.type} was refused: ${receipt.failure.code}`)
  }
  const session = newId()
  await put({ type: 'add-goal', id: newId(), text: `Doel ${OF_SCHOOL}` })
  await put({ type: 'start-session', session, facilitator: lead })
  await put({ type: 'add-action', id: newId(), text: `Actie ${OF_UNIT}`, owners: [lead] })
  await put({ type: 'close-session' })
  await put({ type: 'start-session', session: newId(), facilitator: member })
  await put({ type: 'check-in', id: newId(), person: member, mood: 'heavy', need: `Behoefte ${OF_UNIT}`, offer: '' })
  await put({ type: 'park', id: newId(), text: `Later ${OF_UNIT}` })
  await put({ type: 'add-success', id: newId(), text: `Gelukt ${OF_SCHOOL}` })
  return { session, device: (await pair(app, school, unit, lead)).device }
}

async function anImport(app: App, school: Id): Promise<Id> {
  const reading = await readRoster(new TextEncoder().encode(`Voornaam;Achternaam\nIm;${OF_SCHOOL}\n`))
  if (!reading.ok) throw new Error(reading.failure.code)
  const id = newId()
  const order = { id, by: null, fileName: `${OF_SCHOOL}.csv`, now: app.clock(), timeZone: 'Europe/Amsterdam' }
  await app.database.transact(school, (tx) => importPeople(tx, reading.value, order))
  return id
}

/** A questionnaire of the whole school, asked by its leader. */
async function aCampaign(app: App, { school, founder }: Place): Promise<Id> {
  const closesOn = addDays(dayOf(app.clock(), 'Europe/Amsterdam'), 14)
  const wish = {
    title: `Scan ${OF_SCHOOL}`,
    instruments: ['collective-efficacy'],
    groupings: ['unit'],
    norm: 7,
    closesOn
  }
  const opened = await app.database.transact(school, (tx) =>
    openCampaign(tx, wish, { person: founder, now: app.clock() })
  )
  if (!opened.ok) throw new Error(opened.failure.code)
  return opened.value.id
}

/** What other capabilities keep: give each something of the home school to find. A line per capability. */
async function bringHistory(_app: App, _home: Place, _other: Id): Promise<void> {}
