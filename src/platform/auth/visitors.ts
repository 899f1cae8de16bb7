import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Auth } from './auth.ts'
import { countAttempt, networkOf } from './limits.ts'

/** May strangers look around in the demonstration school of this installation? */
export async function areVisitorsWelcome({ database }: Pick<Auth, 'database'>): Promise<boolean> {
  const rows = await database.signin(({ sql }) => sql`select from installation where visitors_look_around`)
  return rows.length > 0
}

/** Lets strangers in, or no more. Who may decide that is for the caller to know. */
export async function welcomeVisitors({ database }: Pick<Auth, 'database'>, isWelcome: boolean): Promise<void> {
  await database.signin(({ sql }) => sql`update installation set visitors_look_around = ${isWelcome}`)
}

/** Each look begins a session: one network has enough of them for a whole team, and not for a flood. */
export async function countLook(
  { database, clock }: Pick<Auth, 'database' | 'clock'>,
  network: string
): Promise<Result<void>> {
  const counted = await database.signin((tx) => countAttempt(tx, 'look_network', networkOf(network), clock()))
  return counted.ok ? ok(undefined) : refuse(counted.failure)
}
