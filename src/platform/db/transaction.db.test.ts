import { describe, expect, it } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { openDatabase, type Tx } from './door.ts'
import { addNote, bodies, databaseWithNotes, insertNote, refusedFor } from './testing-notes.ts'

const database = await databaseWithNotes()

describe('a transaction', () => {
  it('brings values back as they went in', async () => {
    const school = newId()
    const id = newId()
    const at = new Date('2026-03-29T01:30:00.123Z')
    const facts = { word: 'één', list: [1, null, 'a'], nested: { yes: true } }
    const friends = [newId(), newId()]
    await database.transact(school, async (tx) => {
      await tx.sql`insert into notes ${tx.sql({
        school_id: school,
        id,
        day: '2026-03-29',
        at,
        count: 2 ** 40,
        facts: tx.sql.json(facts),
        friends
      })}`
    })
    await database.read(school, async (tx) => {
      const [row] = await tx.sql`
        select day, at, count, facts, friends, jsonb_typeof(facts) as kind from notes where id = ${id}`
      expect(row).toEqual({ day: '2026-03-29', at, count: 2 ** 40, facts, friends, kind: 'object' })
    })
  })

  it('keeps a string, a number and null as JSON what they are', async () => {
    const school = newId()
    for (const value of ['text', '{"not":"parsed"}', 12, null]) {
      const [row] = await database.transact(school, (tx) => tx.sql`select ${tx.sql.json(value)}::jsonb as value`)
      expect(row!['value']).toEqual(value)
    }
  })

  it('reads without writing, at one moment', async () => {
    const school = newId()
    await expect(
      database.read(school, (tx) => tx.sql`insert into notes (school_id, id) values (${school}, ${newId()})`)
    ).rejects.toEqual(refusedFor('25006'))
    await database.read(school, async (tx) => {
      expect(await tx.sql`select * from notes`).toHaveLength(0)
      await addNote(database, school, 'meanwhile')
      expect(await tx.sql`select * from notes`).toHaveLength(0)
    })
    expect(await bodies(database, school)).toEqual(['meanwhile'])
  })

  it('is all or nothing', async () => {
    const school = newId()
    const failed = database.transact(school, async (tx) => {
      await tx.sql`insert into notes (school_id, id) values (${school}, ${newId()})`
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await bodies(database, school)).toEqual([])
  })

  it('fails when a query failed that nobody awaited or whose error was swallowed', async () => {
    const school = newId()
    const forgotten = database.transact(school, async (tx) => {
      await tx.sql`insert into notes (school_id, id, body) values (${school}, ${newId()}, 'lost?')`
      void tx.sql`select 1 / 0`.execute()
      return 'done'
    })
    await expect(forgotten).rejects.toEqual(refusedFor('22012'))
    const swallowed = database.transact(school, async (tx) => {
      await tx.sql`select 1 / 0`.catch(() => {})
      return 'done'
    })
    await expect(swallowed).rejects.toEqual(refusedFor('22012'))
    expect(await bodies(database, school)).toEqual([])
  })

  it('that finds the disk full stores nothing, and says so in a sentence', async () => {
    const school = newId()
    const full = database.transact(school, async (tx) => {
      await insertNote(tx, 'past er niet bij')
      await tx.sql`do $$ begin raise sqlstate '53100' using message = 'could not extend file: No space left on device'; end $$`
    })
    await expect(full).rejects.toMatchObject({ name: 'Refusal', failure: { code: 'disk_full' } })
    expect(await bodies(database, school)).toEqual([])
  })

  it('goes on after a savepoint that failed', async () => {
    const school = newId()
    await database.transact(school, async (tx) => {
      const inner = tx.sql.savepoint(async (sql) => {
        await sql`insert into notes (school_id, id, body) values (${school}, ${newId()}, 'undone')`
        await sql`select 1 / 0`
      })
      await expect(inner).rejects.toEqual(refusedFor('22012'))
      await tx.sql`insert into notes (school_id, id, body) values (${school}, ${newId()}, 'kept')`
    })
    expect(await bodies(database, school)).toEqual(['kept'])
  })

  it('cannot be used after its end', async () => {
    const school = newId()
    let late!: Tx
    const unsent = await database.transact(school, async (tx) => {
      late = tx
      const query = tx.sql`insert into notes (school_id, id) values (${school}, ${newId()})`
      return { query }
    })
    await expect(unsent.query).rejects.toThrow('has ended')
    expect(() => late.sql`select 1`).toThrow('has ended')
    expect(() => late.sql.unsafe('select 1')).toThrow('has ended')
    expect(await bodies(database, school)).toEqual([])
  })

  it('runs what waits for the commit after it, in order, and not after a rollback', async () => {
    const school = newId()
    const seen: string[] = []
    await database.transact(school, async (tx) => {
      tx.onCommit(async () => seen.push((await bodies(database, school)).join()))
      tx.onCommit(() => seen.push('second'))
      await tx.sql`insert into notes (school_id, id, body) values (${school}, ${newId()}, 'first')`
      expect(seen).toEqual([])
    })
    expect(seen).toEqual(['first', 'second'])
    const failed = database.transact(school, async (tx) => {
      tx.onCommit(() => seen.push('never'))
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(seen).toEqual(['first', 'second'])
  })

  it('stands when an effect after its commit fails, and logs that', async () => {
    const errors: unknown[] = []
    const logged = openDatabase({
      target: database.app,
      log: { info() {}, warn() {}, error: (facts) => void errors.push(facts) }
    })
    let ran = false
    const value = await logged.transact(newId(), async (tx) => {
      tx.onCommit(() => {
        throw new Error('mail is down')
      })
      tx.onCommit(() => (ran = true))
      return 'stored'
    })
    await logged.close()
    expect([value, ran, errors]).toEqual(['stored', true, [{ err: new Error('mail is down') }]])
  })

  it('is tried again after a deadlock', async () => {
    const school = newId()
    const [a, b] = [await addNote(database, school, 'a'), await addNote(database, school, 'b')]
    let calls = 0
    let holding = 0
    const bothHoldOne = Promise.withResolvers<void>()
    const cross = (first: Id, second: Id) =>
      database.transact(school, async (tx) => {
        calls++
        await tx.sql`update notes set body = body || '!' where id = ${first}`
        if (++holding === 2) bothHoldOne.resolve()
        await bothHoldOne.promise
        await tx.sql`update notes set body = body || '?' where id = ${second}`
      })
    await Promise.all([cross(a, b), cross(b, a)])
    expect(calls).toBe(3)
    expect((await bodies(database, school)).map((body) => body.length)).toEqual([3, 3])
  })

  it('gives up after three more tries', async () => {
    let calls = 0
    const colliding = database.transact(newId(), async (tx) => {
      calls++
      await tx.sql.unsafe(`do $$ begin raise exception 'again' using errcode = '40001'; end $$`)
    })
    await expect(colliding).rejects.toEqual(refusedFor('40001'))
    expect(calls).toBe(4)
  })

  it('is a refusal when what was sent cannot be a value at all', async () => {
    const school = newId()
    const asking = (id: string) => database.read(school, (tx) => tx.sql`select from notes where id = ${id}`)
    const noteThat = (body: string) =>
      database.transact(
        school,
        (tx) => tx.sql`insert into notes (school_id, id, body) values (${school}, ${newId()}, ${body})`
      )
    const refusal = expect.objectContaining({ failure: { code: 'input_invalid' } }) as unknown
    await expect(asking('no id')).rejects.toEqual(refusal)
    await expect(noteThat('a\u0000b')).rejects.toEqual(refusal)
    expect(await bodies(database, school)).toEqual([])
  })
})
