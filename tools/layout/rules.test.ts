/**
 * Every rule of .dependency-cruiser.cjs is shown to fire: one small tree with an offence against each, cruised as
 * `npm run check` does it, and a lawful tree that passes.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const { forbidden } = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string; comment: string }[]
}

type Violation = { rule: { name: string }; from: string; to: string }
type Tree = Record<string, string>

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** Writes the tree into an own project with our package.json and returns what dependency-cruiser says of it. */
function cruise(tree: Tree): Violation[] {
  const folder = mkdtempSync(join(tmpdir(), 'samenspel-layout-'))
  folders.push(folder)
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const files = { 'tsconfig.json': '{ "compilerOptions": { "allowImportingTsExtensions": true } }', ...tree }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', '.']
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 27 }
  )
  if (!stdout) throw new Error(stderr)
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations
}

const value = 'export const value = 1\n'
const imports = (specifier: string) => `import '${specifier}'\n`
const importsType = (specifier: string) => `import type { Value } from '${specifier}'\nexport type Own = Value\n`
const svelte = (specifier: string) => `<script lang="ts">\n  import Thing from '${specifier}'\n</script>\n\n<Thing />\n`

/** The rooms that the offenders enter. */
const ROOMS: Tree = {
  'src/kernel/id.ts': value,
  'src/analytics/graph/graph.ts': value,
  'src/platform/db/door.ts': value,
  'src/platform/i18n/runtime.ts': value,
  'src/platform/ui/button.svelte': '<button type="button">x</button>\n',
  'src/app/wire.ts': value,
  'src/cli/help.ts': value,
  'src/routes/shared.ts': value,
  'src/capabilities/people/index.ts': value,
  'src/capabilities/people/index.server.ts': value,
  'src/capabilities/people/core/name.ts': value,
  'src/capabilities/people/store.server.ts': value,
  'src/capabilities/people/testing.ts': value,
  'src/capabilities/people/ui/index.ts': value,
  'src/capabilities/people/ui/row.svelte': '<p>x</p>\n',
  'src/capabilities/calendar/index.ts': value,
  'src/capabilities/vision/index.ts': value,
  'src/capabilities/board-sessions/index.ts': value,
  'src/capabilities/decisions/index.ts': value,
  'src/capabilities/network/index.ts': value,
  'src/capabilities/coherence/index.ts': value,
  'src/capabilities/trust/index.ts': value,
  'src/capabilities/demo/index.ts': value
}

/** Per rule the files that offend and what they may not reach; several per rule where it says several things. */
const OFFENCES: Record<string, { from: string; content: string; to: RegExp; also?: Tree }[]> = {
  'no-circular': [
    {
      from: 'src/kernel/one.ts',
      content: imports('./other.ts'),
      to: /kernel\/other/,
      also: { 'src/kernel/other.ts': imports('./one.ts') }
    }
  ],
  'no-unresolvable': [{ from: 'src/kernel/lost.ts', content: imports('#kernel/nowhere.ts'), to: /nowhere/ }],
  'kernel-imports-nothing': [
    { from: 'src/kernel/a.ts', content: imports('#platform/db/door.ts'), to: /door/ },
    { from: 'src/kernel/b.ts', content: imports('valibot'), to: /valibot/ },
    { from: 'src/kernel/c.ts', content: imports('node:fs'), to: /fs/ }
  ],
  'analytics-imports-only-kernel': [
    { from: 'src/analytics/a.ts', content: imports('#platform/i18n/runtime.ts'), to: /runtime/ },
    { from: 'src/analytics/b.ts', content: importsType('#people'), to: /people\/index/ }
  ],
  'platform-imports-only-kernel': [
    { from: 'src/platform/db/a.ts', content: imports('#people'), to: /people\/index/ },
    { from: 'src/platform/db/b.ts', content: imports('#analytics/graph/graph.ts'), to: /graph/ },
    { from: 'src/platform/db/c.test.ts', content: imports('#people/testing'), to: /people\/testing/ }
  ],
  'platform-ui-draws-only': [
    { from: 'src/platform/ui/a.ts', content: imports('#platform/db/door.ts'), to: /door/ },
    { from: 'src/platform/i18n/b.ts', content: imports('node:path'), to: /path/ }
  ],
  'core-stays-pure': [
    { from: 'src/capabilities/people/core/a.ts', content: imports('#platform/i18n/runtime.ts'), to: /runtime/ },
    { from: 'src/capabilities/people/policy.ts', content: importsType('./store.server.ts'), to: /store/ },
    { from: 'src/capabilities/people/events.ts', content: imports('./ui/row.svelte'), to: /row/ },
    { from: 'src/capabilities/vision/core/b.ts', content: imports('#people/server'), to: /index\.server/ }
  ],
  'core-needs-no-packages': [
    { from: 'src/capabilities/people/core/c.ts', content: imports('postgres'), to: /postgres/ },
    { from: 'src/capabilities/people/core/d.ts', content: imports('svelte'), to: /svelte/ },
    { from: 'src/capabilities/people/core/e.ts', content: imports('node:crypto'), to: /crypto/ },
    { from: 'src/analytics/c.ts', content: imports('node:fs/promises'), to: /fs\/promises/ }
  ],
  'server-imports-no-ui': [
    { from: 'src/capabilities/people/a.server.ts', content: imports('./ui/index.ts'), to: /ui\/index/ },
    { from: 'src/capabilities/vision/a.server.ts', content: imports('#people/ui'), to: /people\/ui\/index/ },
    { from: 'src/capabilities/people/b.server.ts', content: imports('#platform/ui/button.svelte'), to: /button/ }
  ],
  'capability-stays-in-the-house': [
    { from: 'src/capabilities/people/c.server.ts', content: imports('../../routes/shared.ts'), to: /shared/ },
    { from: 'src/capabilities/people/d.server.ts', content: importsType('#app/wire.ts'), to: /wire/ },
    { from: 'src/capabilities/people/ui/a.ts', content: imports('../../../cli/help.ts'), to: /help/ }
  ],
  'only-server-files-touch-the-server': [
    { from: 'src/capabilities/people/use.ts', content: imports('./store.server.ts'), to: /store/ },
    { from: 'src/routes/a.ts', content: imports('#people/server'), to: /index\.server/ },
    { from: 'src/routes/b.ts', content: imports('postgres'), to: /postgres/ }
  ],
  'ui-imports-its-own': [
    { from: 'src/capabilities/people/ui/b.ts', content: imports('../store.server.ts'), to: /store/ },
    { from: 'src/capabilities/people/ui/c.ts', content: imports('#platform/db/door.ts'), to: /door/ },
    { from: 'src/capabilities/people/ui/d.ts', content: imports('#analytics/graph/graph.ts'), to: /graph/ },
    { from: 'src/capabilities/vision/ui/e.svelte', content: svelte('#people/server'), to: /index\.server/ }
  ],
  'nobody-imports-routes': [{ from: 'src/app/a.ts', content: imports('../routes/shared.ts'), to: /shared/ }],
  'nobody-imports-cli': [{ from: 'src/app/b.ts', content: imports('../cli/help.ts'), to: /help/ }],
  'nobody-imports-app': [{ from: 'src/platform/db/d.ts', content: imports('#app/wire.ts'), to: /wire/ }],
  'no-windows': [
    { from: 'src/capabilities/vision/b.server.ts', content: imports('../people/store.server.ts'), to: /store/ },
    { from: 'src/capabilities/vision/core/c.ts', content: importsType('../../people/core/name.ts'), to: /name/ },
    { from: 'src/capabilities/vision/ui/f.svelte', content: svelte('../../people/ui/row.svelte'), to: /row/ }
  ],
  'no-windows-from-outside': [
    { from: 'src/routes/c.server.ts', content: imports('../capabilities/people/store.server.ts'), to: /store/ },
    { from: 'e2e/a.e2e.ts', content: imports('../src/capabilities/people/core/name.ts'), to: /name/ }
  ],
  'no-test-code-in-production': [
    { from: 'src/capabilities/vision/c.server.ts', content: imports('#people/testing'), to: /testing/ },
    { from: 'src/app/c.ts', content: imports('vitest'), to: /vitest/ },
    {
      from: 'src/app/d.ts',
      content: imports('../../tools/tool.ts'),
      to: /tool/,
      also: { 'tools/tool.ts': value }
    }
  ],
  'tier-1-imports-only-lower': [
    { from: 'src/capabilities/people/e.server.ts', content: imports('#calendar'), to: /calendar/ },
    { from: 'src/capabilities/people/core/f.ts', content: importsType('#vision'), to: /vision/ }
  ],
  'tier-2-imports-only-lower': [
    { from: 'src/capabilities/vision/d.server.ts', content: imports('#board-sessions'), to: /board-sessions/ }
  ],
  'tier-3-imports-only-lower': [
    { from: 'src/capabilities/board-sessions/a.server.ts', content: imports('#decisions'), to: /decisions/ }
  ],
  'tier-4-imports-only-lower': [
    { from: 'src/capabilities/network/a.server.ts', content: imports('#coherence'), to: /coherence/ }
  ],
  'tier-5-imports-only-lower': [{ from: 'src/capabilities/trust/a.server.ts', content: imports('#demo'), to: /demo/ }],
  'tier-6-imports-only-lower': [
    {
      from: 'src/capabilities/demo/a.server.ts',
      content: imports('#unheard'),
      to: /unheard/,
      also: { 'src/capabilities/unheard/index.ts': value }
    }
  ],
  'capability-has-a-tier': [{ from: 'src/capabilities/unheard/a.server.ts', content: imports('#people'), to: /people/ }]
}

describe('who may import whom', () => {
  const offences = Object.values(OFFENCES).flat()
  const tree = Object.assign({}, ROOMS, ...offences.map((o) => ({ [o.from]: o.content, ...o.also }))) as Tree
  const violations = cruise(tree)

  test('each rule has an offence here and a message that says more than its name', () => {
    expect(Object.keys(OFFENCES).sort()).toEqual(forbidden.map((rule) => rule.name).sort())
    for (const rule of forbidden) expect(rule.comment.length, rule.name).toBeGreaterThan(60)
  })

  for (const [name, list] of Object.entries(OFFENCES))
    for (const { from, to } of list)
      test(`${name}: ${from}`, () => {
        const broken = violations.filter((violation) => violation.from === from && to.test(violation.to))
        expect(broken.map((violation) => violation.rule.name)).toContain(name)
      })

  test('what the house allows passes', () => {
    const lawful: Tree = {
      'src/kernel/seed.ts': imports('./id.ts'),
      'src/analytics/graph/paths.ts': imports('#kernel/id.ts'),
      'src/platform/db/tenant.ts': imports('#kernel/id.ts') + imports('./door.ts') + imports('postgres'),
      'src/platform/ui/field.ts': imports('#platform/i18n/runtime.ts'),
      'src/capabilities/vision/core/aim.ts':
        imports('#people') + imports('#analytics/graph/graph.ts') + imports('valibot'),
      'src/capabilities/vision/events.ts': importsType('./core/aim.ts'),
      'src/capabilities/vision/store.server.ts':
        imports('#platform/db/door.ts') + imports('#people/server') + imports('./core/aim.ts') + imports('node:crypto'),
      'src/capabilities/vision/index.server.ts': `export * from './store.server.ts'\n`,
      'src/capabilities/vision/ui/card.svelte':
        `<script lang="ts">\n  import Button from '#platform/ui/button.svelte'\n  import { value } from '#people/ui'\n` +
        `  import type { Own } from '../events.ts'\n  let { own }: { own: Own } = $props()\n</script>\n<Button />{own}{value}\n`,
      'src/capabilities/vision/testing.ts': imports('#people/testing') + imports('./store.server.ts'),
      'src/capabilities/vision/store.db.test.ts':
        imports('#people/testing') + imports('./testing.ts') + imports('vitest'),
      'src/app/start.ts': imports('#vision/server') + imports('#platform/db/door.ts'),
      'src/routes/+page.server.ts': imports('#app/start.ts') + imports('#people/server') + importsType('./$types'),
      'src/routes/+page.svelte': svelte('#platform/ui/button.svelte'),
      'src/cli/main.ts': imports('#app/start.ts'),
      'src/server.ts': imports('#app/start.ts'),
      'tools/world.ts': imports('#app/start.ts') + imports('#people/testing'),
      'e2e/session.e2e.ts': imports('../tools/world.ts')
    }
    expect(cruise({ ...ROOMS, ...lawful })).toEqual([])
  })
})
