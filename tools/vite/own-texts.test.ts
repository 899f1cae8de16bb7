import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { messagesIn, namesReadFrom } from './own-texts.ts'

const read = (code: string) => namesReadFrom('t', parseSync('part.js', code).program)

describe('what a module reads of its texts', () => {
  test('is named, wherever it stands', () => {
    const code = `import * as t from '#texts/x'
      const other = { t: 1, kept: t.first, [t.second()]: t.third({ count: 1 }) }
      export const later = () => other.t + t.fourth?.()`
    expect([...read(code)!].sort()).toEqual(['first', 'fourth', 'second', 'third'])
  })

  test('is all of it when it is handed on or read by a computed name', () => {
    expect(read(`import * as t from '#texts/x'; use(t)`)).toBeNull()
    expect(read(`import * as t from '#texts/x'; t[name]()`)).toBeNull()
    expect(read(`import * as t from '#texts/x'; use({ t })`)).toBeNull()
  })
})

test('messages are found whole, also those of several lines', () => {
  const messages = messagesIn(
    'import x\n\n/** Een */\nexport const one = () => `a\nb`\n/** Twee */\nexport const two = () => `c`\n'
  )
  expect([...messages]).toEqual([
    ['one', 'export const one = () => `a\nb`\n'],
    ['two', 'export const two = () => `c`\n']
  ])
})
