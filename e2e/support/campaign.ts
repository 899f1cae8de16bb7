import type { App } from '#app/app.server.ts'
import { addDays, dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { answerCampaign, closeCampaign, findCampaign, openCampaign } from '#questionnaires/server'
import type { Team } from './team.ts'

/** A questionnaire of the whole school, sent out by its leader; gives its id. */
export async function askSchool(app: App, team: Team, title: string, instruments: string[]): Promise<Id> {
  const now = app.clock()
  const closesOn = addDays(dayOf(now, 'Europe/Amsterdam'), 14)
  const wish = { title, instruments, groupings: ['unit'], norm: 7, closesOn }
  const opened = await app.database.transact(team.school, (tx) => openCampaign(tx, wish, { person: team.leader, now }))
  if (!opened.ok) throw new Error(opened.failure.code)
  return opened.value.id
}

/** A team answers as teams do (each in a way of their own), the leader shares, and it is closed. */
export async function answerAndClose(app: App, team: Team, campaign: Id, count: number): Promise<void> {
  const now = app.clock()
  const { form } = (await app.database.read(team.school, (tx) => findCampaign(tx, campaign)))!
  const answer = (person: Id, seed: number, share = false) => {
    const answers = form.items.map(({ key, scale, reversed }, at) => {
      const { max } = form.scales[scale]!
      const leaning = 3.4 + 1.4 * Math.sin(Math.floor(at / 4) * 1.7) + 1.3 * Math.sin(seed * 12.99 + at * 78.23)
      const given = Math.min(max, Math.max(1, Math.round(leaning)))
      return [key, seed === 3 && at % 9 === 0 ? 'na' : reversed ? max + 1 - given : given] as const
    })
    const texts: Record<string, string> =
      seed % 2 ? { open: `Vaker bij elkaar kijken, in de roostertijd (${seed})` } : {}
    const input = { answers: Object.fromEntries(answers), texts }
    return app.database.transact(team.school, (tx) =>
      answerCampaign(tx, { campaign, by: { person }, now, share }, input)
    )
  }
  for (const [seed, person] of team.people.slice(0, count).entries()) await answer(person, seed)
  await answer(team.leader, 99, true)
  await app.database.transact(team.school, (tx) => closeCampaign(tx, campaign, { person: team.leader, now }))
}
