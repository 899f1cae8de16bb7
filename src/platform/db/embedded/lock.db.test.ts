import { expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { attachToRunning, openStorage } from '../storage.ts'
import { embeddedSuite, isAlive, kill, testFolder, write } from './testing-folder.ts'

const folder = testFolder()

const refusal = (code: string, params: object) => expect.objectContaining({ failure: { code, params } })

embeddedSuite('one application on a folder', () => {
  it('refuses a second one with the process and the folder', async () => {
    const { child } = await folder.startWriter()
    const second = openStorage({ dataDir: folder.dataDir, log: silentLog })
    await expect(second).rejects.toEqual(refusal('already_running', { pid: String(child.pid), folder: folder.dataDir }))
    await expect(openStorage({ dataDir: `${folder.home}/./data/`, log: silentLog })).rejects.toMatchObject({
      message: 'already_running'
    })
  })

  it('lets one of several in that start at the same moment, also after a kill', async () => {
    await kill((await folder.startWriter()).child)
    const starts = await Promise.allSettled(Array.from({ length: 5 }, () => folder.open()))
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const start of starts) {
      if (start.status === 'rejected') expect(start.reason).toMatchObject({ message: 'already_running' })
    }
  })

  it('refuses beside one that is stopped and does not answer', async () => {
    const { child } = await folder.startWriter()
    child.kill('SIGSTOP')
    await expect(folder.open()).rejects.toEqual(refusal('already_running', { pid: '?', folder: folder.dataDir }))
    child.kill('SIGCONT')
  })

  it('lets a command work beside it, on the same database', async () => {
    const application = await folder.open()
    const pid = folder.serverPid()
    const heard: unknown[] = []
    const id = await write(application)
    await application.database.listen('changes', (payload) => heard.push(payload))
    const command = await attachToRunning({ dataDir: folder.dataDir, log: silentLog })
    await command.database.transact(id, async (tx) => {
      await tx.sql`update schools set name = 'by the command' where id = ${id}`
      await tx.sql`select pg_notify('changes', '"renamed"')`
    })
    await command.close()
    expect(await application.database.read(id, (tx) => tx.sql`select name from schools`)).toEqual([
      { name: 'by the command' }
    ])
    await expect.poll(() => heard).toEqual(['renamed'])
    expect(folder.serverPid()).toBe(pid)
  })

  it('lets a command work alone, and stops the database after it', async () => {
    const command = await attachToRunning({ dataDir: folder.dataDir, log: silentLog })
    await write(command)
    const pid = folder.serverPid()
    await command.close()
    expect(isAlive(pid)).toBe(false)
  })
})
