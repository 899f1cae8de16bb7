import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '#kernel/errors.ts'
import { SOCKET_PORT } from '../client.ts'
import type { Identity } from './identity.ts'

/** The longest path of a socket that Linux takes, in bytes. */
export const LONGEST_SOCKET_PATH = 107

export const clusterFolder = (dataDir: string) => join(dataDir, 'postgres')
export const logFolder = (dataDir: string) => join(dataDir, 'log')

/** Makes a folder that only the server's user may enter. One that somebody else made there is refused. */
export function ownFolder(folder: string, identity: Identity): string {
  const uid = identity.kind === 'user' ? identity.uid : process.getuid!()
  if (!lstatSync(folder, { throwIfNoEntry: false })) {
    mkdirSync(folder, { mode: 0o700 })
    if (identity.kind === 'user') chownSync(folder, identity.uid, identity.gid)
  }
  const stats = lstatSync(folder)
  if (!stats.isDirectory() || stats.uid !== uid) {
    throw new Refusal({ code: 'folder_not_ours', params: { folder } })
  }
  if ((stats.mode & 0o777) !== 0o700) chmodSync(folder, 0o700)
  return folder
}

/** Where the server's socket is: in the data folder, or in a short folder of its own when that path is too long. */
export function socketFolder(dataDir: string): string {
  const folder = join(dataDir, 'socket')
  const longest = Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`))
  if (longest <= LONGEST_SOCKET_PATH) return folder
  return join(tmpdir(), `samenspel-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)}`)
}
