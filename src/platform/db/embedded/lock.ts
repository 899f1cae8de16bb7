import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, closeSync, openSync, rmSync, statSync } from 'node:fs'
import { createServer, connect, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '#kernel/errors.ts'
import { LONGEST_SOCKET_PATH } from './folders.ts'

/** What a running application tells about itself to who knocks at its folder. */
export type Occupant = {
  /** null when it holds the folder but is too busy, or stopped, to answer. */
  pid: number | null
  /** Where its database is, once that runs. */
  socketFolder: string | null
}

export type FolderLock = {
  /** From now on, tell where the database is. */
  announce(socketFolder: string): void
  release(): Promise<void>
}

/** How long (ms) a process that was just killed may still hold its name. */
const LETTING_GO = 1000

/**
 * One application per data folder. The lock is a socket with an abstract name, which the kernel gives to one process
 * and takes back at its death, whatever its death: nothing is left behind that must be judged. Beside it,
 * `<data>/app.sock` answers who asks for the running application, also from another container on the same folder.
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  const occupant: Occupant = { pid: process.pid, socketFolder: null }
  const name = await claim(dataDir, occupant)
  const path = openSocketPath(dataDir)
  rmSync(join(dataDir, 'app.sock'), { force: true })
  const door = await listen(path.path, occupant)
  chmodSync(join(dataDir, 'app.sock'), 0o600)
  return {
    announce: (socketFolder) => void (occupant.socketFolder = socketFolder),
    async release() {
      await shut(door)
      path.close()
      await shut(name)
    }
  }
}

/** The application that runs on a folder, if any. */
export async function askOccupant(dataDir: string): Promise<Occupant | undefined> {
  const path = openSocketPath(dataDir)
  const socket = connect(path.path)
  let isThere = false
  try {
    let text = ''
    socket.setEncoding('utf8').setTimeout(2000, () => socket.destroy(new Error('no answer')))
    socket.once('connect', () => (isThere = true))
    socket.on('data', (part) => (text += part))
    await once(socket, 'end')
    return JSON.parse(text) as Occupant
  } catch {
    return isThere ? { pid: null, socketFolder: null } : undefined
  } finally {
    socket.destroy()
    path.close()
  }
}

/** Takes the folder's name, or refuses when somebody is there. */
async function claim(dataDir: string, occupant: Occupant): Promise<Server> {
  const refusal = (pid?: number | null) =>
    new Refusal({ code: 'already_running', params: { pid: String(pid ?? '?'), folder: dataDir } })
  for (const deadline = Date.now() + LETTING_GO; ; await sleep(20)) {
    const other = await askOccupant(dataDir)
    if (other) throw refusal(other.pid)
    try {
      return await listen(abstractName(dataDir), occupant)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      if (Date.now() > deadline) throw refusal()
    }
  }
}

async function listen(path: string, occupant: Occupant): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.end(JSON.stringify(occupant))
  })
  server.listen({ path })
  await once(server, 'listening')
  return server.unref()
}

const shut = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()))

/** By the folder itself, not by one of the names that lead to it. */
function abstractName(dataDir: string): string {
  const { dev, ino } = statSync(dataDir)
  return `\0samenspel-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)}`
}

/** A path to the folder's socket that is always short enough: through an open handle on the folder where need be. */
function openSocketPath(dataDir: string): { path: string; close(): void } {
  const path = join(dataDir, 'app.sock')
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return { path, close() {} }
  const handle = openSync(dataDir, 'r')
  return { path: `/proc/self/fd/${handle}/app.sock`, close: () => closeSync(handle) }
}
