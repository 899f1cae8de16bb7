/** What one campaign asks: a copy of the instruments as they were when it began. */
import * as v from 'valibot'
import type { Failure } from '#kernel/errors.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { itemsAsked, itemsOf, type AnswerScale, type InTwo, type Instrument, type Item } from './instrument.ts'

/** `self`: how the leader whom it is about reads the same sentence. */
export type FormItem = Pick<Item, 'key' | 'text' | 'reversed' | 'self'> & { scale: string }
export type FormConstruct = {
  key: string
  name: InTwo
  meaning: InTwo
  /** Absent in campaigns of before it was kept. */
  basis?: Instrument['constructs'][number]['basis']
  items: string[]
  instrument: string
}

export type Form = {
  instruments: { key: string; title: InTwo; source: Instrument['source']; note?: InTwo; noTotal?: boolean }[]
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

/** The descriptions of an instrument as two questions: which is most like us, and where do we want to go. */
export const DESCRIPTIONS = { now: 'gradation-now', wish: 'gradation-wish', example: 'gradation-example' }
const GRADATIONS = 'gradations'

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
  const described = instruments.find(({ descriptions }) => descriptions)?.descriptions
  const asked = itemsAsked(instruments, all).map(({ key, text, reversed, self }) => ({
    ...{ key, text, reversed, scale: scaleOf.get(key)! },
    ...(self ? { self } : {})
  }))
  return {
    instruments: instruments.map(({ key, title, source, note, noTotal }) => ({ key, title, source, note, noTotal })),
    scales: {
      ...Object.fromEntries(instruments.map(({ scale }) => [scale, scales[scale]!])),
      ...(described ? { [GRADATIONS]: scaleOfDescriptions(described.options) } : {})
    },
    items: [
      ...asked,
      ...(described
        ? [
            { key: DESCRIPTIONS.now, text: described.question, reversed: false, scale: GRADATIONS },
            { key: DESCRIPTIONS.wish, text: described.wish, reversed: false, scale: GRADATIONS }
          ]
        : [])
    ],
    constructs: instruments.flatMap(({ key: instrument, constructs }) =>
      constructs.map((construct) => ({
        key: construct.key,
        name: construct.name,
        meaning: construct.meaning,
        basis: construct.basis,
        instrument,
        items: itemsOf(construct, all).flatMap((item) => (item.apart ? [] : [item.key]))
      }))
    ),
    open: [...(described ? [{ key: DESCRIPTIONS.example, text: described.example }] : []), OPEN_QUESTION]
  }
}

const scaleOfDescriptions = (options: readonly { name: InTwo; text: InTwo }[]): AnswerScale => ({
  min: 1,
  max: options.length,
  labels: options.map(({ name }) => name),
  hints: options.map(({ text }) => text)
})

/** The same form for somebody who answers with a name: in the first person for the leader, and nothing in words. */
export const namedForm = (form: Form, isSelf: boolean): Form => ({
  ...form,
  items: form.items.map((item) => (isSelf && item.self ? { ...item, text: item.self } : item)),
  open: []
})

/** Answers that say yes: the upper half of the scale, or the lower where the sentence says the opposite. */
export const isPositive = (answer: number, { max }: Pick<AnswerScale, 'max'>, reversed: boolean): boolean =>
  (reversed ? max + 1 - answer : answer) > (max + 1) / 2

/** Whether an item is scored at all: a choice between descriptions has no high and low. */
export const isScored = ({ scale }: Pick<FormItem, 'scale'>): boolean => scale !== GRADATIONS

/** How long it takes, as a rounded number of minutes: about eight sentences in a minute. */
export const minutesFor = ({ items }: Pick<Form, 'items'>): number => Math.max(1, Math.ceil(items.length / 8))

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
