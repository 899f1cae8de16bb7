import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrastRatio, isShowable, linearRgb, type Oklch } from './contrast.ts'

type Theme = 'light' | 'dark'
type Tokens = Map<string, Record<Theme, Oklch | null>>

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')

/** The colour tokens of one block; a token without light-dark() is the same in both themes, `transparent` is null. */
function colours(block: string): Tokens {
  const found: Tokens = new Map()
  const colour = (text: string): Oklch | null => {
    const parts = /oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/.exec(text)
    return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : null
  }
  for (const [, name, value] of block.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)) {
    if (!value!.includes('oklch')) continue
    const both = /^light-dark\((oklch\([^)]*\)|transparent), (oklch\([^)]*\)|transparent)\)$/.exec(value!)
    found.set(name!, { light: colour(both?.[1] ?? value!), dark: colour(both?.[2] ?? value!) })
  }
  return found
}

const cut = (from: string, to: string) => css.slice(css.indexOf(from), css.indexOf(to))
const paper = colours(cut(':root {', "[data-theme='light'] {"))
const board = colours(cut("[data-surface='board'] {", "[data-surface='board'][data-theme='light']"))
const more = colours(cut('@media (prefers-contrast: more)', '@media (forced-colors: active)'))

const over = (...layers: Tokens[]): Tokens => new Map(layers.flatMap((layer) => [...layer]))

const SURFACES: [name: string, tokens: Tokens, text: number][] = [
  ['paper', paper, 4.5],
  ['board', over(paper, board), 7],
  ['paper, more contrast', over(paper, more), 7],
  ['board, more contrast', over(paper, board, more), 7]
]

const TEXT: [over: string, under: string][] = [
  ...['surface', 'surface-sunken', 'hover', 'press'].map((under): [string, string] => ['ink', under]),
  ...['surface', 'surface-sunken'].map((under): [string, string] => ['ink-soft', under]),
  ['signal-good', 'surface'],
  ['signal-attention', 'surface'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-press'],
  ['on-action', 'action'],
  ['on-action', 'action-hover'],
  ['on-action', 'action-press'],
  ...Array.from({ length: 12 }, (_, hue): [string, string] => ['on-unit', `unit-${hue}`])
]

const SHAPES: [over: string, under: string][] = [
  ['rule-strong', 'surface'],
  ['action', 'surface'],
  ['now-stroke', 'surface'],
  ['now-stroke', 'now-back'],
  ...Array.from({ length: 12 }, (_, hue): [string, string] => [`unit-${hue}`, 'surface'])
]

describe.each(SURFACES)('%s', (_, tokens, text) => {
  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    const at = (name: string): Oklch | null => {
      const token = tokens.get(name)
      if (!token) throw new Error(`no token --${name}`)
      return token[theme]
    }
    const ratio = (one: string, other: string) => contrastRatio(at(one)!, at(other) ?? at('surface')!)
    const below = (least: number, pairs: [string, string][]) =>
      pairs.filter((pair) => ratio(...pair) < least).map((pair) => `${pair.join(' on ')}: ${ratio(...pair).toFixed(2)}`)

    it(`reads: text has at least ${text}:1`, () => expect(below(text, TEXT)).toEqual([]))
    it('shows its controls, marks and running minute with at least 3:1', () => expect(below(3, SHAPES)).toEqual([]))
    it('shows strokes that are still to come, fainter than those that were', () => {
      expect(ratio('tally-off', 'surface')).toBeGreaterThan(1.9)
      expect(ratio('tally-off', 'surface')).toBeLessThan(ratio('ink', 'surface') / 1.5)
    })
    it('uses only colours that a screen has', () => {
      const missing = [...tokens].filter(([, token]) => token[theme] && !isShowable(token[theme]))
      expect(missing.map(([name]) => name)).toEqual([])
    })
  })
})

describe('contrast ratio', () => {
  const colour = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 0.3, noNaN: true }),
    fc.double({ min: 0, max: 360, noNaN: true })
  )

  it('is 21 for black and white', () => expect(contrastRatio([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 2))
  it('knows sRGB red, 4.0 on white', () =>
    expect(contrastRatio([0.62796, 0.25768, 29.234], [1, 0, 0])).toBeCloseTo(3.998, 2))
  it('turns grey into three equal channels', () => {
    const [red, green, blue] = linearRgb([0.5, 0, 0])
    expect(red).toBeCloseTo(0.125, 5)
    expect(green).toBeCloseTo(red, 5)
    expect(blue).toBeCloseTo(red, 5)
  })
  it('is the same both ways and lies between 1 and 21', () =>
    fc.assert(
      fc.property(colour, colour, (one, other) => {
        const ratio = contrastRatio(one, other)
        return ratio === contrastRatio(other, one) && ratio >= 1 && ratio <= 21.001
      })
    ))
})
