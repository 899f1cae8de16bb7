import type { Id } from '#kernel/id.ts'
import { newId } from '#kernel/id.ts'
import type { Database } from '#platform/db/door.ts'
import { openMailer, type Mailer } from '#platform/mail/mailer.ts'
import { ensureAccount, setPasswordHash } from './accounts.ts'
import { openAuth, type Auth } from './auth.ts'
import { joinSchool } from './memberships.ts'
import { hashPassword } from './passwords.ts'
import type { Browser } from './sign-in.ts'

export const NO_MAIL: Mailer = openMailer({ url: null, from: null })

export const aBrowser = (parts: Partial<Browser> = {}): Browser => ({
  network: '192.0.2.7',
  device: 'Firefox',
  ...parts
})

/** Signing in on a clock that the test moves; `logged` holds what an operator would read. */
export function authForTests(
  database: Pick<Database, 'signin'>,
  mailer: Mailer = NO_MAIL,
  publicUrl: string | null = 'https://samenspel.school.nl'
) {
  let now = Date.UTC(2026, 10, 20, 8)
  const logged: { facts: object; message: string }[] = []
  const write = (facts: object, message: string) => void logged.push({ facts, message })
  const auth = openAuth({
    database,
    clock: () => now,
    mailer,
    publicUrl,
    secretKey: async () => Buffer.alloc(32, 7),
    log: { info: write, warn: write, error: write }
  })
  return {
    auth,
    logged,
    /** Lets time pass, in ms. */
    pass: (span: number) => void (now += span)
  }
}

let made = 0

/** An account; with a password if one is given. */
export async function anAccount(
  auth: Pick<Auth, 'database' | 'clock'>,
  { email = `collega${++made}@school.nl`, password }: { email?: string; password?: string } = {}
): Promise<{ account: Id; email: string }> {
  const hash = password === undefined ? null : await hashPassword(password)
  return auth.database.signin(async (tx) => {
    const account = await ensureAccount(tx, { email, language: 'nl', now: auth.clock() })
    if (hash) await setPasswordHash(tx, account, hash)
    return { account, email }
  })
}

/** An account that is a person in a school. */
export async function aMember(
  auth: Pick<Auth, 'database' | 'clock'>,
  { school = newId(), person = newId(), ...rest }: { email?: string; password?: string; school?: Id; person?: Id } = {}
): Promise<{ account: Id; email: string; school: Id; person: Id }> {
  const { account, email } = await anAccount(auth, rest)
  const joined = await auth.database.signin((tx) => joinSchool(tx, { account, school, person, now: auth.clock() }))
  if (!joined.ok) throw new Error(joined.failure.code)
  return { account, email, school, person }
}
