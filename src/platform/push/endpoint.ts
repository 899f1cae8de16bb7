import { BlockList, isIP } from 'node:net'

/** The push services of the browsers there are; a star stands for any name in front. */
const KNOWN = [
  'fcm.googleapis.com',
  '*.push.services.mozilla.com',
  'web.push.apple.com',
  '*.push.apple.com',
  '*.notify.windows.com'
]

/** Does the operator's word name a push service: `push.school.nl`, `*.push.school.nl` or `push.school.nl:8443`? */
export const isPushHost = (text: string): boolean =>
  /^(\*\.)?([a-z0-9-]+\.)+[a-z][a-z0-9-]*(:\d{1,5})?$/.test(text) && isIP(text) === 0

/**
 * Is this an address of a push service? Our server calls it, so it must not be led elsewhere: https only, no name or
 * password in it, a host of the list (never a bare network address), and its own port unless the operator said another.
 */
export function isPushEndpoint(text: string, others: readonly string[] = []): boolean {
  if (text.length > 1000 || !URL.canParse(text)) return false
  const url = new URL(text)
  if (url.protocol !== 'https:' || url.username || url.password || isIP(url.hostname.replace(/^\[|\]$/g, '')))
    return false
  return [...KNOWN, ...others].some((pattern) => {
    const [name = '', port = ''] = pattern.split(':')
    const isNamed = name.startsWith('*.') ? url.hostname.endsWith(name.slice(1)) : url.hostname === name
    return isNamed && url.port === port
  })
}

/** Networks that are nobody's or somebody's own (RFC 6890): a push service is never there. */
const PRIVATE = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3]
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4')
const PUBLIC_V6 = new BlockList()
PUBLIC_V6.addSubnet('2000::', 3, 'ipv6')
const WITHIN_PUBLIC_V6 = new BlockList()
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20]
] as const)
  WITHIN_PUBLIC_V6.addSubnet(network, bits, 'ipv6')

/** Is this a network address out in the world, where a push service can be? */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !PRIVATE.check(address, 'ipv4')
  if (isIP(address) !== 6) return false
  return PUBLIC_V6.check(address, 'ipv6') && !WITHIN_PUBLIC_V6.check(address, 'ipv6')
}
