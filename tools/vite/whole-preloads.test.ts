import { expect, test } from 'vitest'
import type { Manifest } from 'vite'
import { withWholeEntries } from './whole-preloads.ts'

const manifest: Manifest = {
  shell: { file: 'shell.js', name: 'nodes/0', isEntry: true, imports: ['frame'] },
  error: { file: 'error.js', name: 'nodes/1', isEntry: true, imports: ['frame', 'door'] },
  page: { file: 'page.js', name: 'nodes/2', isEntry: true, imports: ['parts', 'rules'] },
  parts: { file: 'parts.js', imports: ['frame'], dynamicImports: ['later'] },
  rules: { file: 'rules.js', imports: ['frame', 'words'] },
  later: { file: 'later.js', isDynamicEntry: true, imports: ['rules'], dynamicImports: ['last'] },
  last: { file: 'last.js', isDynamicEntry: true, imports: ['words'] },
  frame: { file: 'frame.js' },
  words: { file: 'words.js' },
  door: { file: 'door.js' }
}

/** How SvelteKit 3.2 finds what a page needs: each file once, and what was met first on a later way counts as later. */
function preloadsOf(manifest: Manifest, entry: string): string[] {
  const seen = new Set<string>()
  const found: string[] = []
  const visit = (key: string, isNeeded: boolean) => {
    if (seen.has(key)) return
    seen.add(key)
    if (isNeeded) found.push(key)
    for (const needed of manifest[key]!.imports ?? []) visit(needed, isNeeded)
    for (const later of manifest[key]!.dynamicImports ?? []) visit(later, false)
  }
  visit(entry, true)
  return found.sort()
}

test('a page names a file that it needs, also when a later part needs it too', () => {
  expect(preloadsOf(manifest, 'page')).not.toContain('rules')
  const whole = withWholeEntries(manifest)
  expect(preloadsOf(whole, 'page')).toEqual(['frame', 'page', 'parts', 'rules', 'words'])
})

test('what may come later stays later', () => {
  const { imports, dynamicImports } = withWholeEntries(manifest)['page']!
  expect(imports).not.toContain('later')
  expect(dynamicImports).toEqual(['later'])
})

test('the page for what goes wrong comes with what stands around every page', () => {
  expect(preloadsOf(withWholeEntries(manifest), 'shell')).toEqual(['door', 'error', 'frame', 'shell'])
})
