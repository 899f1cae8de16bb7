import { ok, refuse, type Result } from '#kernel/result.ts'
import { readText } from './decision.ts'

/** Four ways of leading, by which the signs are grouped. A sign may belong to two of them. */
export const STYLES = ['stimulating', 'facilitating', 'connecting', 'intervening'] as const
export type Style = (typeof STYLES)[number]

export type Question = { id: string; ask: string; hint: string }
export type Indicator = { id: string; styles: Style[]; text: string }
export type ObservationForm = { questions: Question[]; indicators: Indicator[] }
export type Observed = { answers: Record<string, string>; indicators: string[] }

export const ANSWER_LIMIT = 800

/** What a coach saw: of the questions of the form those that were answered, in the order of the form; at least one. */
export function readObservation(
  wish: { answers: Readonly<Record<string, string>>; indicators: readonly string[] },
  form: ObservationForm
): Result<Observed> {
  const answers: Record<string, string> = {}
  for (const { id } of form.questions) {
    const said = readText(wish.answers[id] ?? '', { field: id, limit: ANSWER_LIMIT, needed: false })
    if (!said.ok) return said
    if (said.value !== '') answers[id] = said.value
  }
  const indicators = form.indicators.map(({ id }) => id).filter((id) => wish.indicators.includes(id))
  const first = form.questions[0]
  if (Object.keys(answers).length === 0 && first) return refuse({ code: 'observation_empty', field: first.id })
  return ok({ answers, indicators })
}

/** The signs that were seen, by way of leading; a way without any sign is not named. */
export function seenByStyle(
  seen: readonly string[],
  indicators: readonly Indicator[]
): { style: Style; texts: string[] }[] {
  return STYLES.map((style) => ({
    style,
    texts: indicators.filter(({ id, styles }) => seen.includes(id) && styles.includes(style)).map(({ text }) => text)
  })).filter(({ texts }) => texts.length > 0)
}
