import { findAccount } from '#platform/auth/accounts.ts'
import { createLink, linkUrl } from '#platform/auth/links.ts'
import { parseEmailAddress } from '#platform/mail/address.ts'
import { Refusal } from '#kernel/errors.ts'
import * as t from '#texts/cli'
import { baseUrl } from './base-url.ts'
import { readArguments, required } from './arguments.ts'
import { Mistake, type Command } from './command.ts'

/** `link --email ADDRESS`: a link that signs an account in, for a server without mail. */
export const linkCommand: Command = async (args, { open, print, tell }) => {
  const { values } = readArguments(args, { email: { type: 'string' } })
  const address = parseEmailAddress(required(values.email, '--email'))
  if (!address.ok) throw new Refusal(address.failure)
  const email = address.value
  const { database, clock, config } = await open()
  const token = await database.signin(async (tx) => {
    const account = await findAccount(tx, email)
    return account && createLink(tx, { purpose: 'sign_in', email, account: account.id }, clock())
  })
  if (!token) throw new Mistake(t.account_unknown({ email }))
  tell(t.sign_in_link({ email }))
  print(linkUrl(baseUrl(config), 'sign_in', token))
  return 0
}
