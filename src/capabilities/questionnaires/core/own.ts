/** Instruments of the school itself: written a sentence a line, kept in the same form as those that come along. */
import * as v from 'valibot'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { itemsOf, type AnswerScale, type Instrument, type Item } from './instrument.ts'

const LEAST_LABELS = 2
const MOST_LABELS = 7
export const MOST_PARTS = 16
const MOST_IN_PART = 12

/** As somebody types it. A line that begins with a hyphen says the opposite. */
export type OwnForm = {
  title: string
  about: string
  /** agree6, often5, or own. */
  scale: string
  /** For a scale of one's own: a label a line, from low to high. */
  labels: string
  parts: { name: string; lines: string }[]
}

const Typed = v.object({
  title: v.pipe(v.string(), v.trim(), v.maxLength(200)),
  about: v.pipe(v.string(), v.trim(), v.maxLength(600)),
  scale: v.picklist(['agree6', 'often5', 'own']),
  labels: v.pipe(v.string(), v.maxLength(1000)),
  parts: v.pipe(
    v.array(
      v.object({ name: v.pipe(v.string(), v.trim(), v.maxLength(200)), lines: v.pipe(v.string(), v.maxLength(8000)) })
    ),
    v.maxLength(MOST_PARTS)
  )
})

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean) // prettier-ignore
const same = (text: string) => ({ nl: text, en: text })

export type Own = { instrument: Instrument; scale: AnswerScale | null }

export function readOwn(id: Id, typed: unknown): Result<Own> {
  const parsed = v.safeParse(Typed, typed)
  if (!parsed.success) return refuse({ code: 'input_invalid', field: v.getDotPath(parsed.issues[0]) ?? undefined })
  const { title, about, scale, labels, parts } = parsed.output
  if (title === '') return refuse({ code: 'text_empty', field: 'title' })
  const own = `own-${id}`
  const words = linesOf(labels)
  if (scale === 'own' && (words.length < LEAST_LABELS || words.length > MOST_LABELS))
    return refuse({ code: 'scale_labels', field: 'labels', params: { least: LEAST_LABELS, most: MOST_LABELS } })
  const filled = parts.map(({ name, lines }) => ({ name, lines: linesOf(lines) })).filter(({ lines }) => lines.length)
  if (filled.length === 0) return refuse({ code: 'sentences_missing', field: 'parts' })
  const all = filled.flatMap(({ lines }) => lines.map((line) => sentenceOf(line).text.toLowerCase()))
  const twice = all.find((text, at) => all.indexOf(text) !== at)
  if (twice !== undefined) return refuse({ code: 'sentence_twice', field: 'parts', params: { text: twice } })
  if (filled.some(({ lines }) => lines.length > MOST_IN_PART || lines.some((line) => line.length > 600)))
    return refuse({ code: 'part_too_long', field: 'parts', params: { most: MOST_IN_PART } })
  const instrument: Instrument = {
    ...{ key: own, number: 100, title: same(title), about: same(about || title), audience: 'team' },
    ...{ source: { text: 'own', where: '' }, status: 'not_validated', notApplicable: true },
    scale: scale === 'own' ? own : scale,
    constructs: filled.map(({ name, lines }, at) => ({
      key: `part-${shortOf(id)}-${at + 1}-${hash(name)}`,
      name: same(name || title),
      meaning: same(name || title),
      source: { text: 'own' as const, where: '' },
      basis: 'own' as const,
      items: lines.map((line): Item => {
        const { text, reversed } = sentenceOf(line)
        // The same sentence keeps its key wherever it stands, so that an earlier time can be laid beside it.
        return { key: `item-${shortOf(id)}-${hash(text)}`, text: same(text), reversed }
      })
    }))
  }
  return ok({ instrument, scale: scale === 'own' ? { min: 1, max: words.length, labels: words.map(same) } : null })
}

const sentenceOf = (line: string): { text: string; reversed: boolean } => {
  const reversed = /^[-\u2013]\s*/.test(line)
  return { text: line.replace(/^[-\u2013]\s*/, ''), reversed }
}

/** As it can be typed on, in one of the languages: one of the school's own, or one that comes along to begin with. */
export function typedOf({ instrument, scale }: Own, all: ReadonlyMap<string, Item>, language: 'nl' | 'en'): OwnForm {
  // A sentence that stands in two parts is asked once, so it is typed once.
  const seen = new Set<string>()
  const firstTime = ({ key }: Item) => !seen.has(key) && seen.add(key)
  return {
    title: instrument.title[language],
    about: instrument.about[language],
    scale: scale ? 'own' : instrument.scale,
    labels: scale ? scale.labels.map((label) => label[language]).join('\n') : '',
    parts: instrument.constructs.map((construct) => ({
      name: construct.name[language],
      lines: itemsOf(construct, all)
        .filter(firstTime)
        .map(({ text, reversed }) => `${reversed ? '- ' : ''}${text[language]}`)
        .join('\n')
    }))
  }
}

const shortOf = (id: Id): string => id.replaceAll('-', '').slice(-12)

/** FNV-1a over the characters, twice with another start: enough to tell the sentences of one school apart. */
function hash(text: string): string {
  const once = (start: number) => {
    let value = start
    for (const char of text) value = Math.imul(value ^ char.codePointAt(0)!, 16_777_619) >>> 0
    return value.toString(36)
  }
  return `${once(2_166_136_261)}${once(3_141_592_653)}`
}
