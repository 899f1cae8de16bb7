/**
 * Loaded into the servers of a storm before everything else (`node --import`): the push service of a storm is on this
 * machine, where Samenspel itself never calls. Only where a connection goes to is changed; TLS, the name that the service
 * proves, what is sent and what becomes of it are the product's own.
 */
import { Agent } from 'node:https'
import { PUSH_HOST } from './push-host.ts'

type Connect = (this: Agent, options: Record<string, unknown>, ...rest: unknown[]) => unknown
const agent = Agent.prototype as unknown as { createConnection: Connect }
const connect = agent.createConnection
agent.createConnection = function (options, ...rest) {
  const isPush = options['host'] === PUSH_HOST
  return connect.call(this, isPush ? { ...options, host: '127.0.0.1', servername: PUSH_HOST } : options, ...rest)
}
