/** A school in which lesson visits are under way: a timetable, wishes, open lessons, cover, a plan, a talk. */
import type { Page } from '@playwright/test'
import { newId, type Id } from '#kernel/id.ts'
import { makeVisitingSchool } from '#lesson-visits/testing'
import type { World } from '../../tools/world.ts'
import type { Team } from './team.ts'

/** Noor teaches 5, Karim 6, Thijs takes over classes; Noor wishes to see Karim. */
export async function makeVisits(world: World, team: Team): Promise<{ wish: Id; noor: Id; karim: Id; thijs: Id }> {
  const app = await world.app()
  const [karim, noor, thijs] = [team.people[4]!, team.people[5]!, team.people[6]!]
  const { wish } = await makeVisitingSchool(app.database, {
    school: team.school,
    keeper: team.leader,
    people: [noor, karim, thijs],
    now: app.clock()
  })
  return { wish, noor, karim, thijs }
}

/** Puts a visit at the beginning of this day, as if the week had gone by. */
export async function beginVisits(world: World, team: Team): Promise<Id> {
  const app = await world.app()
  return app.database.transact(team.school, async (tx) => {
    const [row] = await tx.sql<{ id: Id }[]>`
      update visits set day = current_date - 1, talk_day = current_date - 1 returning id`
    return row!.id
  })
}

type Shooting = {
  world: World
  team: Team
  page: (cookie: { name: string; value: string }) => Promise<Page>
  shoot: (page: Page, name: string) => Promise<void>
  open: (page: Page, url: string) => Promise<void>
}

/** Every screen of lesson visits and the timetable, with something on it. */
export async function takeOfVisits({ world, team, page, shoot, open }: Shooting): Promise<void> {
  const leader = await page(await team.leaderCookie())
  const see = async (who: Page, path: string, name: string) => {
    await open(who, world.url + path)
    await shoot(who, name)
  }
  await see(leader, '/leren', 'visits-empty')
  await see(leader, '/leren/plan', 'visits-plan-empty')
  await see(leader, '/school/rooster', 'timetable-none')
  const text = [
    '1;"5";"HOF";"RE";"";1;1;;',
    '2;"6";"XYZ";"RE";"";1;2;;',
    '3;"6";"BEN";"RE";"";9;2;;',
    '4;"6";"BEN";"TA";"";2;44;;'
  ]
  await leader.getByLabel('Kies het bestand met het rooster').setInputFiles({
    name: 'GPU001.TXT',
    mimeType: 'text/plain',
    buffer: Buffer.from(text.join('\n'))
  })
  await leader.getByRole('button', { name: 'Bekijken' }).click()
  await leader.getByRole('heading', { name: /kan erin|kunnen erin|nog geen les/ }).waitFor()
  await shoot(leader, 'timetable-preview')
  const { wish } = await makeVisits(world, team)
  await see(leader, '/school/rooster', 'timetable')
  await see(leader, '/school/rooster/schilderen?groep=groep%207', 'timetable-paint')

  const app = await world.app()
  const extra = [
    { person: team.people[0]!, host: team.people[3]! },
    { person: team.people[1]!, host: team.people[4]! }
  ]
  await app.database.transact(team.school, async (tx) => {
    for (const { person, host } of extra)
      await tx.sql`insert into visit_wishes (school_id, id, person_id, host_id, question, at)
        values (${team.school}, ${newId(app.clock())}, ${person}, ${host}, 'Hoe krijg je iedereen aan het denken?', now())`
    await tx.sql`insert into visit_invitations (school_id, id, person_id, question, at)
      values (${team.school}, ${newId(app.clock())}, ${team.people[3]!}, 'Denken ze zelf na als ik langer wacht?', now())`
  })
  await open(leader, `${world.url}/leren/plan`)
  await leader.getByRole('button', { name: 'Plan maken' }).click()
  await leader.getByText('Het voorstel staat er').waitFor()
  await shoot(leader, 'visits-plan')
  await see(leader, '/leren/overzicht', 'visits-overview')
  const noor = await page(await team.cookieOf('Noor'))
  await see(noor, '/leren', 'visits')
  await see(noor, '/leren/wens', 'visits-wish')
  await see(noor, '/leren/open', 'visits-open')
  await see(noor, '/leren/vervanging', 'visits-cover')
  await see(noor, `/leren/moment/${wish}`, 'visits-moment')
  await see(noor, '/leren/kijkwijzers', 'visits-guides')
  await see(noor, '/vandaag', 'visits-today')
  await app.database.transact(team.school, (tx) => tx.sql`update visits set state = 'agreed'`)
  const visit = await beginVisits(world, team)
  await open(noor, `${world.url}/leren/bezoek/${visit}`)
  await noor.getByLabel('Wat zag je?').fill('Je wachtte zeven tellen. Toen staken er nog vier kinderen hun vinger op.')
  await noor
    .getByLabel('Wat deed het met leerlingen?')
    .fill('Eén kind zei eerst niets. Daarna legde het de som uit aan een ander.')
  await noor.getByRole('button', { name: 'Vertellen aan' }).click()
  await noor.getByText('staat klaar').waitFor()
  await shoot(noor, 'visits-talk-visitor')
  const karim = await page(await team.cookieOf('Karim'))
  await open(karim, `${world.url}/leren/bezoek/${visit}`)
  await karim.getByRole('button', { name: 'Bewaren' }).first().click()
  await karim.getByText('Jij bewaart dit').waitFor()
  await shoot(karim, 'visits-talk-host')
}
