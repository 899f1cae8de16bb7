/** `npm run new capability NAME`: writes a skeleton to start from. */
import { join } from 'node:path'
import { newCapability, refuseName } from './new/new-capability.ts'

const ROOT = join(import.meta.dirname, '..')
const [kind, name = ''] = process.argv.slice(2)
const trouble = kind === 'capability' ? refuseName(ROOT, name) : 'What there is to make: npm run new capability NAME'

if (trouble) {
  console.error(trouble)
  process.exitCode = 1
} else {
  const { written, tier } = await newCapability(ROOT, name)
  console.log(`${written.join('\n')}

${name} stands in tier ${tier} (tools/layout/tiers.json): it may import lower ones only.
Next: write README.md first, rename the example 'entry', finish the migration, and run npm run check.`)
}
