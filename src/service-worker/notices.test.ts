import fc from 'fast-check'
import { expect, it } from 'vitest'
import { noticeOf } from './notices.ts'

it('shows what was sent, and opens its page', () => {
  const sent = { title: 'Vandaag bordsessie om 15:15', url: '/bord/1', tag: 'a', language: 'en' }
  expect(noticeOf(JSON.stringify(sent))).toEqual({ title: sent.title, url: '/bord/1', tag: 'a', lang: 'en' })
})

it('opens no page of another site', () => {
  for (const url of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:x', 5])
    expect(noticeOf(JSON.stringify({ title: 'x', url })).url).toBe('/')
})

it('always has something to show', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const { title, url } = noticeOf(text)
      return title.length > 0 && url.startsWith('/')
    })
  )
})
