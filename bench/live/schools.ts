import type { App } from '#app/app.server.ts'
import { BOARD_COOKIE } from '#app/viewers.server.ts'
import { pairDigiboard } from '#board-sessions/server'
import { newId, type Id } from '#kernel/id.ts'
import { hashToken, newToken } from '#platform/auth/tokens.ts'
import { makeAccount, makePeople, makeSchool, makeUnitOf, signInCookie } from '../../tools/world.ts'
import type { BenchUnit } from './plan.ts'

const UNITS_PER_SCHOOL = 5

/** Pairs a digiboard with a unit; returns the cookie by which it is known. */
export async function pairedBoardCookie(app: App, school: Id, unit: Id, by: Id): Promise<string> {
  const device = newId()
  const secret = newToken()
  const board = { id: device, unit, secretHash: hashToken(secret), by, now: app.clock(), timeZone: 'Europe/Amsterdam' }
  await app.database.transact(school, (tx) => pairDigiboard(tx, board))
  return `${BOARD_COOKIE}=${school}.${device}.${secret}`
}

export async function memberCookie(app: App, school: Id, person: Id, email: string): Promise<string> {
  const account = await makeAccount(app, school, person, email)
  const { name, value } = await signInCookie(app, account, school)
  return `${name}=${value}`
}

/** Units with a digiboard and, for the other devices, members who are signed in on their phones. */
export async function makeUnits(app: App, count: number, devicesEach: number): Promise<BenchUnit[]> {
  const units: BenchUnit[] = []
  while (units.length < count) {
    const number = units.length / UNITS_PER_SCHOOL
    const founder = { givenName: 'Bo', infix: '', familyName: 'Bakker', email: `bo@school-${number}.example` }
    const { school } = await makeSchool(app, `School ${number}`, founder)
    for (let at = 0; at < UNITS_PER_SCHOOL && units.length < count; at++)
      units.push(await makeUnit(app, school, `Unit ${at + 1}`, devicesEach, units.length))
  }
  return units
}

async function makeUnit(app: App, school: Id, name: string, size: number, number: number): Promise<BenchUnit> {
  const people = Array.from({ length: size - 1 }, (_, at) => ({
    givenName: `Sam${at}`,
    infix: '',
    familyName: `Visser${number}`,
    email: `sam${at}@unit-${number}.example`
  }))
  const members = await makePeople(app, school, people)
  const unit = await makeUnitOf(app, school, name, members)
  const phones = await Promise.all(
    members.map(async (person, at) => ({ person, cookie: await memberCookie(app, school, person, people[at]!.email) }))
  )
  const board = { person: null, cookie: await pairedBoardCookie(app, school, unit, members[0]!) }
  return { unit, members, devices: [board, ...phones] }
}
