import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const SOURCES = join(import.meta.dirname, '../..')

/** A browser puts a space before what is read aloud only: "Bekijken : Lesbezoek" is how it would be said. */
it('words that are read aloud only begin with a word', () => {
  const wrong = globSync('**/*.svelte', { cwd: SOURCES }).flatMap((file) =>
    [...readFileSync(join(SOURCES, file), 'utf8').matchAll(/class="vh">\s*[:,;.]/g)].map(
      ([found]) => `${file}: ${found}`
    )
  )
  expect(wrong).toEqual([])
})
