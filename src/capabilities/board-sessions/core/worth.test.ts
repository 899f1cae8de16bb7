import { describe, expect, test } from 'vitest'
import { worthOf } from './worth.ts'

const vote = (score: number | null, word = '') => ({ score, word })

describe('was it worth it?', () => {
  test('counts and words are shown from five answers on', () => {
    expect(worthOf([4, 5, 5, 3].map((score) => vote(score, 'fijn')))).toEqual({ answers: 4, counts: null, words: [] })
    expect(
      worthOf([4, 5, 5, 3, 5].map((score, n) => vote(score, ['vol', 'Rustig', 'samen', 'fijn', 'af'][n])))
    ).toEqual({
      answers: 5,
      counts: [0, 0, 1, 1, 3],
      words: ['af', 'fijn', 'rustig', 'samen', 'vol']
    })
  })

  test('four scores among five answers stay hidden', () => {
    expect(worthOf([vote(4), vote(4), vote(4), vote(4), vote(null, 'vol')])).toEqual({
      answers: 5,
      counts: null,
      words: []
    })
  })
})
