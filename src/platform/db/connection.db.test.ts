import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '#kernel/id.ts'
import { announce, openDatabase, type Tx } from './door.ts'
import { addNote, bodies, databaseWithNotes, pause, readNotes } from './testing-notes.ts'

const database = await databaseWithNotes()
const { ownerSql } = database

const unavailable = expect.objectContaining({ failure: { code: 'database_unavailable' } })

describe('a lost connection', () => {
  const pidOf = async (tx: Tx): Promise<number> =>
    (await tx.sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]!.pid
  const kill = (pid: number) => ownerSql`select pg_terminate_backend(${pid}, 5000)`

  it('is told as a database that is away, while a query runs and between two', async () => {
    const school = newId()
    const during = database.transact(school, async (tx) => {
      const pid = await pidOf(tx)
      setTimeout(() => void kill(pid).execute(), 50)
      await tx.sql`select pg_sleep(5)`
    })
    await expect(during).rejects.toEqual(unavailable)
    const between = database.transact(school, async (tx) => {
      await kill(await pidOf(tx))
      await pause(50)
      await tx.sql`select 1`
    })
    await expect(between).rejects.toEqual(unavailable)
    expect(await bodies(database, school)).toEqual([])
  })

  it('lets a read ask again', async () => {
    const school = newId()
    await addNote(database, school, 'still here')
    let tries = 0
    const found = await database.read(school, async (tx) => {
      if (++tries === 1) await kill(await pidOf(tx))
      return readNotes(tx)
    })
    expect([tries, found[0]]).toEqual([2, { body: 'still here' }])
  })

  it('is not what a failure of something else is', async () => {
    const elsewhere = Object.assign(new Error('the mail server is away'), { code: 'ECONNREFUSED' })
    const failed = database.transact(newId(), async () => {
      throw elsewhere
    })
    await expect(failed).rejects.toBe(elsewhere)
  })

  it('makes more transactions than connections wait for their turn', async () => {
    const narrow = openDatabase({ target: database.app, connections: { tenant: 2, signin: 1 } })
    const school = newId()
    const before = Array.from({ length: 20 }, (_, i) => `note ${String(i).padStart(2, '0')}`)
    await Promise.all(before.map((body) => addNote(narrow, school, body)))
    expect(await bodies(narrow, school)).toEqual(before)
    await narrow.close()
  })

  it('lets no later query of the same transaction through on a new connection', async () => {
    const single = openDatabase({ target: database.app, connections: { tenant: 1, signin: 1 } })
    const [school, other] = [newId(), newId()]
    const late: unknown[] = []
    const broken = single.transact(school, async (tx) => {
      await kill(await pidOf(tx))
      for (let i = 0; i < 5; i++) {
        try {
          late.push(await tx.sql`insert into notes (school_id, id, body) values (${other}, ${newId()}, 'smuggled')`)
        } catch {
          await pause(20)
        }
      }
    })
    await expect(broken).rejects.toEqual(unavailable)
    await Promise.all(Array.from({ length: 20 }, () => single.transact(other, readNotes)))
    await pause(150)
    expect(late).toEqual([])
    expect(await bodies(database, other)).toEqual([])
    await single.close()
  })
})

describe('announcing', () => {
  const stops: (() => Promise<void>)[] = []
  afterAll(() => Promise.all(stops.map((stop) => stop())))

  const follow = async (channel: string) => {
    const heard: unknown[] = []
    let gaps = 0
    stops.push(
      await database.listen(
        channel,
        (payload) => heard.push(payload),
        () => gaps++
      )
    )
    return { heard, gaps: () => gaps }
  }

  it('reaches who listens, at the commit and not after a rollback', async () => {
    const channel = `changes-${newId()}`
    const { heard } = await follow(channel)
    await database.transact(newId(), async (tx) => {
      await announce(tx, channel, { word: 'één' })
      await pause(50)
      expect(heard).toEqual([])
    })
    await database
      .transact(newId(), async (tx) => {
        await announce(tx, channel, 'never')
        throw new Error('no')
      })
      .catch(() => {})
    await expect.poll(() => heard).toEqual([{ word: 'één' }])
  })

  it('listens again after a lost connection, and says that something may be missed', async () => {
    const channel = `changes-${newId()}`
    const { heard, gaps } = await follow(channel)
    expect(gaps()).toBe(1)
    await ownerSql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`
    await expect.poll(gaps).toBe(2)
    await database.transact(newId(), async (tx) => void (await announce(tx, channel, 'still here')))
    await expect.poll(() => heard).toEqual(['still here'])
  })
})
