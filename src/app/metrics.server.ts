import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '#platform/db/door.ts'
import { countStreams } from '#platform/realtime/sse.server.ts'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export type Metrics = ReturnType<typeof openMetrics>

/** What an operator wants to see over time. No name, text or address is ever a label: routes by their pattern only. */
export function openMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    name: 'samenspel_http_request_seconds',
    help: 'How long answers took, by the pattern of the route',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers
  })
  const database = new Histogram({
    name: 'samenspel_database_transaction_seconds',
    help: 'How long transactions took, the waiting for a connection included',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers
  })
  const commands = new Counter({
    name: 'samenspel_board_commands_total',
    help: 'Commands of the live line, stored or refused by which code',
    labelNames: ['outcome'],
    registers
  })
  const batches = new Histogram({
    name: 'samenspel_board_batch_size',
    help: 'How many commands shared one transaction',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers
  })
  const streams: Gauge = new Gauge({
    name: 'samenspel_live_streams',
    help: 'Open event streams',
    registers,
    collect: (): void => streams.set(countStreams())
  })
  const incidents = new Counter({ name: 'samenspel_incidents_total', help: 'Things that should not happen', registers })

  return {
    registry,
    /** Memory, processor, event loop lag, garbage collection: of a server, not of a command. */
    watchProcess: () => collectDefaultMetrics({ register: registry, prefix: 'samenspel_' }),
    request: (method: string, route: string, status: number, seconds: number) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    command: (outcome: string) => commands.inc({ outcome }),
    batch: (size: number) => batches.observe(size),
    incident: () => incidents.inc(),

    /** The same database, with a clock beside it. */
    watch(inner: Database): Database {
      const timed = async <T>(kind: string, work: () => Promise<T>): Promise<T> => {
        const end = database.startTimer({ kind })
        return work().finally(end)
      }
      return {
        ...inner,
        read: (school, fn) => timed('read', () => inner.read(school, fn)),
        transact: (school, fn) => timed('write', () => inner.transact(school, fn)),
        signin: (fn) => timed('signin', () => inner.signin(fn))
      }
    }
  }
}
