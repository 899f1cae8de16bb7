import { expect, test } from 'vitest'
import { add, judgeSuite, namesOfSecondTries, readPlaywright, readVitest, toSentence } from './test-tally.ts'

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
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [{}] }
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
