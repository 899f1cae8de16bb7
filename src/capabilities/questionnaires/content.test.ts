import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readContent } from './content.server.ts'
import { itemsAsked, itemsOf, type InTwo } from './core/instrument.ts'

const { instruments, items, scales } = readContent()
const SOURCES = process.env['SAMENSPEL_SOURCES'] ?? resolve(import.meta.dirname, '../../../../shared/sources')

/** Every text for people in an instrument. */
function textsIn(value: unknown): InTwo[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (value === null || typeof value !== 'object') return []
  if ('nl' in value && 'en' in value) return [value as InTwo]
  return Object.values(value).flatMap(textsIn)
}
const words = (text: string): string[] => text.toLowerCase().match(/[a-zà-ÿ]+/g) ?? []

describe('the instruments that come with it', () => {
  it('are the thirteen of the chapter, each with a source or marked as our own', () => {
    expect(instruments.map(({ number, key }) => `${number} ${key}`)).toEqual([
      '1 learning-school',
      '2 conditions-for-change',
      '3 distributed-leadership',
      '4 collective-efficacy',
      '5 six-influences',
      '6 professional-community',
      '7 context-of-cooperation',
      '8 leadership-practices',
      '9 work-climate',
      '10 goal-self-evaluation',
      '11 team-training-check',
      '12 leadership-styles',
      '13 collaboration-mirror'
    ])
    for (const { constructs } of instruments)
      for (const { source, basis } of constructs) expect(source.text === 'own').toBe(basis === 'own')
  })

  it('have the parts that the chapter names', () => {
    const partsOf = (key: string) => instruments.find((one) => one.key === key)!
    const counts = Object.fromEntries(instruments.map(({ key, constructs }) => [key, constructs.length]))
    expect(counts).toMatchObject({
      'learning-school': 8 + 4,
      'conditions-for-change': 6,
      'distributed-leadership': 3 + 3,
      'six-influences': 6,
      'professional-community': 3,
      'context-of-cooperation': 7 + 6,
      'leadership-practices': 4 + 3 + 3,
      'leadership-styles': 4
    })
    for (const construct of partsOf('learning-school').constructs.slice(0, 8)) {
      const { length } = itemsOf(construct, items)
      expect(length >= 4 && length <= 6, construct.key).toBe(true)
    }
    expect(partsOf('distributed-leadership').descriptions!.options).toHaveLength(6)
    expect(partsOf('team-training-check').constructs.map((one) => one.items.length)).toEqual([9, 9])
    const styles = itemsAsked([partsOf('leadership-styles')], items)
    expect(styles).toHaveLength(12)
    expect(partsOf('leadership-styles').constructs.flatMap((one) => one.items)).toHaveLength(13)
    const bases = partsOf('context-of-cooperation').constructs.map(({ basis }) => basis)
    expect([bases.filter((one) => one === 'found').length, bases.filter((one) => one === 'expected').length]).toEqual([
      7, 6
    ])
    for (const item of itemsAsked([partsOf('leadership-practices'), partsOf('leadership-styles')], items))
      expect(item.self, item.key).toBeDefined()
  })

  it('ask a shared sentence once: five of the six conditions overlap with the learning school', () => {
    const [school, conditions] = instruments
    const alone = itemsAsked([school!], items).length
    expect(itemsAsked([school!, conditions!], items)).toHaveLength(alone + 4)
  })

  it('word both ways: every construct of agreement of three sentences or more has one that says the opposite', () => {
    for (const { scale, checklist, key, constructs } of instruments) {
      if (scale !== 'agree6' || checklist || key === 'six-influences') continue
      for (const construct of constructs) {
        const turned = itemsOf(construct, items).filter(({ reversed }) => reversed)
        if (construct.items.length >= 3) expect(turned.length, construct.key).toBeGreaterThan(0)
      }
    }
  })

  it('have answers with a label each, and every item "does not apply"', () => {
    for (const { labels, max } of Object.values(scales)) expect(labels).toHaveLength(max)
    expect(Object.keys(scales).sort()).toEqual([...new Set(instruments.map(({ scale }) => scale))].sort())
    expect(instruments.every(({ notApplicable }) => notApplicable)).toBe(true)
  })

  it('are short sentences, and no two items say the same', () => {
    for (const { key, text } of items.values()) {
      expect(words(text.nl).length, key).toBeLessThanOrEqual(20)
      expect(text.nl.endsWith('.') && text.en.endsWith('.'), key).toBe(true)
    }
    for (const language of ['nl', 'en'] as const) {
      const all = [...items.values()].map(({ text }) => text[language].toLowerCase())
      expect(all.filter((text, at) => all.indexOf(text) !== at)).toEqual([])
    }
  })

  it.skipIf(!existsSync(SOURCES))('share no run of seven words with the texts that the facts come from', () => {
    const RUN = 7
    const runsOf = (text: string) => {
      const all = words(text)
      return all.slice(RUN - 1).map((_, at) => all.slice(at, at + RUN).join(' '))
    }
    const texts = readdirSync(SOURCES).filter((name) => name.endsWith('.txt'))
    expect(texts.length).toBeGreaterThan(0)
    const known = new Set(
      texts.flatMap((name) => runsOf(readFileSync(join(SOURCES, name), 'utf8').replace(/-\s*\n\s*/g, '')))
    )
    const copied = textsIn(instruments).flatMap(({ nl, en }) =>
      [...runsOf(nl), ...runsOf(en)].filter((run) => known.has(run))
    )
    expect(copied).toEqual([])
  })
})

it('the review sheet is what the instruments say now', async () => {
  const { reviewSheet } = await import('../../../tools/questionnaires-review.ts')
  const path = resolve(import.meta.dirname, '../../../content/questionnaires/REVIEW.md')
  expect(readFileSync(path, 'utf8'), 'run: node tools/run.js tools/questionnaires-review.ts').toBe(await reviewSheet())
})
