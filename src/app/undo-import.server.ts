import type { Id } from '#kernel/id.ts'
import { undoPeopleImport, type UndoDone } from '#people/server'
import type { Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { accessOf } from '#platform/auth/memberships.ts'
import type { App } from './app.server.ts'

type Work = (undo: (tx: Tx) => Promise<Result<UndoDone>>) => Promise<Result<UndoDone>>

/** Undoes an import: whoever got an account or an invitation since is left, and so is everybody something hangs on. */
export async function undoImportFor(
  { database, clock }: Pick<App, 'database' | 'clock'>,
  { school, id, by }: { school: Id; id: Id; by: Id },
  within: Work
): Promise<Result<UndoDone>> {
  const access = await database.signin((tx) => accessOf(tx, school, clock()))
  const invited = new Set(access.map(({ person }) => person))
  return within((tx) => undoPeopleImport(tx, id, { by, now: clock(), invited }))
}
