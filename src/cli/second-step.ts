import { Refusal } from '#kernel/errors.ts'
import { findAccount } from '#platform/auth/accounts.ts'
import { dropSecondStep } from '#platform/auth/second-step.ts'
import { parseEmailAddress } from '#platform/mail/address.ts'
import * as t from '#texts/cli'
import { readArguments, required } from './arguments.ts'
import { Mistake, type Command } from './command.ts'

/**
 * `second-step off --email ADDRESS`: for somebody who lost phone and recovery codes and has no administrator to ask,
 * or belongs to several schools. Signs that account out everywhere.
 */
export const secondStepCommand: Command = async (args, { open, tell }) => {
  const [what, ...rest] = args
  if (what !== 'off') throw new Mistake(t.argument_wrong({ reason: what ?? '' }))
  const { values } = readArguments(rest, { email: { type: 'string' } })
  const address = parseEmailAddress(required(values.email, '--email'))
  if (!address.ok) throw new Refusal(address.failure)
  const { auth, database } = await open()
  const account = await database.signin((tx) => findAccount(tx, address.value))
  if (!account) throw new Mistake(t.account_unknown({ email: address.value }))
  if (!(await dropSecondStep(auth, account.id))) throw new Refusal({ code: 'second_step_off' })
  tell(t.second_step_dropped({ email: address.value }))
  return 0
}
