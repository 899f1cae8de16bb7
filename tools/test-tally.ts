/** How many tests passed, failed and were skipped, read from the reports of the runners. */
export type Tally = { passed: number; failed: number; skipped: number }

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: VitestFile[]
}

type VitestFile = {
  name: string
  status: string
  message?: string
  assertionResults: { status: string; fullName: string; failureMessages?: string[] }[]
}

type PlaywrightResult = { status: string; error?: { message?: string } }
type PlaywrightSpec = { title: string; tests: { status: string; results?: PlaywrightResult[] }[] }
type PlaywrightSuite = { specs?: PlaywrightSpec[]; suites?: PlaywrightSuite[] }
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  suites?: PlaywrightSuite[]
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 }

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped
})

export const count = ({ passed, failed, skipped }: Tally): number => passed + failed + skipped

export const toSentence = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`

/** A file that could not be loaded holds no failed test of its own, so it counts as one. */
export function readVitest(report: VitestReport): Tally {
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests
  }
}

/** A test that failed, and the first line of why. `file` is there where its file can be run again. */
export type Failure = { title: string; why: string; file?: string }

const firstLine = (text = ''): string => text.split('\n').find((line) => line.trim() !== '') ?? ''

export function failuresOfVitest({ testResults }: Pick<VitestReport, 'testResults'>): Failure[] {
  return testResults
    .filter((file) => file.status === 'failed')
    .flatMap((file) => {
      const failed = file.assertionResults.filter(({ status }) => status === 'failed')
      if (failed.length === 0) return [{ title: file.name, why: firstLine(file.message), file: file.name }]
      return failed.map(({ fullName, failureMessages }) => ({
        title: fullName,
        why: firstLine(failureMessages?.[0]),
        file: file.name
      }))
    })
}

export function failuresOfPlaywright({ suites = [] }: Pick<PlaywrightReport, 'suites'>): Failure[] {
  return allSpecs(suites)
    .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected'))
    .map(({ title, tests }) => ({
      title,
      why: firstLine(tests.flatMap(({ results = [] }) => results).findLast(({ error }) => error)?.error?.message)
    }))
}

/**
 * The tally after the files with failures were run once more: what failed then has failed; what passed then counts as
 * passed and is named.
 */
export function afterSecondTry(first: Tally, failures: Failure[], second: Failure[]): [Tally, secondTries: string[]] {
  const still = new Set(second.map(({ title }) => title))
  const secondTries = failures.map(({ title }) => title).filter((title) => !still.has(title))
  const failed = second.length
  return [{ ...first, passed: count(first) - first.skipped - failed, failed }, secondTries]
}

/** A browser test that only passed at its second try counts as passed and is named: see `namesOfSecondTries`. */
export function readPlaywright({ stats }: PlaywrightReport): Tally {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

/** Tests that failed once and then passed. They are printed above the last line: each is a fault to be mended. */
export function namesOfSecondTries({ suites = [] }: Pick<PlaywrightReport, 'suites'>): string[] {
  return allSpecs(suites)
    .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
    .map(({ title }) => title)
}

const allSpecs = (suites: PlaywrightSuite[]): PlaywrightSpec[] =>
  suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...allSpecs(inner)])

/**
 * The tally of a suite that ran. Without a report the runner crashed; an exit status without a failed test is an
 * error outside the tests; without any test there was nothing that could have failed. Each counts as a failure.
 */
export function judgeSuite(report: Tally | null, exitCode: number): Tally {
  const tally = report ?? NOTHING
  const isSound = tally.failed > 0 || (exitCode === 0 && count(tally) > 0)
  return isSound ? tally : { ...tally, failed: 1 }
}
