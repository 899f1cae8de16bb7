import { describe, expect, it } from 'vitest'
import { clean, fold } from './text.ts'

describe('what a name keeps', () => {
  it.each([
    ['emoji of several parts', 'Juf 👩‍🏫', 'Juf 👩‍🏫'],
    ['Persian with a joiner', 'نی‌نا', 'نی‌نا'],
    ['Hebrew', 'שרה כהן', 'שרה כהן'],
    ['no mark of direction', '\u202eAnn\u202c \u200fBos', 'Ann Bos'],
    ['no joiner that joins nothing', 'Ann\u200d Bos\u200c', 'Ann Bos'],
    ['no byte order mark', '\ufeffAnn', 'Ann']
  ])('%s', (_, text, kept) => {
    expect(clean(text)).toBe(kept)
  })

  it('joiners do not make another name', () => {
    expect(fold('نی‌نا')).toBe(fold('نینا'))
  })
})
