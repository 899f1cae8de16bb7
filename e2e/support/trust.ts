import type { App } from '#app/app.server.ts'
import type { Id } from '#kernel/id.ts'
import { contribute, joinTrust, makeTrust } from '#trust/server'
import { answerAndClose, askSchool } from './campaign.ts'
import { makeTeam } from './team.ts'

/** Three schools of one trust, each with a closed questionnaire that takes part; gives the code to join. */
export async function makeTrustOfThree(app: App, name: string, instruments: string[]): Promise<string> {
  let code = ''
  for (const school of ['De Ark', 'De Brug', 'De Cirkel']) {
    const team = await makeTeam(app, { school: `${school} (${name})`, size: 9 })
    const campaign = await askSchool(app, team, 'Scan', instruments)
    await answerAndClose(app, team, campaign, school === 'De Ark' ? 9 : 7)
    const asking = { person: team.leader, now: app.clock() }
    const done = await app.database.transact(team.school, async (tx) => {
      if (code !== '') return joinTrust(tx, code, asking)
      const made = await makeTrust(tx, { name }, asking)
      if (made.ok) code = made.value.code
      return made
    })
    if (!done.ok) throw new Error(done.failure.code)
    await giveToTrust(app, { ...team, campaign })
  }
  return code
}

/** Lets a closed questionnaire take part. */
export async function giveToTrust(app: App, { school, leader, campaign }: { school: Id; leader: Id; campaign: Id }) {
  const by = { person: leader, now: app.clock() }
  const given = await app.database.transact(school, (tx) => contribute(tx, campaign, by))
  if (!given.ok) throw new Error(given.failure.code)
}
