import { expect, test } from 'vitest'
import { sessionCookie } from './cookies.ts'

test('over https the cookie is bound to this host and to https', () => {
  expect(sessionCookie(true)).toEqual({
    name: '__Host-samenspel',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true, maxAge: 90 * 86_400 }
  })
})

test('over plain http a browser would refuse that name', () => {
  const { name, options } = sessionCookie(false)
  expect(name).toBe('samenspel')
  expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', secure: false })
})
