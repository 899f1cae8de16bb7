import type { IncomingMessage } from 'node:http'

/** Where a request came from, as far as it can be trusted. */
export type Caller = { address: string; protocol: 'http' | 'https' }

const first = (header: string | string[] | undefined): string | undefined =>
  (Array.isArray(header) ? header.join(',') : header)?.split(',').at(-1)?.trim()

/**
 * The caller's network address and protocol. What a client says about itself (x-forwarded-...) counts only when a
 * proxy stands in front of us; the last entry is the one that our own proxy added.
 */
export function callerOf(request: IncomingMessage, isBehindProxy: boolean): Caller {
  const direct = { address: request.socket.remoteAddress ?? 'unknown', protocol: 'http' as const }
  if (!isBehindProxy) return direct
  const protocol = first(request.headers['x-forwarded-proto']) === 'https' ? 'https' : 'http'
  return { address: first(request.headers['x-forwarded-for']) ?? direct.address, protocol }
}

/** Is a request that changes something sent by a page of our own? Browsers always say where a POST comes from. */
export function isOwnOrigin(request: IncomingMessage, protocol: Caller['protocol']): boolean {
  const { origin, host } = request.headers
  return origin !== undefined && host !== undefined && origin === `${protocol}://${host}`
}
