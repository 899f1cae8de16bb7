/**
 * `npm run audit`: what comes from elsewhere. Always: every package of the lockfile comes from the npm registry, with
 * a sum of its content, under a licence that goes together with EUPL-1.2. And where npm's endpoint can be reached:
 * known vulnerabilities. A machine from where it cannot be reached says so and does not fail.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const REGISTRY = 'https://registry.example/'

/** Permissive ones, and those that EUPL-1.2 can stand beside: files stay under their own licence. */
const LICENCES = new Set(
  'MIT ISC BSD-2-Clause BSD-3-Clause Apache-2.0 0BSD CC0-1.0 Unlicense BlueOak-1.0.0 Python-2.0 CC-BY-4.0 CC-BY-3.0 OFL-1.1 MPL-2.0 Zlib PostgreSQL MIT-0 WTFPL EUPL-1.2 EUPL-1.1'.split(
    ' '
  )
)

/** Packages that say their licence in a file only, looked up by hand. */
const LOOKED_UP: Record<string, string> = { 'node_modules/png-js': 'MIT' }

type Locked = { version?: string; resolved?: string; integrity?: string; license?: string; link?: boolean }

/** A licence in SPDX: every part of an `AND`, one part of an `OR`. */
export const isWelcome = (licence: string): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(/ OR /i)
    .some((choice) => choice.split(/ AND /i).every((part) => LICENCES.has(part.trim())))

export function lockfileFaults(packages: Record<string, Locked>): string[] {
  return Object.entries(packages).flatMap(([path, { resolved, integrity, license }]) => {
    if (path === '') return []
    const faults = []
    // Without an address it comes from the registry that npm is set to, held to the sum.
    if (resolved !== undefined && !resolved.startsWith(REGISTRY)) faults.push(`${path} comes from ${resolved}`)
    if (!/^sha512-/.test(integrity ?? '')) faults.push(`${path} has no sum of its content`)
    const licence = license ?? LOOKED_UP[path]
    if (!licence || !isWelcome(licence)) faults.push(`${path} has licence ${licence ?? 'unknown'}`)
    return faults
  })
}

/** null when npm's endpoint cannot be reached from here. */
function vulnerabilities(): string[] | null {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--omit=dev', '--registry', REGISTRY], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 60_000
  })
  try {
    const { vulnerabilities } = JSON.parse(stdout) as { vulnerabilities?: Record<string, { severity: string }> }
    return vulnerabilities
      ? Object.entries(vulnerabilities).map(([name, { severity }]) => `${name}: ${severity}`)
      : null
  } catch {
    return null
  }
}

if (import.meta.main) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  const faults = lockfileFaults(packages)
  const known = vulnerabilities()
  for (const fault of faults) console.log(fault)
  for (const vulnerability of known ?? []) console.log(`vulnerable: ${vulnerability}`)
  console.log(`lockfile ${faults.length ? 'FAILED' : 'ok'}: ${Object.keys(packages).length - 1} packages`)
  console.log(
    known === null
      ? 'vulnerabilities not looked at: npm’s audit endpoint cannot be reached from here'
      : `vulnerabilities ${known.length ? 'FAILED' : 'ok'}: ${known.length} known`
  )
  process.exitCode = faults.length || known?.length ? 1 : 0
}
