import type { Id } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { fullNames } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { resultsOf } from './campaigns.server.ts'
import { findingsOf, type Finding } from './core/findings.ts'
import type { HiddenGroups } from './core/results.ts'
import { viewOf, type ResultView } from './core/view.ts'
import { peopleAsked, type Campaign } from './store/campaigns.server.ts'
import { wavesBefore, type Wave } from './waves.server.ts'

export type ResultsToShow = {
  campaign: Campaign
  view: ResultView
  findings: Finding[]
  waves: Wave[]
  /** Groups that exist and are not shown: too few people, or another one could be worked out from them. */
  hidden: Record<string, HiddenGroups>
  /** By question, with what was asked. */
  texts: { question: { nl: string; en: string }; texts: string[] }[]
}

/** Everything that pages, reports and slides tell of a closed campaign. All of it comes from here. */
export async function resultsToShow(tx: Tx, id: Id, { person }: { person: Id }): Promise<Result<ResultsToShow>> {
  const found = await resultsOf(tx, id, { person })
  if (!found.ok) return found
  const { campaign, results, texts, shared } = found.value
  const names = await fullNames(
    tx,
    shared.map((one) => one.person)
  )
  const leaders = shared.map((one) => ({ name: names.get(one.person) ?? '', answers: one.answers }))
  const view = viewOf(campaign.form, results, { norm: campaign.norm, leaders: results.tooFew ? [] : leaders })
  const waves = results.tooFew ? [] : await wavesBefore(tx, campaign)
  return ok({
    campaign,
    view,
    findings: findingsOf(view, waves.find(({ means }) => means !== null)?.means ?? {}),
    waves,
    hidden: await hiddenGroups(tx, campaign, view),
    texts: campaign.form.open.flatMap(({ key, text }) => (texts[key] ? [{ question: text, texts: texts[key] }] : []))
  })
}

async function hiddenGroups(tx: Tx, campaign: Campaign, view: ResultView): Promise<Record<string, HiddenGroups>> {
  if (view.tooFew) return {}
  const people = await peopleAsked(tx, campaign.id)
  const shown = (grouping: string, name: string) =>
    view.sections.some(({ groups }) => groups[grouping]?.[name] !== undefined)
  const all = campaign.groupings.map((grouping) => {
    const labels = new Set(people.map(({ labels }) => labels[grouping] ?? ''))
    const names = [...labels].filter((name) => name !== '' && !shown(grouping, name)).sort()
    return [grouping, { names, isEverybody: labels.size === 1 && names.length === 1 }] as const
  })
  return Object.fromEntries(all)
}
