import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '#kernel/errors.ts'
import type { Log } from '../log.ts'
import type { Binary } from './binary.ts'
import { clusterFolder, ownFolder } from './folders.ts'
import { chooseIdentity, identityOf, runAs, type Identity } from './identity.ts'

export const DATABASE = 'samenspel'
export const OWNER_LOGIN = 'samenspel_owner'
export const APP_LOGIN = 'samenspel_app'
/** The superuser of the cluster. The application never uses it; it is there for an administrator, and for tests. */
export const ADMIN_LOGIN = 'postgres'

const BOOTSTRAP = [
  `create role ${OWNER_LOGIN} login createrole`,
  `create role ${APP_LOGIN} login noinherit`,
  `create database ${DATABASE} owner ${OWNER_LOGIN}`
]

/**
 * The cluster in the data folder, made when it is not there yet. It is made beside its place and moved there when it
 * is complete, logins and database included, so that a start that was broken off halfway leaves nothing behind.
 */
export function prepareCluster(dataDir: string, binary: Binary, log: Log): Identity {
  const folder = clusterFolder(dataDir)
  if (existsSync(folder)) {
    checkVersion(folder, binary)
    return identityOf(folder)
  }
  const identity = chooseIdentity(dataDir, binary)
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  ownFolder(draft, identity)
  log.info({ folder }, 'making a new database')
  run(identity, binary, binary.initdb, [
    `--pgdata=${draft}`,
    `--username=${ADMIN_LOGIN}`,
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    '--data-checksums',
    '--no-instructions',
    // Sorting by code point, the same on every machine and version; people's order is the screens' business.
    ...(binary.major >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8'])
  ])
  const output = run(
    identity,
    binary,
    binary.postgres,
    ['--single', '-D', draft, '-c', 'log_min_messages=error', 'postgres'],
    BOOTSTRAP.join('\n') + '\n'
  )
  if (/\b(ERROR|FATAL|PANIC):/.test(output)) throw startFailed(output)
  renameSync(draft, folder)
  syncFolder(dataDir)
  return identity
}

/** A new name in a folder survives a power cut once the folder itself is on disk. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

export const startFailed = (output: string): Refusal =>
  new Refusal({ code: 'database_start_failed', params: { reason: lastComplaint(output) } })

function lastComplaint(output: string): string {
  const lines = output.trim().split('\n')
  return (lines.findLast((line) => /\b(ERROR|FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? '').trim()
}

function run(identity: Identity, binary: Binary, program: string, args: string[], input?: string): string {
  const { status, stdout, stderr, error } = runAs(identity, binary, program, args, input)
  const output = `${stdout ?? ''}\n${stderr ?? ''}`
  if (status !== 0) throw startFailed(error?.message ?? output)
  return output
}

function checkVersion(folder: string, binary: Binary): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (found !== String(binary.major)) {
    throw new Refusal({ code: 'database_other_version', params: { found, needed: String(binary.major) } })
  }
}
