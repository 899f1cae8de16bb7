import { beforeAll, expect } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { openClient } from './client.ts'
import type { Database, Tx } from './door.ts'
import { testDatabase, type TestDatabase } from './testing.ts'

/**
 * A test database with tables as a migration would make them: notes of schools, with the kinds of columns that are
 * easily bent on the way, and secrets beside the accounts.
 */
export async function databaseWithNotes(): Promise<TestDatabase> {
  const database = await testDatabase()
  beforeAll(() =>
    asOwner(
      database,
      `
    create table notes (
      school_id uuid not null,
      id uuid not null,
      body text not null default '',
      day date,
      at timestamptz,
      count bigint,
      facts jsonb,
      friends uuid[],
      primary key (school_id, id)
    );
    select tenant_table('notes');
    create table signin.secrets (word text);
    select signin_table('secrets');`
    )
  )
  return database
}

export async function asOwner({ owner }: TestDatabase, statements: string): Promise<void> {
  const client = openClient(owner, { max: 1 })
  await client.unsafe(statements)
  await client.end()
}

export const addNote = (database: Database, school: Id, body: string, id: Id = newId()): Promise<Id> =>
  database.transact(school, async (tx) => {
    await insertNote(tx, body, id)
    return id
  })

export async function insertNote(tx: Tx, body: string, id: Id = newId()): Promise<void> {
  await tx.sql`insert into notes ${tx.sql({ school_id: tx.school, id, body })}`
}

export const readNotes = (tx: Tx) => tx.sql<{ body: string }[]>`select body from notes order by body`

/** What a school has noted, in order. */
export const bodies = async (database: Database, school: Id): Promise<string[]> =>
  (await database.read(school, readNotes)).map(({ body }) => body)

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** An error of PostgreSQL, by its SQLSTATE. */
export const refusedFor = (code: string) => expect.objectContaining({ code })
