import type { lookup } from 'node:dns'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isPublicAddress, isPushEndpoint, isPushHost } from './endpoint.ts'
import { publicLookup } from './public-agent.ts'

it('knows the push services of the browsers', () => {
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/QGuQ',
    'https://wns2-par02p.notify.windows.com/w/?token=abc'
  ])
    expect(isPushEndpoint(endpoint), endpoint).toBe(true)
})

it('calls nobody else, however it is dressed up', () => {
  for (const endpoint of [
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/fcm/send/abc',
    'https://fcm.googleapis.com@127.0.0.1/',
    'https://name:secret@fcm.googleapis.com/',
    'https://fcm.googleapis.com.elsewhere.example/',
    'https://elsewhere.example/fcm.googleapis.com',
    'https://notify.windows.com/',
    'https://evilnotify.windows.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://localhost/',
    'https://push.school.example/',
    'file:///etc/passwd',
    'no address',
    `https://fcm.googleapis.com/${'a'.repeat(1000)}`
  ])
    expect(isPushEndpoint(endpoint), endpoint).toBe(false)
})

it('calls what the operator names as well, on that port only', () => {
  const others = ['push.school.example', '*.up.example', 'push.example:8443']
  expect(isPushEndpoint('https://push.school.example/a', others)).toBe(true)
  expect(isPushEndpoint('https://one.up.example/a', others)).toBe(true)
  expect(isPushEndpoint('https://push.example:8443/a', others)).toBe(true)
  expect(isPushEndpoint('https://push.example/a', others)).toBe(false)
  expect(isPushEndpoint('https://push.school.example:22/a', others)).toBe(false)
})

it('takes names from the operator, never bare addresses or everything', () => {
  for (const good of ['push.school.nl', '*.push.school.nl', 'push.school.nl:8443']) expect(isPushHost(good)).toBe(true)
  for (const wrong of ['*', '*.nl', '10.0.0.1', '[::1]', 'localhost', 'https://push.school.nl', 'push.school.nl/x', ''])
    expect(isPushHost(wrong), wrong).toBe(false)
})

it('holds private networks apart from the world', () => {
  for (const address of ['8.8.8.8', '142.250.179.170', '2a00:1450:400e:80d::200a'])
    expect(isPublicAddress(address)).toBe(true)
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '172.31.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0'
  ])
    expect(isPublicAddress(address), address).toBe(false)
  for (const address of [
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    'x'
  ])
    expect(isPublicAddress(address), address).toBe(false)
})

it('never lets an address of a private network through', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('10', '127', '0', '224', '255'),
      fc.nat(255),
      fc.nat(255),
      fc.nat(255),
      (a, b, c, d) => !isPublicAddress(`${a}.${b}.${c}.${d}`) && !isPublicAddress(`::ffff:${a}.${b}.${c}.${d}`)
    )
  )
})

const looked = (addresses: string[], all = true) =>
  new Promise((resolve) => {
    const resolveName = (_name: string, _options: object, found: (error: null, list: object[]) => void) =>
      found(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      )
    publicLookup(resolveName as unknown as typeof lookup)('push.example', { all }, (error, address) =>
      resolve(error ? error.code : address)
    )
  })

it('connects to no name that leads into a private network, not even partly', async () => {
  expect(await looked(['8.8.8.8'], false)).toBe('8.8.8.8')
  expect(await looked(['8.8.8.8', '2a00:1450::1'])).toHaveLength(2)
  expect(await looked(['127.0.0.1'])).toBe('EPRIVATE')
  expect(await looked(['8.8.8.8', '10.0.0.1'])).toBe('EPRIVATE')
  expect(await looked([])).toBe('EPRIVATE')
})
