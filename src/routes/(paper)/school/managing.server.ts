import { error } from '@sveltejs/kit'
import { isRefusal, Refusal } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { mayManagePeople } from '#people'
import { demandManager, demandUnitManager } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { failureText } from '#platform/i18n/failure.ts'

/** For a page that is only for who keeps the list of people. */
export function requireManager({ member }: App.Locals): void {
  if (!mayManagePeople(member!.grants)) error(403, failureText({ code: 'not_allowed' }))
}

/**
 * The way of every write of these pages: one transaction in the member's own school, by somebody who keeps the list
 * (or, with `unit`, who leads that unit), rolled back when it ends in a refusal.
 */
export async function managing<T>(
  { app, member }: App.Locals,
  work: (tx: Tx) => Promise<Result<T>>,
  { unit }: { unit?: Id } = {}
): Promise<Result<T>> {
  const { school, person } = member!
  try {
    return ok(
      await app.database.transact(school, async (tx) => {
        await (unit ? demandUnitManager(tx, person, unit) : demandManager(tx, person))
        const result = await work(tx)
        if (!result.ok) throw new Refusal(result.failure)
        return result.value
      })
    )
  } catch (thrown) {
    if (isRefusal(thrown)) return refuse(thrown.failure)
    throw thrown
  }
}
