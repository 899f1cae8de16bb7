/**
 * `npm test`: every suite, one after the other, and as the last line `N passed, N failed, N skipped`.
 * `npm test -- unit e2e` runs some of them. A suite whose part the machine lacks is skipped with a sentence and its
 * tests are counted; for root in CI nothing may be missing.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './bootstrap.js'
import { bringParts, CHROMIUM, isRoot, POSTGRESQL_15, REDIS, type Part } from './machine-parts.ts'
import {
  add,
  afterSecondTry,
  count,
  failuresOfPlaywright,
  failuresOfVitest,
  judgeSuite,
  namesOfSecondTries,
  NOTHING,
  readPlaywright,
  readVitest,
  toSentence,
  type Failure,
  type Tally
} from './test-tally.ts'

const ROOT = join(import.meta.dirname, '..')
/** A suite that takes longer hangs; it is ended and counts as failed. */
const LIMIT_MINUTES = 40
/**
 * In CI the files of a failed test are run once more, as many as this: one hiccup of a busy machine is not a fault of
 * Samenspel. What passes then is named above the last line; browser tests do the same by themselves.
 */
const FILES_AGAIN = 3

type Suite = {
  name: string
  needs?: Part[]
  args: string[]
  env?: NodeJS.ProcessEnv
  /** Where its runner writes the numbers, and how to read them. */
  report: (file: string) => { args: string[]; env?: NodeJS.ProcessEnv }
  read: (json: never) => Tally
  failures: (json: never) => Failure[]
  /** Writes which tests there are into a file, without running them. */
  list: (file: string) => { args: string[]; env?: NodeJS.ProcessEnv }
  countListed: (json: never) => number
}

type Choice = { only?: string[]; exclude?: string[] }

function vitest(name: string, project: string, more: Partial<Suite> & Choice = {}): Suite {
  const { only = [], exclude = [], ...rest } = more
  const choice = [...only, '--project', project, ...exclude.flatMap((path) => ['--exclude', path])]
  return {
    name,
    args: ['node_modules/vitest/vitest.mjs', 'run', ...choice, '--reporter=default', '--reporter=json'],
    report: (file) => ({ args: [`--outputFile.json=${file}`] }),
    read: readVitest,
    failures: failuresOfVitest,
    list: (file) => ({ args: ['node_modules/vitest/vitest.mjs', 'list', ...choice, `--json=${file}`] }),
    countListed: (tests: unknown[]) => tests.length,
    ...rest
  }
}

const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts']

/** Tests of several processes with Redis between them; those without Redis run everywhere. */
const NEEDS_REDIS = '**/*.redis.db.test.ts'

const SUITES: Suite[] = [
  vitest('unit', 'unit'),
  vitest('db', 'db', { env: { SAMENSPEL_TEST_POSTGRES: 'embedded' }, exclude: [NEEDS_REDIS] }),
  vitest('db-debian', 'db', {
    needs: [POSTGRESQL_15],
    env: { SAMENSPEL_TEST_POSTGRES: 'debian' },
    // How the embedded server is kept says nothing about another server.
    exclude: ['src/platform/db/embedded/**', NEEDS_REDIS]
  }),
  vitest('redis', 'db', {
    needs: [REDIS],
    env: { SAMENSPEL_TEST_POSTGRES: 'embedded' },
    only: ['.redis.db.test.ts']
  }),
  {
    name: 'faults',
    needs: [POSTGRESQL_15, REDIS],
    args: ['bench/faults/run.ts', '--short'],
    report: (file) => ({ args: [`--report=${file}`] }),
    read: (json: Omit<Tally, 'skipped'>) => ({ ...json, skipped: 0 }),
    failures: () => [],
    list: (file) => ({ args: ['bench/faults/run.ts', `--list=${file}`] }),
    countListed: (setups: unknown[]) => setups.length
  },
  {
    name: 'e2e',
    needs: [CHROMIUM],
    args: [...PLAYWRIGHT, '--reporter=list,json'],
    report: (file) => ({ args: [], env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } }),
    read: readPlaywright,
    failures: failuresOfPlaywright,
    list: (file) => ({
      args: [...PLAYWRIGHT, '--list', '--reporter=json'],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file }
    }),
    countListed: (report: { suites: ListedSuite[] }) => countSpecs(report.suites)
  }
]

type ListedSuite = { specs?: unknown[]; suites?: ListedSuite[] }
const countSpecs = (suites: ListedSuite[]): number =>
  suites.reduce((sum, suite) => sum + (suite.specs?.length ?? 0) + countSpecs(suite.suites ?? []), 0)

function readJson(file: string): never | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as never
  } catch {
    return null // the runner crashed before it wrote
  }
}

function run(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env })
    const limit = setTimeout(() => {
      console.log(`Ended after ${LIMIT_MINUTES} minutes.`)
      child.kill('SIGKILL')
    }, LIMIT_MINUTES * 60_000)
    child.on('close', (code) => {
      clearTimeout(limit)
      resolve(code ?? 1)
    })
  })
}

async function runSuite(suite: Suite, folder: string): Promise<Tally> {
  const runOnce = async (file: string, more: string[] = []) => {
    const report = suite.report(file)
    const env = { ...process.env, ...suite.env, ...report.env }
    const exitCode = await run([...suite.args, ...more, ...report.args], env)
    const json = readJson(file)
    const failures = json ? suite.failures(json) : []
    return { json, failures, tally: judgeSuite(json && suite.read(json), exitCode) }
  }
  const first = await runOnce(join(folder, `${suite.name}.json`))
  if (first.json) secondTries.push(...namesOfSecondTries(first.json))
  const files = [...new Set(first.failures.flatMap(({ file }) => file ?? []))]
  const mayTryAgain = process.env['CI'] && files.length > 0 && files.length <= FILES_AGAIN
  if (!mayTryAgain) {
    failures.push(...first.failures)
    return first.tally
  }
  console.log(`\n--- ${suite.name}, what failed once more`)
  const second = await runOnce(join(folder, `${suite.name}-again.json`), files)
  const ranToItsEnd = second.tally.failed <= second.failures.length
  const still = ranToItsEnd ? second.failures : first.failures
  failures.push(...still)
  const [tally, passedNow] = afterSecondTry(first.tally, first.failures, still)
  secondTries.push(...passedNow)
  return tally
}

/** The number of tests that a missing part keeps from running; at least one, so that the gap shows. */
function skipSuite(suite: Suite, folder: string): Tally {
  const file = join(folder, `${suite.name}-list.json`)
  const { args, env } = suite.list(file)
  spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'ignore', env: { ...process.env, ...env } })
  const json = readJson(file)
  return { ...NOTHING, skipped: Math.max(1, json ? suite.countListed(json) : 0) }
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !SUITES.some((suite) => suite.name === name))
if (unknown.length) {
  console.error(`No suite is called ${unknown.join(', ')}. There are: ${SUITES.map((suite) => suite.name).join(', ')}.`)
  process.exit(1)
}
const suites = SUITES.filter((suite) => !asked.length || asked.includes(suite.name))

bringParts(suites.flatMap((suite) => suite.needs ?? []))
const folder = mkdtempSync(join(tmpdir(), 'samenspel-tests-'))
const gaps: string[] = []
const secondTries: string[] = []
const failures: Failure[] = []
let total = NOTHING
const lines: string[] = []
const note = (name: string, tally: Tally) => {
  total = add(total, tally)
  lines.push(`${name.padEnd(10)} ${toSentence(tally)}`)
}

if (suites.some((suite) => suite.name !== 'unit'))
  try {
    await ensureBuilt()
  } catch (error) {
    console.log(error instanceof Error ? error.message : error)
    note('build', { ...NOTHING, failed: 1 })
  }

for (const suite of suites) {
  let tally: Tally
  const missing = (suite.needs ?? []).filter((part) => !part.isThere())
  if (missing.length > 0) {
    tally = skipSuite(suite, folder)
    const those = missing.map((part) => part.name).join(' and ')
    gaps.push(
      `The suite ${suite.name} (tests: ${count(tally)}) was skipped: ${those} is missing; as root this command ` +
        `installs it, or: apt-get install ${missing.map((part) => part.debianPackage).join(' ')}`
    )
  } else {
    console.log(`\n--- ${suite.name}`)
    tally = await runSuite(suite, folder)
  }
  note(suite.name, tally)
}
rmSync(folder, { recursive: true, force: true })

const unsteady = secondTries.map((title) => `Passed only at its second try, to be mended: ${title}`)
const broken = failures.map(({ title, why }) => `Failed: ${title}: ${why}`)
console.log(['', ...lines, ...broken, ...unsteady, ...gaps].join('\n'))
const mayNotSkip = Boolean(process.env['CI']) && isRoot()
if (gaps.length && mayNotSkip) console.log('In CI, as root, no suite may be skipped: this run has failed.')
console.log(toSentence(total))
process.exitCode = total.failed > 0 || (gaps.length > 0 && mayNotSkip) ? 1 : 0
