import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

/** Two suites by what they need: `unit` needs nothing, `db` needs a PostgreSQL (tools/test-database.ts brings it). */
export default defineConfig({
  plugins: [svelte()],
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{src,tools}/**/*.test.ts'], exclude: ['**/*.db.test.ts'], testTimeout: 90_000 }
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['{src,tools}/**/*.db.test.ts'],
          globalSetup: ['tools/test-database.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 2
        }
      }
    ]
  }
})
