import { spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { attachToRunning, openStorage } from '../storage.ts'
import { LONGEST_SOCKET_PATH, socketFolder } from './folders.ts'
import { embeddedSuite, isAlive, kill, testFolder, write } from './testing-folder.ts'

const folder = testFolder()

const refusal = (code: string, params: object) => expect.objectContaining({ failure: { code, params } })

embeddedSuite('a data folder', () => {
  it('is closed to others, and keeps no network port', async () => {
    const storage = await folder.open()
    for (const name of ['postgres', 'socket', 'log']) {
      expect((statSync(join(folder.dataDir, name)).mode & 0o777).toString(8), name).toBe('700')
    }
    expect(statSync(folder.dataDir).mode & 0o007).toBe(0)
    const rows = await storage.database.signin(
      (tx) => tx.sql`select current_setting('listen_addresses') as addresses,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits`
    )
    expect([...rows]).toEqual([{ addresses: '', fsync: 'on', commits: 'on' }])
  })

  it('may have a path too long for a socket', async () => {
    folder.dataDir = join(
      folder.home,
      ...Array.from({ length: 4 }, () => 'a-folder-with-a-rather-long-name-'.repeat(2)),
      'data'
    )
    await mkdir(folder.dataDir, { recursive: true })
    expect(folder.dataDir.length).toBeGreaterThan(LONGEST_SOCKET_PATH)
    const storage = await folder.open()
    const id = await write(storage)
    expect(socketFolder(folder.dataDir).startsWith(tmpdir())).toBe(true)
    await expect(openStorage({ dataDir: folder.dataDir, log: silentLog })).rejects.toMatchObject({
      message: 'already_running'
    })
    const command = await attachToRunning({ dataDir: folder.dataDir, log: silentLog })
    expect(await command.database.read(id, (tx) => tx.sql`select id from schools`)).toEqual([{ id }])
    await command.close()
  })

  it('may hold the pid file of a program that is not ours', async () => {
    await folder.close(await folder.open())
    const other = folder.watch(spawn('sleep', ['60']))
    const lines = [
      other.pid,
      join(folder.dataDir, 'postgres'),
      1,
      5432,
      join(folder.dataDir, 'socket'),
      '',
      '',
      'ready'
    ]
    writeFileSync(join(folder.dataDir, 'postgres/postmaster.pid'), lines.join('\n') + '\n')
    writeFileSync(join(folder.dataDir, 'socket/.s.PGSQL.5432.lock'), lines.join('\n') + '\n')
    await write(await folder.open())
    expect(isAlive(other.pid!)).toBe(true)
  })

  it('recovers from a first start that was broken off', async () => {
    await mkdir(join(folder.dataDir, 'postgres.new/base'), { recursive: true })
    await write(await folder.open())
    expect(existsSync(join(folder.dataDir, 'postgres.new'))).toBe(false)
  })

  it('of another version of PostgreSQL is refused and left alone', async () => {
    await folder.close(await folder.open())
    const file = join(folder.dataDir, 'postgres/PG_VERSION')
    writeFileSync(file, '17\n')
    await expect(folder.open()).rejects.toEqual(refusal('database_other_version', { found: '17', needed: '18' }))
    writeFileSync(file, '18\n')
    await write(await folder.open())
  })
})

embeddedSuite(
  'running as root',
  () => {
    const ownerOf = async (pid: number) =>
      Number(/^Uid:\t(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1])

    it('gives the server a user of its own where that can reach the folder', async () => {
      await write(await folder.open())
      expect(await ownerOf(folder.serverPid())).not.toBe(0)
    })

    it('keeps to that user at the next start', async () => {
      const first = await folder.open()
      const owner = await ownerOf(folder.serverPid())
      await folder.close(first)
      await write(await folder.open())
      expect(await ownerOf(folder.serverPid())).toBe(owner)
    })

    it('refuses a folder that another user prepared in its place', async () => {
      const socket = join(folder.dataDir, 'socket')
      await mkdir(socket, { recursive: true })
      chownSync(socket, 1, 1)
      await expect(folder.open()).rejects.toEqual(refusal('folder_not_ours', { folder: socket }))
      await rm(socket, { recursive: true })
    })

    it('uses a user namespace where no other user can come', async () => {
      chmodSync(folder.home, 0o700)
      const first = await folder.open()
      const id = await write(first)
      expect(await ownerOf(folder.serverPid())).toBe(0)
      await folder.close(first)
      const killed = await folder.startWriter()
      await kill(killed.child)
      await folder.open()
      expect(await folder.missing([id, ...killed.acknowledged])).toEqual([])
    })
  },
  { met: process.getuid!() === 0, reason: 'needs root' }
)
