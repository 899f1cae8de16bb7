import { expect, it } from 'vitest'
import { isolate } from './runtime.ts'

it('keeps a name that is read from right to left apart from the words beside it', () => {
  expect(isolate('מרים כהן')).toBe('\u2068מרים כהן\u2069')
  expect(isolate('Bo مريم')).toBe('\u2068Bo مريم\u2069')
})

it('leaves every other name and figure as it is', () => {
  for (const text of ['Zoë Yılmaz', 'Bo 🌻', '李 Wei', "'t Hart"]) expect(isolate(text)).toBe(text)
  expect(isolate(12)).toBe('12')
})
