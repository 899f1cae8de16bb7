/** `node tools/run.js FILE ARGS`: runs a tool of the project under the pinned Node, from any clone in any state. */
import { become, ensureInstalled, ensureSynced, ensureTexts, ROOT, starting } from './bootstrap.js'

await starting(async () => {
  process.chdir(ROOT)
  await ensureInstalled({ dev: true })
  await ensureTexts()
  await ensureSynced()
  become(process.argv.slice(2))
})
