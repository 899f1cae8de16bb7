import { forgetOldMoods } from '#board-sessions/server'
import type { Id } from '#kernel/id.ts'
import { forgetImportChanges, forgetOldChanges, UNDO_TIME } from '#people/server'
import { tidySignin } from '#platform/auth/tidy.ts'
import { forgetJobs } from '#platform/jobs/queue.ts'
import type { App } from './app.server.ts'

const DAY = 86_400_000

/**
 * What is kept no longer than promised: expired links and sessions, moods after fourteen days, changes after two years,
 * and what an import changed after the day on which it can be undone.
 */
export async function tidy(app: App): Promise<void> {
  await tidySignin(app.auth)
  await forgetJobs(app.database, app.clock())
  const schools = await app.database.signin(({ sql }) => sql<{ id: Id }[]>`select id from schools`)
  await app.rhythm.wake(schools.map(({ id }) => id))
  for (const { id } of schools)
    await app.database.transact(id, async (tx) => {
      await forgetOldMoods(tx, app.clock())
      await forgetOldChanges(tx)
      await forgetImportChanges(tx, app.clock() - UNDO_TIME)
    })
}

/** Tidies at the start and then once a day; returns what stops it. */
export function tidyDaily(app: App): () => void {
  const run = () => void tidy(app).catch((error: unknown) => app.incident(error))
  run()
  const timer = setInterval(run, DAY)
  timer.unref()
  return () => clearInterval(timer)
}
