import { describe, expect, it } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openClient } from './client.ts'
import { openDatabase } from './door.ts'
import { addNote, asOwner, bodies, databaseWithNotes, readNotes, refusedFor } from './testing-notes.ts'
import { testServer } from './testing.ts'

const database = await databaseWithNotes()
const { ownerSql } = database

describe('the walls', () => {
  it('shows a school its own rows only', async () => {
    const [oak, elm] = [newId(), newId()]
    await addNote(database, oak, 'of the oak')
    await addNote(database, elm, 'of the elm')
    expect(await bodies(database, oak)).toEqual(['of the oak'])
    expect(await bodies(database, elm)).toEqual(['of the elm'])
    expect(await bodies(database, newId())).toEqual([])
  })

  it('refuses to write a row of another school', async () => {
    const [oak, elm] = [newId(), newId()]
    const insert = database.transact(oak, (tx) => tx.sql`insert into notes (school_id, id) values (${elm}, ${newId()})`)
    await expect(insert).rejects.toEqual(refusedFor('42501'))
    const own = await addNote(database, oak, 'mine')
    const move = database.transact(oak, (tx) => tx.sql`update notes set school_id = ${elm} where id = ${own}`)
    await expect(move).rejects.toEqual(refusedFor('42501'))
    expect(await bodies(database, oak)).toEqual(['mine'])
    expect(await bodies(database, elm)).toEqual([])
  })

  it('updates and deletes nothing of another school', async () => {
    const [oak, elm] = [newId(), newId()]
    const id = await addNote(database, elm, 'untouched')
    await database.transact(oak, async (tx) => {
      expect((await tx.sql`update notes set body = 'touched' where id = ${id}`).count).toBe(0)
      expect((await tx.sql`delete from notes where id = ${id}`).count).toBe(0)
      expect((await tx.sql`delete from notes`).count).toBe(0)
    })
    expect(await bodies(database, elm)).toEqual(['untouched'])
  })

  it('shows nothing and takes nothing when no school is set', async () => {
    await addNote(database, newId(), 'somewhere')
    const bare = openClient(database.app, { max: 1, session: { role: 'samenspel_tenant' } })
    expect(await bare`select * from notes`).toEqual([])
    await expect(bare`insert into notes (school_id, id) values (${newId()}, ${newId()})`).rejects.toEqual(
      refusedFor('42501')
    )
    await bare.end()
    await expect(database.read('', readNotes)).rejects.toThrow(TypeError)
    await expect(database.transact("x' or true", readNotes)).rejects.toThrow(TypeError)
  })

  it('does not carry a school over to the next transaction on the same connection', async () => {
    const single = openDatabase({ target: database.app, connections: { tenant: 1, signin: 1 } })
    const oak = newId()
    await addNote(database, oak, 'kept apart')
    expect(await single.read(oak, readNotes)).toHaveLength(1)
    expect(await single.read(newId(), readNotes)).toHaveLength(0)
    await single.close()
  })

  it('keeps accounts from the schools, and schools from the accounts', async () => {
    await database.signin((tx) => tx.sql`insert into secrets values ('hush')`)
    expect(await database.signin((tx) => tx.sql`select word from signin.secrets`)).toEqual([{ word: 'hush' }])
    const school = newId()
    await expect(database.read(school, (tx) => tx.sql`select * from signin.secrets`)).rejects.toEqual(
      refusedFor('42501')
    )
    await expect(database.signin((tx) => tx.sql`select * from public.notes`)).rejects.toEqual(refusedFor('42501'))
    await expect(database.read(school, (tx) => tx.sql`select * from administration.migrations_done`)).rejects.toEqual(
      refusedFor('42501')
    )
  })

  it('stays in its role after reset role, and has no rights as the bare login', async () => {
    const school = newId()
    const trick = (...steps: string[]) =>
      database.transact(school, async (tx) => {
        for (const step of steps) await tx.sql.unsafe(step)
        return tx.sql`select * from signin.secrets`
      })
    for (const step of ['reset role', 'reset all', 'reset session authorization', 'discard temp', 'set role none']) {
      await expect(trick(step), step).rejects.toEqual(refusedFor('42501'))
    }
    await expect(trick(`set session authorization ${testServer().ownerLogin}`)).rejects.toEqual(refusedFor('42501'))
    await expect(trick('set row_security = off', 'select * from notes')).rejects.toEqual(refusedFor('42501'))
  })

  it('cannot hold against whoever may run SQL of their own: the login may choose the other role', async () => {
    const rows = await database.transact(newId(), async (tx) => {
      await tx.sql`select set_config('role', 'samenspel_signin', true)`
      return tx.sql`select * from signin.secrets`
    })
    expect(rows.length).toBeGreaterThan(0)
  })

  it('finds a table without walls', async () => {
    expect(await ownerSql`select * from wall_faults()`).toEqual([])
    await asOwner(
      database,
      `
      create table bare (id uuid);
      create table half (school_id uuid);
      alter table half enable row level security;
      create policy everybody on half using (true);
      grant select on half to samenspel_signin;
      create materialized view copy as select * from notes;
      create view window_on_all as select * from notes;`
    )
    const faults = await ownerSql`select relation, fault from wall_faults() order by relation, fault`
    expect(faults.map(({ relation, fault }) => `${relation} ${fault}`)).toEqual([
      'bare has no forced row-level security',
      'bare has no policy on its school',
      'bare has no school_id',
      'copy escapes row-level security: make it a plain table',
      'half has another policy than the one on its school',
      'half has no forced row-level security',
      'half may be touched by samenspel_signin',
      'window_on_all is a view without security_invoker'
    ])
    await asOwner(database, 'drop view window_on_all; drop materialized view copy; drop table bare, half')
  })
})
