/** The lint rules of our own, each shown to fire and to keep quiet. */
import { Linter } from 'eslint'
import { join } from 'node:path'
import svelteParser from 'svelte-eslint-parser'
import ts from 'typescript-eslint'
import { describe, expect, test } from 'vitest'
import { findTarget, layout } from './layout.ts'
import { longFile } from './long-file.ts'
import { noRawText } from './no-raw-text.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What the rule says of a file in the repository that holds this text. */
function lint(rule: 'layout' | 'long-file' | 'no-raw-text', path: string, text: string): string[] {
  const messages = new Linter({ cwd: ROOT }).verify(
    text,
    [
      {
        files: ['**/*.svelte', '**/*.ts'],
        plugins: { house: { rules: { layout, 'long-file': longFile, 'no-raw-text': noRawText } } },
        languageOptions: { parser: svelteParser, parserOptions: { parser: ts.parser } },
        rules: { [`house/${rule}`]: 'error' }
      }
    ],
    { filename: join(ROOT, path) }
  )
  return messages.map((message) => message.message)
}

const script = (line: string) => `<script lang="ts">\n  ${line}\n</script>\n`

describe('layout in .svelte files', () => {
  const offences: [file: string, line: string, rule: string][] = [
    ['src/capabilities/vision/ui/a.svelte', `import type { A } from '#people/server'`, 'ui-imports-its-own'],
    ['src/capabilities/vision/ui/a.svelte', `import type { A } from '#platform/db/door.ts'`, 'ui-imports-its-own'],
    ['src/capabilities/people/ui/a.svelte', `import { type A } from '../store.server.ts'`, 'ui-imports-its-own'],
    ['src/capabilities/vision/ui/a.svelte', `import type { A } from '../../people/core/name.ts'`, 'no-windows'],
    ['src/capabilities/people/ui/a.svelte', `import type { A } from '#vision'`, 'tier-1-imports-only-lower'],
    [
      'src/capabilities/people/ui/a.svelte',
      `export type { A } from '#app/app.server.ts'`,
      'capability-stays-in-the-house'
    ],
    ['src/platform/ui/a.svelte', `import type { A } from '#people'`, 'platform-imports-only-kernel'],
    ['src/platform/ui/a.svelte', `let a: import('#platform/db/door.ts').A`, 'platform-ui-draws-only'],
    ['src/routes/+page.svelte', `import type { A } from '#people/server'`, 'only-server-files-touch-the-server'],
    ['src/routes/+page.svelte', `import type { A } from '../capabilities/people/core/a.ts'`, 'no-windows-from-outside'],
    ['src/routes/+page.svelte', `import type { A } from '#people/testing'`, 'no-test-code-in-production']
  ]
  test.each(offences)('%s: %s', (file, line, rule) => {
    expect(lint('layout', file, script(line)).join()).toContain(rule)
  })

  test.each([
    ['src/capabilities/vision/ui/a.svelte', `import type { A } from '#people'`],
    ['src/capabilities/vision/ui/a.svelte', `import type { A } from '../core/aim.ts'`],
    ['src/capabilities/vision/ui/a.svelte', `import type { A } from '#platform/ui/name.ts'`],
    ['src/routes/+page.svelte', `import type { PageProps } from './$types'`],
    ['src/routes/+page.svelte', `import type { View } from '#app/pages/view.server.ts'`],
    ['src/routes/+page.svelte', `import { page } from '$app/state'`]
  ])('%s may: %s', (file, line) => {
    expect(lint('layout', file, script(line))).toEqual([])
  })

  test('reads package.json imports as Node does', () => {
    const from = 'src/routes/+page.svelte'
    expect(findTarget(from, '#kernel/id.ts')).toBe('src/kernel/id.ts')
    expect(findTarget(from, '#people')).toBe('src/capabilities/people/index.ts')
    expect(findTarget(from, '#people/server')).toBe('src/capabilities/people/index.server.ts')
    expect(findTarget(from, '#people/ui')).toBe('src/capabilities/people/ui/index.ts')
    expect(findTarget(from, '#texts/board')).toBe('src/platform/i18n/generated/board.ts')
    expect(findTarget(from, './a.ts')).toBe('src/routes/a.ts')
  })
})

describe('sentences in .svelte files', () => {
  test.each(['<p>Dit is een zin</p>', '<img src="a.png" alt="The board of today" />'])('%s is refused', (markup) => {
    expect(lint('no-raw-text', 'src/routes/+page.svelte', markup)).toHaveLength(1)
  })
  test.each([
    '<p>Samenspel</p>',
    '<p>{t.hello()} : 12</p>',
    '<p class="a few class names">-</p>',
    '<style>p { color: red }</style>'
  ])('%s may stand', (markup) => expect(lint('no-raw-text', 'src/routes/+page.svelte', markup)).toEqual([]))
})

describe('long files', () => {
  const long = 'export const a = 1\n'.repeat(1) + '// line\n'.repeat(401)
  test('one over 400 lines is refused unless its first comment says why', () => {
    expect(lint('long-file', 'src/kernel/a.ts', long)).toHaveLength(1)
    expect(lint('long-file', 'src/kernel/a.ts', '/**\n * Long because\n * one table.\n */\n' + long)).toEqual([])
    expect(lint('long-file', 'src/kernel/a.ts', 'export const a = 1\n')).toEqual([])
  })
})
