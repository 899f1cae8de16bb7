import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shellWord } from './shell-word.ts'

it('leaves a plain address as it is', () => {
  expect(shellWord('s.dewit@school.nl')).toBe('s.dewit@school.nl')
})

it('keeps a shell from carrying out what a name holds', () => {
  expect(shellWord("De Wilg 't Hart")).toBe(String.raw`'De Wilg '\''t Hart'`)
  const text = fc.string({ unit: fc.constantFrom(...'a b\'"`$(){};&|<>*?!~#\\=%') })
  fc.assert(
    fc.property(text, (word) => {
      expect(execFileSync('sh', ['-c', `printf %s ${shellWord(word)}`]).toString()).toBe(word)
    }),
    { numRuns: 40 }
  )
})
