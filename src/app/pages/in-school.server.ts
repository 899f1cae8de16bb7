import { isRefusal, Refusal } from '#kernel/errors.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import type { App } from '../app.server.ts'
import type { Member } from '../viewers.server.ts'

/** One transaction in the member's own school, rolled back when it ends in a refusal. The use case asks who may. */
export async function inSchool<T>(
  { app, member }: { app: Pick<App, 'database'>; member: Pick<Member, 'school'> | null },
  work: (tx: Tx) => Promise<Result<T>>
): Promise<Result<T>> {
  try {
    return ok(
      await app.database.transact(member!.school, async (tx) => {
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
