import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.svelte')
)

/**
 * A form that a script takes care of must do nothing before that script is there. As a plain form it would open the
 * page again with the entry in its address and lose it; `method="dialog"` outside a dialog does nothing at all.
 */
test.each(files)('%s loses no entry that is sent before its script has come', (file) => {
  const forms = readFileSync(join(import.meta.dirname, file), 'utf8').match(/<form\b[^>]*onsubmit[^>]*>/g) ?? []
  for (const form of forms) expect(form).toContain('method="dialog"')
})
