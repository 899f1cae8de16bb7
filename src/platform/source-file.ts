import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const found = new Map<string, string>()

/**
 * Where a source file is that a worker thread runs natively. Bundled, this module lies somewhere under `build/`, so the
 * project's root is looked for upwards from here: the first folder that holds the file.
 */
export function sourceFile(path: string): string {
  const known = found.get(path)
  if (known) return known
  const here = dirname(fileURLToPath(import.meta.url))
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, path)
    if (!existsSync(candidate)) continue
    found.set(path, candidate)
    return candidate
  }
  throw new Error(`${path} was not found in or above ${here}`)
}
