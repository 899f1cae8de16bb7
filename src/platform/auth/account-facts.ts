import type { Id } from '#kernel/id.ts'
import type { Auth } from './auth.ts'

export type AccountFacts = {
  email: string
  language: string
  createdAt: Date
  signedInAt: Date | null
  hasPassword: boolean
  secondStepSince: Date | null
  devices: { device: string; since: Date; seen: Date }[]
}

/** What signing in knows of an account, without anything that opens a door. For its holder. */
export const accountFacts = (auth: Auth, account: Id): Promise<AccountFacts | null> =>
  auth.database.signin(async ({ sql }) => {
    const [row] = await sql<Omit<AccountFacts, 'devices'>[]>`
      select a.email, a.language, a.created_at as "createdAt", a.signed_in_at as "signedInAt",
        a.password_hash is not null as "hasPassword", s.confirmed_at as "secondStepSince"
      from accounts a left join second_steps s on s.account_id = a.id where a.id = ${account}`
    if (!row) return null
    const devices = await sql<AccountFacts['devices']>`
      select device, created_at as since, seen_at as seen from sessions where account_id = ${account} order by seen_at desc`
    return { ...row, devices: [...devices] }
  })
