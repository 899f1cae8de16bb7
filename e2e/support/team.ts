import type { Id } from '#kernel/id.ts'
import type { App } from '#app/app.server.ts'
import type { PersonName } from '#people'
import { makeAccount, makePeople, makeSchool, makeUnitOf, signInCookie } from '../../tools/world.ts'

export const SCHOOL = 'De Regenboog'

const person = (givenName: string, infix: string, familyName: string): PersonName & { email: string } => ({
  givenName,
  infix,
  familyName,
  email: `${plain(givenName)}.${plain(familyName)}@regenboog.example`
})
const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()

const LEADER = person('Marijke', 'van den', 'Heuvel')

/** Fourteen colleagues with names as schools have them; two are called Sanne. */
export const COLLEAGUES = [
  person('Annemarie', 'van den', 'Bosch-el Amrani'),
  person('Sanne', 'de', 'Wit'),
  person('Sanne', '', 'Verhoeven'),
  person('Fatima', '', 'El Amrani'),
  person('Karim', '', 'Benali'),
  person('Noor', "van 't", 'Hof'),
  person('Thijs', 'op den', 'Kamp-Hoekstra'),
  person('Emine', '', 'Yılmaz'),
  person('Jan-Willem', 'van der', 'Heijden-Oosterbaan'),
  person('Zoë', '', 'Brouwer'),
  person('Priya', '', 'Ramdin'),
  person('Ruud', "in 't", 'Veld'),
  person('Agnieszka', '', 'Kowalska-Zijlstra'),
  person('Shirley', '', 'Pinas')
] as const

export type Team = {
  school: Id
  unit: Id
  leader: Id
  /** In the order of COLLEAGUES. */
  people: Id[]
  /** Signs a colleague in, found by the given name (of the first who bears it). */
  cookieOf(givenName: string): Promise<{ name: string; value: string }>
  leaderCookie(): Promise<{ name: string; value: string }>
}

/** A school with one unit of colleagues, straight into the database: for tests about what comes after. */
export async function makeTeam(
  app: App,
  { school: name = SCHOOL, unit = 'Middenbouw', size = COLLEAGUES.length as number } = {}
) {
  const { school, founder } = await makeSchool(app, name, LEADER)
  const colleagues = COLLEAGUES.slice(0, size)
  const people = await makePeople(app, school, colleagues)
  const team: Team = {
    school,
    unit: await makeUnitOf(app, school, unit, people),
    leader: founder,
    people,
    async cookieOf(givenName) {
      const place = colleagues.findIndex((colleague) => colleague.givenName === givenName)
      const account = await makeAccount(app, school, people[place]!, colleagues[place]!.email)
      return signInCookie(app, account, school)
    },
    leaderCookie: async () => signInCookie(app, await makeAccount(app, school, founder, LEADER.email), school)
  }
  return team
}
