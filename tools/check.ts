/**
 * `npm run check`: everything that can be judged without running the program. Two checks at a time, since the
 * machines that run it have two cores; what a check has to say is shown only when it fails, in one piece.
 * `npm run check -- lint types` runs some of them.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** Files that did not change are not looked at again; a fresh clone has none and looks at all. */
const CACHE = 'node_modules/.cache/eslint/'

type Check = { name: string; mend: string; args: string[] }

/** The slow ones first, so that the quick ones fill the gaps. */
const CHECKS: Check[] = [
  {
    name: 'types',
    mend: 'svelte-check reads .ts and .svelte together, so a separate tsc would only say the same twice.',
    args: ['node_modules/svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings']
  },
  {
    name: 'lint',
    mend: 'Some of it mends itself: npx eslint --fix FILE.',
    args: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0', '--cache', '--cache-location', CACHE]
  },
  {
    name: 'format',
    mend: 'npm run format writes it as it should be.',
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--cache', '--log-level', 'warn', '.']
  },
  {
    name: 'layout',
    mend: 'Who may import whom, and why: docs/architecture.md.',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
      ...['src', 'tools', 'e2e', 'bench']
    ]
  }
]

function run(args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

async function perform(check: Check): Promise<boolean> {
  const began = performance.now()
  const { code, output } = await run(check.args)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  if (code === 0) console.log(`${check.name.padEnd(8)} ok      ${seconds} s`)
  else console.log(`${check.name.padEnd(8)} FAILED  ${seconds} s\n\n${output.trim()}\n\n${check.mend}\n`)
  return code === 0
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !CHECKS.some((check) => check.name === name))
if (unknown.length) {
  console.error(`No check is called ${unknown.join(', ')}. There are: ${CHECKS.map((check) => check.name).join(', ')}.`)
  process.exit(1)
}

// Both checks and compilers need what is generated: the text functions and SvelteKit's types of the routes.
for (const args of [['tools/texts.ts'], ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']]) {
  const { code, output } = await run(args)
  if (code !== 0) {
    console.log(`${args.join(' ')} FAILED\n\n${output.trim()}`)
    process.exit(1)
  }
}

const waiting = CHECKS.filter((check) => !asked.length || asked.includes(check.name))
const results: boolean[] = []
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await perform(next))
}
await Promise.all([work(), work()])
process.exitCode = results.every(Boolean) ? 0 : 1
