/** What one campaign asks: a copy of the instruments as they were when it began. */
import * as v from 'valibot'
import type { Failure } from '#kernel/errors.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { itemsAsked, itemsOf, type AnswerScale, type InTwo, type Instrument, type Item } from './instrument.ts'

export type FormItem = Pick<Item, 'key' | 'text' | 'reversed'> & { scale: string }
export type FormConstruct = { key: string; name: InTwo; meaning: InTwo; items: string[]; instrument: string }

export type Form = {
  instruments: { key: string; title: InTwo; source: Instrument['source'] }[]
  scales: Record<string, AnswerScale>
  items: FormItem[]
  constructs: FormConstruct[]
  /** What can be answered in words; one question for everybody. */
  open: { key: string; text: InTwo }[]
}

/** A number on the scale of the item, 'na' for "does not apply"; what was left open is absent. */
export type Answers = Record<string, number | 'na'>
export type Answered = { answers: Answers; texts: Record<string, string> }

export const TEXT_MAX = 2000

export const OPEN_QUESTION = {
  key: 'open',
  text: { nl: 'Wil je er iets bij zeggen?', en: 'Would you like to add anything?' }
}

export function formOf(
  instruments: readonly Instrument[],
  all: ReadonlyMap<string, Item>,
  scales: Record<string, AnswerScale>
): Form {
  const scaleOf = new Map(
    instruments.flatMap((one) => itemsAsked([one], all).map((item) => [item.key, one.scale] as const)).toReversed()
  )
  return {
    instruments: instruments.map(({ key, title, source }) => ({ key, title, source })),
    scales: Object.fromEntries(instruments.map(({ scale }) => [scale, scales[scale]!])),
    items: itemsAsked(instruments, all).map(({ key, text, reversed }) => ({
      key,
      text,
      reversed,
      scale: scaleOf.get(key)!
    })),
    constructs: instruments.flatMap(({ key: instrument, constructs }) =>
      constructs.map((construct) => ({
        key: construct.key,
        name: construct.name,
        meaning: construct.meaning,
        instrument,
        items: itemsOf(construct, all).flatMap((item) => (item.apart ? [] : [item.key]))
      }))
    ),
    open: [OPEN_QUESTION]
  }
}

const Input = v.object({
  answers: v.record(v.string(), v.union([v.number(), v.literal('na')])),
  texts: v.optional(v.record(v.string(), v.string()), {})
})

const wrong = (field: string): Failure => ({ code: 'input_invalid', field })

/** What came in, held against what was asked: no item that is not there, no answer outside its scale. */
export function readAnswers(form: Form, input: unknown): Result<Answered> {
  const parsed = v.safeParse(Input, input)
  if (!parsed.success) return refuse(wrong('answers'))
  const items = new Map(form.items.map((item) => [item.key, item]))
  for (const [key, answer] of Object.entries(parsed.output.answers)) {
    const item = items.get(key)
    if (!item) return refuse(wrong(key))
    if (answer === 'na') continue
    const { min, max } = form.scales[item.scale]!
    if (!Number.isInteger(answer) || answer < min || answer > max) return refuse(wrong(key))
  }
  const texts: Record<string, string> = {}
  for (const [key, text] of Object.entries(parsed.output.texts)) {
    if (!form.open.some((question) => question.key === key)) return refuse(wrong(key))
    const trimmed = text.trim()
    if (trimmed.length > TEXT_MAX) return refuse({ code: 'answer_too_long', field: key, params: { limit: TEXT_MAX } })
    if (trimmed) texts[key] = trimmed
  }
  const { answers } = parsed.output
  if (!Object.keys(answers).length && !Object.keys(texts).length) return refuse({ code: 'answers_missing' })
  return ok({ answers, texts })
}
