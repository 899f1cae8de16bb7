/** A Redis of Debian on a port of its own, in memory only, that can be killed and started again: for tests and faults. */
import { spawn, type ChildProcess } from 'node:child_process'
import { connect, createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export const REDIS_SERVER = '/usr/bin/redis-server'

export type RedisServer = {
  url: string
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort()
  let running: ChildProcess
  const start = async () => {
    const args = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--daemonize',
      'no'
    ]
    running = spawn(REDIS_SERVER, args, { stdio: 'ignore', cwd: '/' })
    while (!(await answers(port))) {
      if (running.exitCode !== null) throw new Error(`redis-server stopped with ${running.exitCode}`)
      await sleep(10)
    }
  }
  const kill = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return
    const gone = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await gone
  }
  await start()
  return { url: `redis://127.0.0.1:${port}`, kill, start, close: kill }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (yes: boolean) => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
