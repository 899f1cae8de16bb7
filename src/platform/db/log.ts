/** What the database code needs of a log; a pino logger fits. */
export type Log = Record<'info' | 'warn' | 'error', (facts: object, message: string) => void>

export const silentLog: Log = { info() {}, warn() {}, error() {} }
