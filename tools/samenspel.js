/** Behind `bin/samenspel`: the command line under the pinned Node, in the folder of whoever calls it. */
import { join } from 'node:path'
import { become, ensureInstalled, ensureTexts, ROOT, starting } from './bootstrap.js'

await starting(async () => {
  await ensureInstalled()
  await ensureTexts()
  become([join(ROOT, 'src/cli/main.ts'), ...process.argv.slice(2)])
})
