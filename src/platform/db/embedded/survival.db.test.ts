import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { openDatabase } from '../door.ts'
import { socketFolder } from './folders.ts'
import { embeddedTarget } from './supervisor.ts'
import { embeddedSuite, isAlive, kill, testFolder, write } from './testing-folder.ts'

const folder = testFolder()

embeddedSuite('a killed database', () => {
  it('is started again, and the application goes on with every acknowledged row', async () => {
    const storage = await folder.open()
    const acknowledged: Id[] = []
    const failures: unknown[] = []
    let writing = true
    const writers = Array.from({ length: 3 }, async () => {
      while (writing)
        await write(storage).then(
          (id) => acknowledged.push(id),
          (error) => failures.push(error)
        )
    })
    try {
      for (let round = 0; round < 3; round++) {
        await sleep(100)
        const before = { pid: folder.serverPid(), rows: acknowledged.length }
        process.kill(before.pid, 'SIGKILL')
        await expect.poll(() => acknowledged.length, { interval: 5, timeout: 20_000 }).toBeGreaterThan(before.rows + 10)
        expect(folder.serverPid()).not.toBe(before.pid)
      }
    } finally {
      writing = false
      await Promise.all(writers)
    }
    expect(await folder.missing(acknowledged)).toEqual([])
    for (const failure of failures) expect(failure).toMatchObject({ failure: { code: 'database_unavailable' } })
  })

  it('may lose a single process: the application goes on', async () => {
    const storage = await folder.open()
    const id = await write(storage)
    const victim = await storage.database.read(id, (tx) => tx.sql<{ pid: number }[]>`select pg_backend_pid() as pid`)
    process.kill(victim[0]!.pid, 'SIGKILL')
    const succeeds = () =>
      write(storage).then(
        () => true,
        () => false
      )
    await expect.poll(succeeds, { timeout: 20_000 }).toBe(true)
    expect(await folder.missing([id])).toEqual([])
  })

  it('lets who reads wait for it, instead of failing', { timeout: 120_000 }, async () => {
    const id = await write(await folder.open())
    // That it waits is what counts here, not that a busy machine has the server back within the usual patience.
    const target = embeddedTarget(socketFolder(folder.dataDir), 'app')
    const database = openDatabase({ target, patience: 20_000 })
    try {
      for (let round = 0; round < 5; round++) {
        process.kill(folder.serverPid(), 'SIGKILL')
        await sleep(round * 3)
        expect(await database.read(id, (tx) => tx.sql`select id from schools`)).toEqual([{ id }])
      }
    } finally {
      await database.close()
    }
  })
})

embeddedSuite('a killed application', () => {
  it('is taken over by the next start, with every acknowledged row, whatever was killed with it', async () => {
    const acknowledged: Id[] = []
    for (let round = 0; round < 10; round++) {
      const writer = await folder.startWriter()
      await sleep(Math.random() * 200)
      const pid = folder.serverPid()
      const victims = { 0: ['application'], 1: ['database', 'application'], 2: ['application', 'database'] }[round % 3]!
      for (const victim of victims) {
        if (victim === 'database') process.kill(pid, 'SIGKILL')
        else await kill(writer.child)
      }
      await sleep(20)
      acknowledged.push(...writer.acknowledged)
      const storage = await folder.open()
      expect(folder.serverPid()).not.toBe(pid)
      expect(await folder.missing(acknowledged), `round ${round}`).toEqual([])
      acknowledged.push(await write(storage))
      await folder.close(storage)
      expect(isAlive(pid)).toBe(false)
    }
    // One of ours in each round; more than that were in the writers' hands when they were killed.
    expect(acknowledged.length).toBeGreaterThan(20)
  }, 120_000)

  it('leaves the database to finish by itself after Ctrl-C: it is in no group of ours', async () => {
    const { child } = await folder.startWriter()
    const pid = folder.serverPid()
    const group = Number((await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/.*\) /, '').split(' ')[2])
    expect(group).toBe(pid)
    const left = once(child, 'exit')
    process.kill(-child.pid!, 'SIGINT')
    await left
    expect(isAlive(pid)).toBe(true)
    await folder.open()
    expect(isAlive(pid)).toBe(false)
  })
})
