import { pino, type DestinationStream, type Logger } from 'pino'

/**
 * One line of JSON per fact, and never what people wrote. Routes are logged by their pattern, refusals by their code;
 * of an error only what a program says about itself: PostgreSQL repeats rows and values in its details.
 */
export const createLog = (
  level = process.env['LOG_LEVEL'] ?? 'warn',
  destination: DestinationStream = pino.destination({ fd: 1, sync: true })
): Logger =>
  pino(
    {
      level,
      base: null,
      redact: ['url', '*.password', '*.token', '*.email'],
      serializers: { err: safeError, failure: (failure: { code?: unknown }) => String(failure?.code) }
    },
    destination
  )

type Facts = {
  type: string
  message?: string
  code?: unknown
  table?: unknown
  constraint?: unknown
  stack?: string
  cause?: Facts
}

/** PostgreSQL names values in the message itself for these: a value that cannot be read, a row against a check. */
const NAMES_VALUES = /^22/

export function safeError(error: unknown): Facts {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, table_name: table, constraint_name: constraint } = error as Error & Record<string, unknown>
  const isQuiet = typeof code === 'string' && NAMES_VALUES.test(code)
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    ...(isQuiet ? {} : { message: error.message }),
    ...(code === undefined ? {} : { code }),
    ...(table === undefined ? {} : { table }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(frames?.length ? { stack: frames.join('\n') } : {}),
    ...(error.cause === undefined ? {} : { cause: safeError(error.cause) })
  }
}
