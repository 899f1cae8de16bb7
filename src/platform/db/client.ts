import postgres from 'postgres'

/** Where a database is: a URL, or the socket folder of a server of our own. */
export type Target = { url: string } | { socketFolder: string; login: string; database: string }

export type Client = postgres.Sql

export type ClientOptions = {
  max: number
  /** Settings of the session from its very start, so that `reset` comes back to these. */
  session?: Record<string, string | number>
}

/** The only port a server of our own has: it names the socket file and is never opened on the network. */
export const SOCKET_PORT = 5432

/** Reconnecting is tried quickly: the supervisor has a killed server back within a second. */
const reconnectAfter = (failures: number): number => Math.min(0.05 * 2 ** failures, 1)

/**
 * Days stay `YYYY-MM-DD`, moments become a Date, whole numbers a number (a bigint beyond what a number can hold).
 * JSON parameters are text by the time they come here: `sql.json` writes it itself.
 */
const types = {
  date: {
    to: 1184,
    from: [1114, 1184],
    serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
    parse: (text: string) => new Date(text)
  },
  day: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (text: string) => text },
  wholeNumber: {
    to: 20,
    from: [20],
    serialize: (value: number | bigint) => String(value),
    parse: (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text))
  },
  json: {
    to: 114,
    from: [114, 3802],
    serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
    parse: (text: string) => JSON.parse(text)
  }
}

/** The same server and login, another database. */
export function inDatabase(target: Target, database: string): Target {
  if (!('url' in target)) return { ...target, database }
  const address = new URL(target.url)
  address.pathname = `/${database}`
  return { url: address.href }
}

export function openClient(target: Target, { max, session }: ClientOptions): Client {
  const options = {
    max,
    types,
    connect_timeout: 5,
    backoff: reconnectAfter as unknown as boolean,
    onnotice: () => {},
    connection: { application_name: 'samenspel', TimeZone: 'UTC', ...session }
  }
  const client =
    'url' in target
      ? postgres(target.url, options)
      : postgres({
          ...options,
          host: target.socketFolder,
          port: SOCKET_PORT,
          user: target.login,
          database: target.database
        })
  return client as unknown as Client
}
