import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check, resolveConfig } from 'prettier'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCapability, refuseName } from './new-capability.ts'

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'samenspel-new-'))
const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })

beforeAll(() => {
  for (const file of ['package.json', '.prettierrc', 'tools/layout/tiers.json', 'migrations/0001-foundation.sql'])
    cpSync(join(ROOT, file), join(folder, file))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, 'src/capabilities'), { recursive: true })
  for (const room of ['kernel', 'platform']) symlinkSync(join(ROOT, 'src', room), join(folder, 'src', room))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(['', 'Lesson-Visits', 'lesson_visits', 'lesson--visits', '-visits', '2visits', '../visits', 'x'.repeat(41)])(
  'refuses the name %j',
  (name) => expect(refuseName(folder, name)).toMatch(/\w.*(\.|:.*)/)
)

test('refuses a name that means something else already', () => {
  expect(refuseName(folder, 'kernel')).toContain('package.json')
  expect(refuseName(ROOT, 'people')).toContain('exists already')
})

test('the skeleton has every room, in the form and the types of the house', { timeout: 60_000 }, async () => {
  expect(refuseName(folder, 'talent-wall')).toBeNull()
  const { written, tier } = await newCapability(folder, 'talent-wall')
  const inside = (path: string) => `src/capabilities/talent-wall/${path}`
  const rooms = ['README.md', 'policy.ts', 'events.ts', 'store.server.ts', 'use-cases.server.ts', 'testing.ts']
  const doors = ['index.ts', 'index.server.ts', 'ui/index.ts']
  for (const path of [...rooms, ...doors, 'core/entry.ts', 'core/entry.test.ts'])
    expect(written).toContain(inside(path))
  expect(written).toContain('migrations/0002-talent-wall.sql')
  expect(tier).toBe(3)

  const tiers = JSON.parse(readFileSync(join(folder, 'tools/layout/tiers.json'), 'utf8')) as string[][]
  expect(tiers[2]).toContain('talent-wall')
  for (const path of written) {
    const text = readFileSync(join(folder, path), 'utf8')
    expect(text, path).not.toContain('__')
    const options = { ...(await resolveConfig(join(folder, path))), filepath: path }
    if (!path.endsWith('.sql')) expect(await check(text, options), path).toBe(true)
  }

  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...{ strict: true, noUncheckedIndexedAccess: true, erasableSyntaxOnly: true, verbatimModuleSyntax: true },
        ...{ module: 'esnext', moduleResolution: 'bundler', target: 'esnext', lib: ['ESNext', 'DOM'] },
        ...{ allowImportingTsExtensions: true, noEmit: true, skipLibCheck: true, types: ['node', 'svelte'] }
      },
      include: ['src/capabilities']
    })
  )
  const types = run('node_modules/typescript/bin/tsc', '-p', '.')
  expect(types.stdout + types.stderr).toBe('')
  const again = refuseName(folder, 'talent-wall')
  expect(again).toContain('exists already')
  expect(readdirSync(join(folder, 'migrations'))).toHaveLength(2)
})
