import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isInstalled } from './bootstrap.js'

const folder = mkdtempSync(join(tmpdir(), 'samenspel-install-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (path: string, packages: object) => writeFileSync(join(folder, path), JSON.stringify({ packages }))
const installed = (packages: object) => {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  write('node_modules/.package-lock.json', packages)
}

const wanted = {
  '': { name: 'samenspel' },
  'node_modules/svelte': { version: '5.0.0', integrity: 'sha512-a' },
  'node_modules/elsewhere': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  'node_modules/vitest': { version: '5.0.0', integrity: 'sha512-c', dev: true }
}
const { 'node_modules/svelte': svelte, 'node_modules/vitest': vitest } = wanted

test('knows when the packages are those of the lockfile', () => {
  write('package-lock.json', wanted)
  expect(isInstalled(folder, { dev: false }), 'no node_modules, or an installation that was broken off').toBe(false)

  installed({ 'node_modules/svelte': svelte, 'node_modules/vitest': vitest })
  expect(isInstalled(folder, { dev: true }), 'what is optional may be for another machine').toBe(true)

  installed({ 'node_modules/svelte': svelte })
  expect(isInstalled(folder, { dev: false }), 'starting takes no test tools').toBe(true)
  expect(isInstalled(folder, { dev: true }), 'testing does').toBe(false)

  for (const other of [{ version: '5.0.1' }, { integrity: 'sha512-x' }]) {
    installed({ 'node_modules/svelte': { ...svelte, ...other }, 'node_modules/vitest': vitest })
    expect(isInstalled(folder, { dev: true }), JSON.stringify(other)).toBe(false)
  }
})
