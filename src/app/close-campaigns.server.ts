import type { Id } from '#kernel/id.ts'
import { closeWhatIsDue } from '#questionnaires/server'
import type { App } from './app.server.ts'

const QUARTER = 15 * 60_000

/** Closes every campaign whose last day is over, school by school: one that fails does not keep the others open. */
export async function closeDueCampaigns(app: Pick<App, 'database' | 'clock' | 'incident'>): Promise<void> {
  const schools = await app.database.signin(({ sql }) => sql<{ id: Id }[]>`select id from schools`)
  for (const { id } of schools)
    await app.database
      .transact(id, (tx) => closeWhatIsDue(tx, app.clock()))
      .catch((error: unknown) => void app.incident(error))
}

/** At the start and then each quarter of an hour; returns what stops it. */
export function closeCampaignsByTheClock(app: App): () => void {
  const run = () => void closeDueCampaigns(app).catch((error: unknown) => app.incident(error))
  run()
  const timer = setInterval(run, QUARTER)
  timer.unref()
  return () => clearInterval(timer)
}
