/** What an instrument is: sentences to answer, gathered in constructs, with where they come from and how far to trust them. */
import * as v from 'valibot'

const Key = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,60}$/))
const Text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600))
const InTwo = v.strictObject({ nl: Text, en: Text })

/** Texts that the facts come from; `own` where there was none. */
const Source = v.strictObject({ text: v.picklist(['SV', 'GL', 'LK', 'PR', 'SL', 'own']), where: v.string() })

export const Item = v.strictObject({
  key: Key,
  text: InTwo,
  /** Says the opposite: agreeing with it counts against. */
  reversed: v.boolean(),
  /** How the leader reads the same sentence about himself or herself. */
  self: v.optional(InTwo),
  /** Asked and shown, but no part of the construct's score. */
  apart: v.optional(v.boolean()),
  /** What the school's own data show about it. */
  seenInData: v.optional(v.string())
})

/** The same sentence stands in another construct: it is asked once. */
const Shared = v.strictObject({ same: Key })

/** Rests on a text; was found in research or only expected by its literature; or is wholly our own. */
const Basis = v.picklist(['source', 'found', 'expected', 'own'])

const Construct = v.strictObject({
  key: Key,
  name: InTwo,
  meaning: InTwo,
  source: Source,
  basis: Basis,
  items: v.pipe(v.array(v.union([Item, Shared])), v.minLength(1), v.maxLength(12))
})

const Descriptions = v.strictObject({
  question: InTwo,
  example: InTwo,
  wish: InTwo,
  source: Source,
  options: v.array(v.strictObject({ key: Key, name: InTwo, text: InTwo }))
})

export const Instrument = v.strictObject({
  key: Key,
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  title: InTwo,
  about: InTwo,
  source: Source,
  /** Nobody has tested yet whether these sentences measure what they should; said openly wherever results show. */
  status: v.literal('not_validated'),
  audience: v.picklist(['team', 'leader', 'unit', 'goal', 'training']),
  /** One that comes with the program, or the school's own under the key of its instrument. */
  scale: Key,
  notApplicable: v.boolean(),
  /** A list of points to look at one by one. */
  checklist: v.optional(v.boolean()),
  /** Constructs stand beside each other and are never added up. */
  noTotal: v.optional(v.boolean()),
  note: v.optional(InTwo),
  readFromData: v.optional(v.array(v.strictObject({ key: v.string(), name: InTwo }))),
  descriptions: v.optional(Descriptions),
  constructs: v.pipe(v.array(Construct), v.minLength(1))
})

export const AnswerScale = v.strictObject({
  min: v.literal(1),
  max: v.pipe(v.number(), v.integer(), v.minValue(2)),
  labels: v.array(InTwo),
  /** What each answer means, in a few lines. */
  hints: v.optional(v.array(InTwo))
})

export type InTwo = v.InferOutput<typeof InTwo>
export type Item = v.InferOutput<typeof Item>
export type Instrument = v.InferOutput<typeof Instrument>
export type Construct = Instrument['constructs'][number]
export type AnswerScale = v.InferOutput<typeof AnswerScale>

/** Every item by its key. Keys are unique over all instruments, so that a shared item is one item. */
export function itemsByKey(instruments: readonly Instrument[]): Map<string, Item> {
  const found = new Map<string, Item>()
  for (const instrument of instruments)
    for (const item of instrument.constructs.flatMap(({ items }) => items)) {
      if ('same' in item) continue
      if (found.has(item.key)) throw new Error(`The item ${item.key} stands in the instruments twice`)
      found.set(item.key, item)
    }
  return found
}

/** A construct with its shared items filled in. */
export const itemsOf = (construct: Construct, all: ReadonlyMap<string, Item>): Item[] =>
  construct.items.map((item) => {
    if (!('same' in item)) return item
    const shared = all.get(item.same)
    if (!shared) throw new Error(`The item ${item.same} is asked for, but stands nowhere`)
    return shared
  })

/** What somebody is asked: every item of the instruments once, in their order. */
export function itemsAsked(instruments: readonly Instrument[], all: ReadonlyMap<string, Item>): Item[] {
  const asked = instruments.flatMap(({ constructs }) => constructs.flatMap((construct) => itemsOf(construct, all)))
  return [...new Map(asked.map((item) => [item.key, item])).values()]
}
