/**
 * Names in the first lines of a page every file of script that it stands on. SvelteKit (3.2) walks the files of a page
 * once, and a part that may come later and a part that is needed now can share a file: met first on the way to the
 * later part it is taken for later, and a phone hears of it only when it has read all others, two round trips on.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest, Plugin } from 'vite'

/** What stands around every page, and the page for what goes wrong: SvelteKit waits for both before anything works. */
const ALWAYS = ['nodes/0', 'nodes/1']

/** The manifest, in which each entry names all that it needs itself, and only after that what may come later. */
export function withWholeEntries(manifest: Manifest): Manifest {
  const neededBy = (key: string, seen = new Set<string>()): Set<string> => {
    for (const needed of manifest[key]!.imports ?? []) if (!seen.has(needed)) neededBy(needed, seen.add(needed))
    return seen
  }
  const always = Object.keys(manifest).filter((key) => ALWAYS.includes(manifest[key]!.name ?? ''))
  return Object.fromEntries(
    Object.entries(manifest).map(([key, { dynamicImports: _, ...chunk }]) => {
      if (!chunk.isEntry) return [key, chunk]
      const needed = neededBy(key)
      if (chunk.name === ALWAYS[0]) for (const each of always) neededBy(each, needed.add(each))
      needed.delete(key)
      const imports = [...needed]
      const later = new Set([key, ...imports].flatMap((each) => manifest[each]!.dynamicImports ?? []))
      return [key, { ...chunk, imports, dynamicImports: [...later] }]
    })
  )
}

export const wholePreloads: Plugin = {
  name: 'samenspel:whole-preloads',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  writeBundle({ dir }, bundle) {
    if (!bundle['.vite/manifest.json']) throw new Error('there is no manifest of the pages to make whole')
    const file = join(dir!, '.vite/manifest.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
    writeFileSync(file, JSON.stringify(withWholeEntries(manifest), null, 2))
  }
}
