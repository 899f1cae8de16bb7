/**
 * `npm start`: installs what is missing, builds what changed, and becomes the server. The heap limits are set
 * here because Node takes them only at its start; they keep a school's server under 150 MB.
 */
import { become, ensureBuilt, ensureInstalled, ensureTexts, ROOT, starting } from './bootstrap.js'

await starting(async () => {
  process.chdir(ROOT)
  await ensureInstalled()
  await ensureTexts()
  await ensureBuilt()
  const heap = ['--max-semi-space-size=2', '--max-old-space-size=192']
  become([...heap, 'src/server.ts', ...process.argv.slice(2)])
})
