import { lookup as lookUp, type LookupAddress } from 'node:dns'
import { Agent, type AgentOptions } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './endpoint.ts'

/**
 * Looks a name up, and gives nothing when any of its addresses is in a private network: asked at the moment of
 * connecting, so that a name that means something else a second later gets no further.
 */
export const publicLookup =
  (resolve: typeof lookUp = lookUp): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '')
      if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
        return callback(Object.assign(new Error('not a public address'), { code: 'EPRIVATE' }), '')
      if (options.all) return callback(null, addresses)
      callback(null, addresses[0]!.address, addresses[0]!.family)
    })
  }

/** Connections to push services, and to no private network. */
export const publicAgent = (options: AgentOptions = {}): Agent =>
  new Agent({ keepAlive: true, maxSockets: 8, timeout: 10_000, ...options, lookup: publicLookup() })
