/** What some suites need and npm cannot give: brought by apt where this runs as root, else reported as missing. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export type Part = { name: string; debianPackage: string; isThere: () => boolean }

export const CHROMIUM: Part = {
  name: 'Chromium',
  debianPackage: 'chromium',
  isThere: () => existsSync('/usr/bin/chromium')
}

export const POSTGRESQL_15: Part = {
  name: 'PostgreSQL 15',
  debianPackage: 'postgresql-15',
  isThere: () => existsSync('/usr/lib/postgresql/15/bin/initdb')
}

export const REDIS: Part = {
  name: 'Redis',
  debianPackage: 'redis-server',
  isThere: () => existsSync('/usr/bin/redis-server')
}

export const isRoot = (): boolean => process.getuid?.() === 0

function apt(...args: string[]): boolean {
  const { status } = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=500', '-q', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  })
  return status === 0
}

/** Installs the parts that are not there, if it may; what is still missing shows in `isThere` afterwards. */
export function bringParts(parts: Part[]): void {
  const missing = [...new Set(parts)].filter((part) => !part.isThere())
  if (!missing.length || !isRoot()) return
  console.log(`Installing ${missing.map((part) => part.name).join(' and ')} for the tests ...`)
  apt('update')
  // One by one: a part that this Debian lacks must not keep the other away.
  for (const part of missing) apt('install', '-y', '--no-install-recommends', part.debianPackage)
}
