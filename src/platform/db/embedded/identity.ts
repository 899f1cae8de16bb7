import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process'
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from '#kernel/errors.ts'
import type { Binary } from './binary.ts'

/**
 * As whom the server runs. PostgreSQL refuses to run as root; then it runs as a user of its own, or, where such a
 * user cannot come (a folder under /root), as "somebody else" inside a user namespace, whose files stay root's.
 */
export type Identity =
  { kind: 'self' } | { kind: 'user'; uid: number; gid: number } | { kind: 'namespace'; uid: number; gid: number }

type Entry = { name: string; uid: number; gid: number }

const OWN_USER = 'samenspel'

/** Chosen once, when the cluster is made; afterwards the owner of its folder tells. */
export function identityOf(clusterFolder: string): Identity {
  if (process.getuid?.() !== 0) return { kind: 'self' }
  const { uid, gid } = statSync(clusterFolder)
  return uid === 0 ? namespaced() : { kind: 'user', uid, gid }
}

/** Who will own a new cluster in this folder. */
export function chooseIdentity(dataDir: string, binary: Binary): Identity {
  if (process.getuid?.() !== 0) return { kind: 'self' }
  const stranger = find(readUsers(), ['nobody'])
  if (stranger && canReach(stranger, binary, dirname(dataDir))) {
    const user = find(readUsers(), [OWN_USER]) ?? addUser() ?? find(readUsers(), ['postgres', 'nobody'])
    if (user) {
      letThrough(user, dataDir)
      if (canReach(user, binary, dataDir)) return { kind: 'user', uid: user.uid, gid: user.gid }
    }
  }
  const identity = namespaced()
  const { status } = runAs(identity, binary, binary.postgres, ['--version'])
  if (status !== 0) throw new Refusal({ code: 'database_as_root', params: { folder: dataDir } })
  return identity
}

/** Runs a program of PostgreSQL to its end. */
export function runAs(identity: Identity, binary: Binary, program: string, args: string[], input?: string) {
  const [file, ...rest] = commandOf(identity, [program, ...args])
  return spawnSync(file!, rest, { ...optionsOf(identity, binary), input, encoding: 'utf8' })
}

/** Starts a program of PostgreSQL in a process group of its own, so that Ctrl-C reaches us and not the server. */
export function startAs(
  identity: Identity,
  binary: Binary,
  program: string,
  args: string[],
  stdio: StdioOptions
): ChildProcess {
  const [file, ...rest] = commandOf(identity, [program, ...args])
  return spawn(file!, rest, { ...optionsOf(identity, binary), detached: true, stdio })
}

const commandOf = (identity: Identity, command: string[]): string[] =>
  identity.kind === 'namespace'
    ? ['unshare', '--user', `--map-user=${identity.uid}`, `--map-group=${identity.gid}`, '--', ...command]
    : command

const optionsOf = (identity: Identity, binary: Binary) => ({
  cwd: '/',
  env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', ...binary.environment },
  ...(identity.kind === 'user' ? { uid: identity.uid, gid: identity.gid } : {})
})

function namespaced(): Identity {
  const users = readUsers()
  const { uid, gid } = find(users, [OWN_USER, 'postgres', 'nobody']) ?? users.find((user) => user.uid !== 0)!
  return { kind: 'namespace', uid, gid }
}

function canReach(user: Entry, binary: Binary, folder: string): boolean {
  const script = '"$0" --version && cd "$1"'
  return runAs({ kind: 'user', ...user }, binary, '/bin/sh', ['-c', script, binary.postgres, folder]).status === 0
}

/** The data folder stays closed; the server's group may pass through to its own folders inside. */
function letThrough(user: Entry, dataDir: string): void {
  if (statSync(dataDir).mode & 0o001) return
  chownSync(dataDir, 0, user.gid)
  chmodSync(dataDir, 0o710)
}

function addUser(): Entry | undefined {
  const settings = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent']
  spawnSync('useradd', [...settings, '--shell', '/usr/sbin/nologin', OWN_USER])
  return find(readUsers(), [OWN_USER])
}

function readUsers(): Entry[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }))
}

const find = (users: Entry[], names: string[]): Entry | undefined =>
  names.map((name) => users.find((user) => user.name === name)).find((user) => user !== undefined)
