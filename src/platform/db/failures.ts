import { isRefusal, Refusal } from '#kernel/errors.ts'

const LOST_CODES = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // The server stops, crashed, starts up, or has no place left.
  '57P01',
  '57P02',
  '57P03',
  '53300'
])

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

/** The database cannot be reached, or went away halfway. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error)
  if (LOST_CODES.has(code) || code.startsWith('08')) return true
  // The socket file of a server that is gone; a missing file elsewhere is another matter.
  return code === 'ENOENT' && (error as { syscall?: string }).syscall === 'connect'
}

/** The connection of a transaction was lost, before or after it began. */
export class ConnectionLost extends Error {
  readonly hasBegun: boolean
  constructor(cause: unknown, hasBegun: boolean) {
    super('The connection of this transaction was lost', { cause })
    this.hasBegun = hasBegun
  }
}

/** Two transactions got in each other's way; the same one may well succeed when tried again. */
export const isCollision = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error))

/**
 * What somebody sent is no value that PostgreSQL can hold (SQLSTATE class 22): an id that is none in an address, a NUL
 * in a text, a number that is too large. A refusal, wherever it was not found out before.
 */
export function unreadable(error: unknown): Refusal | undefined {
  if (!/^22(?!012)...$/.test(codeOf(error))) return undefined
  return Object.assign(new Refusal({ code: 'input_invalid' }), { cause: error })
}

/** The login may not do this (SQLSTATE class 42501), or a role it should have does not exist. */
export const isRightMissing = (error: unknown): boolean => codeOf(error) === '42501'

/** The server is there and does not let us in: a wrong password, an unknown login or database. */
const isTurnedAway = (error: unknown): boolean => /^(28...|3D000)$/.test(codeOf(error))

/** What a failure to connect means to who set up the address of the database; other errors come back as they are. */
export function explainConnecting(error: unknown): unknown {
  if (isConnectionLost(error)) return databaseUnavailable(error)
  if (!isTurnedAway(error)) return error
  const reason = (error as Error).message
  return Object.assign(new Refusal({ code: 'database_turned_away', params: { reason } }), { cause: error })
}

/** The server has no room left to store it. What was to be stored is not there, what was stored before is. */
export const isDiskFull = (error: unknown): boolean => codeOf(error) === '53100'

export const diskFull = (cause: unknown): Refusal => Object.assign(new Refusal({ code: 'disk_full' }), { cause })

export const databaseUnavailable = (cause: unknown): Refusal =>
  Object.assign(new Refusal({ code: 'database_unavailable' }), { cause })

/** What was to be stored breaks a constraint (SQLSTATE class 23), or is a value that the server cannot hold. */
export const isRefusedByDatabase = (error: unknown): boolean =>
  isRefusal(error) ? error.failure.code === 'input_invalid' : codeOf(error).startsWith('23')
