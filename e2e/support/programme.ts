import type { App } from '#app/app.server.ts'
import { newId } from '#kernel/id.ts'
import { grantRole } from '#people/server'
import { startProgramme, todayOf } from '#start-programme/server'
import type { Team } from './team.ts'

/** Makes the last colleague of the team a coach. */
export async function makeCoach(app: App, { school, people }: Team): Promise<void> {
  await app.database.transact(school, (tx) =>
    grantRole(tx, people.at(-1)!, newId(), { role: 'coach', unit: null }, '2020-08-01')
  )
}

/** The start team begins this week: the leader, the first two colleagues, and the last one as the coach. */
export async function beginProgramme(app: App, team: Team): Promise<void> {
  await makeCoach(app, team)
  const started = await app.database.transact(team.school, async (tx) =>
    startProgramme(
      tx,
      {
        outcome: 'begin',
        why: 'Elk kind leest elke dag, en wij leren van elkaar hoe.',
        how: 'Dinsdag om kwart over drie. De bouwvergadering vervalt.',
        leader: team.leader,
        teacher1: team.people[0]!,
        teacher2: team.people[1]!,
        coach: team.people.at(-1)!,
        firstDay: await todayOf(tx, app.clock())
      },
      { person: team.leader, now: app.clock() }
    )
  )
  if (!started.ok) throw new Error(started.failure.code)
}
