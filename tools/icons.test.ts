import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { iconSprite, pathOf, SPRITE } from './icons.ts'

describe('icons', () => {
  it('are the ones of the installed Lucide (run `node tools/icons.ts` after a change)', () =>
    expect(readFileSync(SPRITE, 'utf8')).toBe(iconSprite()))

  it('turn every shape into path data', () => {
    expect(pathOf(['circle', { cx: '12', cy: '12', r: '1' }])).toBe('M11 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z')
    expect(pathOf(['line', { x1: '1', y1: '2', x2: '3', y2: '4' }])).toBe('M1 2L3 4')
    expect(pathOf(['rect', { x: '3', y: '3', width: '6', height: '4' }])).toBe('M3 3h6v4h-6z')
    expect(pathOf(['rect', { x: '3', y: '3', width: '6', height: '6', rx: '1' }])).toContain('M4 3h4a1 1 0 0 1 1 1v4')
    expect(pathOf(['path', { d: 'm7 18 1-1' }])).toBe('M0 0m7 18 1-1')
    expect(() => pathOf(['text', {}])).toThrow('<text>')
  })
})
