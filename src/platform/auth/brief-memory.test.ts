import { expect, test } from 'vitest'
import { BriefMemory } from './brief-memory.ts'

const always = () => true

function counting(answers: Record<string, string | null> = {}) {
  const memory = new BriefMemory<string | null>({ lasting: 5_000, capacity: 3 })
  let asked = 0
  const recall = (key: string, now = 0) =>
    memory.recall(
      key,
      now,
      () => {
        asked++
        return Promise.resolve(answers[key] ?? null)
      },
      (answer) => answer !== null
    )
  return { memory, recall, asked: () => asked }
}

test('asks once for a few seconds, also when the questions come at the same moment', async () => {
  const { recall, asked } = counting({ a: 'A' })
  expect(await Promise.all([recall('a'), recall('a'), recall('a', 4_999)])).toEqual(['A', 'A', 'A'])
  expect(asked()).toBe(1)
  await recall('a', 5_000)
  expect(asked()).toBe(2)
})

test('remembers nothing longer because the clock was put back', async () => {
  const { recall, asked } = counting({ a: 'A' })
  await recall('a', 3_600_000)
  await recall('a', 0)
  expect(asked()).toBe(2)
})

test('does not keep what was not found, so that guesses fill nothing', async () => {
  const { memory, recall, asked } = counting()
  await recall('x')
  await recall('x')
  expect(asked()).toBe(2)
  expect(memory.size).toBe(0)
})

test('holds no more than it may, the oldest goes first', async () => {
  const { memory, recall, asked } = counting({ a: 'A', b: 'B', c: 'C', d: 'D' })
  for (const key of ['a', 'b', 'c', 'd']) await recall(key)
  expect(memory.size).toBe(3)
  await recall('d')
  expect(asked()).toBe(4)
  await recall('a')
  expect(asked()).toBe(5)
})

test('a failure is not remembered', async () => {
  const memory = new BriefMemory<string>({ lasting: 5_000, capacity: 3 })
  await expect(memory.recall('a', 0, () => Promise.reject(new Error('away')), always)).rejects.toThrow('away')
  expect(await memory.recall('a', 0, () => Promise.resolve('A'), always)).toBe('A')
})

test('what is forgotten while the answer is on its way is asked again', async () => {
  const memory = new BriefMemory<string>({ lasting: 5_000, capacity: 3 })
  let answer = (_: string) => {}
  const slow = memory.recall('a', 0, () => new Promise((resolve) => (answer = resolve)), always)
  memory.forget('a')
  answer('old')
  expect(await slow).toBe('old')
  expect(await memory.recall('a', 0, () => Promise.resolve('new'), always)).toBe('new')
})
