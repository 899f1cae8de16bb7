import type { Id } from '#kernel/id.ts'
import { NOW } from '#people/testing'
import { closeCampaign, openCampaign } from '#questionnaires/server'
import { DAY, give, makeCampaign, type MadeCampaign } from '#questionnaires/testing'
import type { Database } from '#platform/db/door.ts'
import { joinTrust, makeTrust } from './use-cases.server.ts'

const LATER = NOW + 2 * DAY

/** What everybody of a school answers: as many of each answer, from the lowest, as it says. */
export type Given = readonly number[]

/** A school whose team answered one part and whose campaign is closed. */
export async function makeAnswered(database: Database, given: Given, instruments?: string[]): Promise<MadeCampaign> {
  const count = given.reduce((all, one) => all + one, 0)
  const made = await makeCampaign(database, { sizes: [Math.max(count, 12)], ...(instruments ? { instruments } : {}) })
  await answerAndClose(database, made, given)
  return made
}

async function answerAndClose(database: Database, made: MadeCampaign, given: Given): Promise<void> {
  const answers = given.flatMap((count, at) => Array<number>(count).fill(at + 1))
  for (const [at, answer] of answers.entries())
    await give(database, made, made.people[at]!, {
      answers: Object.fromEntries([1, 2, 3, 4, 5, 6].map((place) => [`efficacy-${place}`, answer]))
    })
  await database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.leader, now: made.at }))
}

/** The same school asks again. */
export async function askAgain(database: Database, before: MadeCampaign, given: Given): Promise<MadeCampaign> {
  const wish = {
    title: 'Weer',
    instruments: ['collective-efficacy'],
    groupings: [],
    norm: null,
    closesOn: '2026-12-10'
  }
  const opened = await database.transact(before.school, (tx) =>
    openCampaign(tx, wish, { person: before.leader, now: LATER })
  )
  if (!opened.ok) throw new Error(opened.failure.code)
  const made = { ...before, ...opened.value, at: LATER }
  await answerAndClose(database, made, given)
  return made
}

/** A trust of these schools; the first one makes it. Gives its code. */
export async function makeTrustOf(
  database: Database,
  schools: readonly { school: Id; leader: Id }[],
  name = 'Stichting De Ring'
): Promise<string> {
  const [first, ...others] = schools
  const asking = (one: { leader: Id }) => ({ person: one.leader, now: NOW })
  const made = await database.transact(first!.school, (tx) => makeTrust(tx, { name }, asking(first!)))
  if (!made.ok) throw new Error(made.failure.code)
  for (const one of others) {
    const joined = await database.transact(one.school, (tx) => joinTrust(tx, made.value.code, asking(one)))
    if (!joined.ok) throw new Error(joined.failure.code)
  }
  return made.value.code
}
