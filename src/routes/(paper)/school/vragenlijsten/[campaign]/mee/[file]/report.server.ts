import type { ItemView, SectionView } from '#questionnaires'
import type { Comparison } from '#trust'
import { saidOf } from '#trust/ui'
import type { Report, ReportItem, ReportPart, ResultsToShow } from '#questionnaires/server'
import {
  agreementOf,
  basisOf,
  decimal,
  groupingName,
  groupName,
  hiddenOf,
  partHead,
  sentenceOf,
  titleOf,
  words
} from '#questionnaires/ui'
import * as t from '#texts/results'
import * as talk from '#texts/talk'
import * as trust from '#texts/trust'

/** The page's own sentences, for what is printed and projected. */
export function reportOf(
  shown: ResultsToShow,
  language: Report['language'],
  comparison: Comparison | null = null
): Report {
  const { campaign, view, findings, waves, hidden, texts } = shown
  const before = waves.find(({ means }) => means !== null)?.means ?? {}
  const leaders = [...new Set(view.sections.flatMap((section) => section.leaders.map(({ name }) => name)))]
  const day = new Date(`${campaign.closedOn!}T12:00:00Z`)
  const beside = comparison?.sections.length ? comparison : null
  const lines = [...findings.map(sentenceOf), ...(beside ? [`${trust.beside({ name: beside.trust })}: ${saidOf(beside, view.sections)}`] : [])] // prettier-ignore
  return {
    language,
    title: titleOf(view),
    sub: t.sub({ ...view, title: campaign.title, day }),
    caution: t.sub_not_validated(),
    findings: { title: t.standing_out(), lines: lines.length ? lines : [t.standing_out_none()] },
    parts: view.sections.map((section) => partOf(section, { before: before[section.key] ?? null, hidden, beside })),
    loose: view.loose.length ? { title: t.loose(), items: view.loose.map(itemOf) } : null,
    words: texts.map(({ question, texts: said }) => ({ question: words(question), texts: said })),
    talk: {
      title: t.talk_nav(),
      steps: [
        { title: talk.title_data(), help: talk.help_data() },
        { title: talk.title_information(), help: talk.help_information() },
        { title: talk.title_knowledge(), help: talk.help_knowledge() },
        { title: talk.title_wisdom(), help: talk.help_wisdom() }
      ]
    },
    heads: {
      sentence: t.sentence_head(),
      favourable: t.favourable_head(),
      stroke: t.stroke_is(),
      legend: [
        ...(view.norm ? [t.norm_said(view.norm)] : []),
        ...leaders.map((name) => t.legend_leader({ name })),
        ...(beside ? [trust.legend_others({ name: beside.trust })] : [])
      ]
    }
  }
}

type Beside = { before: number | null; hidden: ResultsToShow['hidden']; beside: Comparison | null }

function partOf(section: SectionView, { before, hidden, beside }: Beside): ReportPart {
  const others = beside?.sections.find(({ key }) => key === section.key) ?? null
  const told = others && trust.report_line({ ...others, mean: decimal(others.mean), name: beside!.trust })
  const { max, mean, interval } = section
  return {
    name: words(section.name),
    head: partHead(section),
    said: [words(section.meaning), agreementOf(section), basisOf(section), told].filter((text) => text !== null),
    scale: {
      max,
      mean,
      interval,
      leaders: section.leaders.map((leader) => leader.mean),
      before,
      others: others?.mean ?? null
    },
    items: section.items.map(itemOf),
    groups: Object.keys(hidden).flatMap((grouping) => {
      const rows = Object.entries(section.groups[grouping] ?? {}).map(([name, figures]) => ({
        name: groupName(grouping, name),
        mean: decimal(figures.mean),
        n: t.group_n({ n: figures.n })
      }))
      const away = hiddenOf(grouping, hidden[grouping]!)
      return rows.length || away ? [{ title: groupingName(grouping), rows, hidden: away }] : []
    })
  }
}

const MET = { yes: t.met_yes, almost: t.met_almost, 'not-yet': t.met_not_yet }

function itemOf(item: ItemView): ReportItem {
  const leaders = item.leaders.map(({ name, answer }) =>
    answer === 'na' ? t.leader_na({ name }) : t.leader_chose({ name, answer: words(item.labels[answer - 1]!) })
  )
  const notes = [
    item.reversed ? t.turned() : '',
    item.notApplicable ? `${t.item_n({ n: item.n })}, ${t.item_na({ count: item.notApplicable })}.` : '',
    ...leaders.map((text) => `${text}.`)
  ]
  const { favourable, norm, n } = item
  return {
    text: words(item.text),
    notes: notes.filter(Boolean).join(' '),
    labels: item.labels.map(words),
    counts: item.counts,
    few: t.item_few(),
    favourable: favourable === null ? null : `${favourable} ${norm ? MET[norm.met]() : t.of_n({ n })}`
  }
}
