/** Earlier campaigns beside this one: only where nobody can be found in the difference. */
import { comparable } from '#analytics/suppression/suppress.ts'
import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Form } from './core/form.ts'
import * as store from './store/campaigns.server.ts'

export type Wave = {
  id: Id
  title: string
  closedOn: Day
  answered: number
  asked: number
  /** null: one to four people were asked in only one of the two, and the difference would be about them. */
  means: Record<string, number> | null
}

/** Closed campaigns of the same team from before, the latest first, with the parts that asked exactly the same. */
export async function wavesBefore(tx: Tx, campaign: store.Campaign): Promise<Wave[]> {
  const earlier = (await store.listCampaigns(tx)).filter(
    (one) =>
      one.id !== campaign.id &&
      one.closedOn !== null &&
      one.kind === campaign.kind &&
      one.unit === campaign.unit &&
      one.goal === campaign.goal &&
      one.about === campaign.about &&
      (one.closedOn < campaign.closedOn! || (one.closedOn === campaign.closedOn && one.id < campaign.id))
  )
  const now = await setOf(tx, campaign.id)
  /** Of a team that is not known nobody can tell how far it differs; two files with five others may be of one team. */
  const mayStandBeside = async (one: store.Campaign): Promise<boolean> => {
    const teams = [campaign.importedTeam, one.importedTeam]
    if (teams.includes('unknown') || teams.every((team) => team === 'five')) return false
    return teams.includes('five') || comparable(await setOf(tx, one.id), now)
  }
  const waves: Wave[] = []
  for (const one of earlier) {
    const shared = sharedConstructs(one.form, campaign.form)
    const results = await store.readResults(tx, one.id)
    if (!results || results.tooFew || shared.length === 0) continue
    const means = shared.flatMap((key) => {
      const mean = results.constructs[key]?.mean
      return typeof mean === 'number' ? [[key, mean] as const] : []
    })
    waves.push({
      ...{ id: one.id, title: one.title, closedOn: one.closedOn!, answered: results.answered, asked: results.asked },
      means: (await mayStandBeside(one)) ? Object.fromEntries(means) : null
    })
  }
  return waves
}

const setOf = async (tx: Tx, campaign: Id): Promise<Set<string>> =>
  new Set((await store.peopleAsked(tx, campaign)).filter(({ labels }) => !labels['as']).map(({ person }) => person))

/** Constructs of which every sentence is the same in both, word for word. */
export function sharedConstructs(one: Form, other: Form): string[] {
  const worded = (form: Form) =>
    new Map(
      form.constructs.map(({ key, items }) => [
        key,
        JSON.stringify(items.map((item) => form.items.find(({ key }) => key === item)))
      ])
    )
  const [left, right] = [worded(one), worded(other)]
  return [...left].flatMap(([key, words]) => (right.get(key) === words && words !== '[]' ? [key] : []))
}
