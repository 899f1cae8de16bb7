import { expect, test } from 'vitest'
import {
  add,
  afterSecondTry,
  failuresOfPlaywright,
  failuresOfVitest,
  judgeSuite,
  namesOfSecondTries,
  readPlaywright,
  readVitest,
  toSentence
} from './test-tally.ts'

const vitest = (numbers: Partial<Parameters<typeof readVitest>[0]>) =>
  readVitest({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [], ...numbers })

test('adds the reports of both runners into the last line', () => {
  const unit = vitest({ numPassedTests: 12, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 })
  const browser = readPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 4 } })
  expect(toSentence(add(unit, browser))).toBe('18 passed, 2 failed, 7 skipped')
})

test('names what passed only at a second try, however deep it stands', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] })
  const suites = [
    { specs: [spec('a', 'expected')], suites: [{ specs: [spec('b', 'flaky'), spec('c', 'unexpected')] }] },
    { specs: [spec('d', 'flaky')] }
  ]
  expect(namesOfSecondTries({ suites })).toEqual(['b', 'd'])
  expect(namesOfSecondTries({})).toEqual([])
})

test('a file that cannot be loaded is a failure, a file with failed tests is counted once', () => {
  const one = { status: 'failed', fullName: 'a' }
  const testResults = [
    { name: 'x', status: 'failed', assertionResults: [] },
    { name: 'y', status: 'failed', assertionResults: [one] },
    { name: 'z', status: 'passed', assertionResults: [one] }
  ]
  expect(vitest({ numPassedTests: 1, numFailedTests: 1, testResults }).failed).toBe(2)
})

test('what a suite cannot answer for is a failure', () => {
  const passed = { passed: 3, failed: 0, skipped: 0 }
  expect(judgeSuite(null, 0).failed).toBe(1)
  expect(judgeSuite(null, 1).failed).toBe(1)
  expect(judgeSuite({ passed: 0, failed: 0, skipped: 0 }, 0).failed).toBe(1)
  expect(judgeSuite(passed, 1).failed).toBe(1)
  expect(judgeSuite({ passed: 3, failed: 2, skipped: 0 }, 1).failed).toBe(2)
  expect(judgeSuite(passed, 0)).toEqual(passed)
})

test('says by name what failed and why, from both runners', () => {
  const testResults = [
    {
      name: 'x.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'failed', fullName: 'adds', failureMessages: ['\nError: 3 is not 4\n    at x.test.ts:3'] },
        { status: 'passed', fullName: 'takes away' }
      ]
    },
    { name: 'y.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    { name: 'z.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'sleeps' }] }
  ]
  expect(failuresOfVitest({ testResults })).toEqual([
    { title: 'adds', why: 'Error: 3 is not 4', file: 'x.test.ts' },
    { title: 'y.test.ts', why: 'no such module', file: 'y.test.ts' }
  ])
  const results = [{ status: 'failed', error: { message: 'no button\nat all' } }]
  const spec = (title: string, status: string) => ({ title, tests: [{ status, results }] })
  const suites = [{ suites: [{ specs: [spec('clicks', 'unexpected'), spec('waits', 'flaky')] }] }]
  expect(failuresOfPlaywright({ suites })).toEqual([{ title: 'clicks', why: 'no button' }])
})

test('what passes at a second try counts as passed and is named; what fails again has failed', () => {
  const first = { passed: 10, failed: 2, skipped: 1 }
  const failures = [
    { title: 'a', why: 'slow' },
    { title: 'b', why: 'wrong' }
  ]
  expect(afterSecondTry(first, failures, [])).toEqual([{ passed: 12, failed: 0, skipped: 1 }, ['a', 'b']])
  expect(afterSecondTry(first, failures, [failures[1]!])).toEqual([{ passed: 11, failed: 1, skipped: 1 }, ['a']])
})
