import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { groups } from './tools/vite/chunks.ts'
import { ownTexts } from './tools/vite/own-texts.ts'
import { wholePreloads } from './tools/vite/whole-preloads.ts'

const SOURCE = join(import.meta.dirname, 'src')

/**
 * What runs on the server only (the database, the engine, the use cases) stays outside the bundle and is loaded from
 * its source by Node, as `src/server.ts` does: one copy of each module, so that pages and live line share it.
 */
const serverModules: Plugin = {
  name: 'samenspel:server-modules',
  enforce: 'pre',
  apply: 'build',
  resolveId(id, importer) {
    if (!importer?.startsWith(SOURCE)) return null
    const isOurs = /^#(app|platform\/(db|auth|mail|push|realtime))\//.test(id) || /^#[a-z-]+\/server$/.test(id)
    return isOurs ? { id, external: true } : null
  }
}

export default defineConfig({
  environments: {
    client: {
      build: {
        rolldownOptions: { output: { codeSplitting: { groups } } },
        // Which files each page needs stands in that page's own first lines; a list of all of them, for fetching them
        // one step earlier, would be in every page. Styles do belong in it: nothing else names them.
        modulePreload: { resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')) }
      }
    }
  },
  plugins: [
    serverModules,
    ownTexts,
    wholePreloads,
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true }),
      // Also the largest: a phone draws nothing until it has the styles, and asking for a file costs a round trip (decision 0082).
      inlineStyleThreshold: 20_000,
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute there is: SvelteKit hides with it the element that announces a new page.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none']
        }
      }
    })
  ]
})
