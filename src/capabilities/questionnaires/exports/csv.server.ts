/**
 * Results as tables for a spreadsheet, R or SPSS: whole numbers only, so that no comma or point can be mistaken. Nothing
 * comes out that the screens do not show, and rows only from ten answers on.
 */
import Papa from 'papaparse'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import type { InTwo } from '../core/instrument.ts'
import type { Answers, Form } from '../core/form.ts'
import type { ResultView } from '../core/view.ts'
import { resultsToShow } from '../results-view.server.ts'
import { mayTakeRowsOf, standingFor } from '../rights.server.ts'
import { readClosedAnswers } from '../store/campaigns.server.ts'

/** A row is one person without a name; among so few as five a known answer would give away the others. */
export const ROWS_FROM = 10
/** "Does not apply" in rows; an answer that was left open is empty. */
export const NOT_APPLICABLE = -9

type Language = keyof InTwo
type Cell = string | number

/** Names of variables as SPSS and R take them. */
const nameOf = (key: string): string => key.replaceAll('-', '_')

const BYTE_ORDER_MARK = '\uFEFF'
const csv = (rows: Cell[][]): string =>
  BYTE_ORDER_MARK + Papa.unparse(rows, { delimiter: ';', newline: '\r\n', escapeFormulae: true }) + '\r\n'

/** Of some sentences the same figures of people who were asked elsewhere, by the key of the sentence. */
export type Beside = Record<string, { grouping: string; group: string; counts: readonly number[]; n: number }>

/** A column for each answer: how often it was given, for everybody and for each group that is shown. */
export function figuresCsv(view: ResultView, language: Language, beside: Beside = {}): string {
  const items = [...view.sections.flatMap((part) => part.items.map((item) => ({ part, item }))), ...view.loose.map((item) => ({ part: null, item }))] // prettier-ignore
  const rows: Cell[][] = [['part', 'variable', 'sentence', 'grouping', 'group', 'answer', 'label', 'count', 'n']]
  for (const { part, item } of items) {
    const told = (grouping: string, group: string, counts: readonly number[], n: number) =>
      counts.forEach((count, at) => {
        const [name, text] = [part?.name[language] ?? '', item.text[language]]
        rows.push([name, nameOf(item.key), text, grouping, group, at + 1, item.labels[at]![language], count, n])
      })
    if (!item.counts) continue
    told('', '', item.counts, item.n)
    for (const [grouping, groups] of Object.entries(item.groups))
      for (const [group, { counts, n }] of Object.entries(groups)) told(grouping, group, counts, n)
    const others = beside[item.key]
    if (others) told(others.grouping, others.group, others.counts, others.n)
  }
  return csv(rows)
}

/** What each column of the rows means, and each number in it. */
export function codebookCsv(form: Form, language: Language): string {
  const partOf = (key: string) => form.constructs.find(({ items }) => items.includes(key))?.name[language] ?? ''
  const rows: Cell[][] = [['variable', 'sentence', 'part', 'turned', 'value', 'label']]
  for (const { key, text, reversed, scale } of form.items) {
    const { min, labels } = form.scales[scale]!
    const about: Cell[] = [nameOf(key), text[language], partOf(key), reversed ? 1 : 0]
    labels.forEach((label, at) => rows.push([...about, min + at, label[language]]))
    rows.push([...about, NOT_APPLICABLE, language === 'nl' ? 'niet van toepassing' : 'does not apply'])
  }
  return csv(rows)
}

/** A row for each set of answers, in an order that says nothing; without what too few people answered. */
export function rowsCsv(form: Form, view: ResultView, answers: readonly Answers[]): string {
  const told = new Set([...view.sections.flatMap(({ items }) => items), ...view.loose].filter(({ counts }) => counts).map(({ key }) => key)) // prettier-ignore
  const keys = form.items.map(({ key }) => key).filter((key) => told.has(key))
  const cell = (answer: Answers[string] | undefined): Cell => (answer === 'na' ? NOT_APPLICABLE : (answer ?? ''))
  return csv([keys.map(nameOf), ...answers.map((row) => keys.map((key) => cell(row[key])))])
}

/** Whether somebody may take the rows of a campaign along. */
export async function rowsOf(tx: Tx, id: Id, { person }: { person: Id }): Promise<Result<string>> {
  const shown = await resultsToShow(tx, id, { person })
  if (!shown.ok) return shown
  const { campaign, view } = shown.value
  if (!mayTakeRowsOf(await standingFor(tx, person), campaign)) return refuse({ code: 'not_allowed' })
  if (view.answered < ROWS_FROM) return refuse({ code: 'rows_too_few', params: { least: ROWS_FROM } })
  return ok(rowsCsv(campaign.form, view, await readClosedAnswers(tx, id)))
}
