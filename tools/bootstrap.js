/**
 * What every command of the project needs before it can run: the packages of package-lock.json, the pinned
 * Node, the compiled texts, the built pages. Plain JavaScript without packages, because it runs on whatever
 * Node (20 or later) a bare machine has. All it says goes to standard error.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = realpathSync(fileURLToPath(new URL('..', import.meta.url)))

/** Something a person can mend: printed as a sentence, without a stack. */
export class Trouble extends Error {}

/** @param {string} line */
export const say = (line) => process.stderr.write(line + '\n')

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own hidden lockfile at the end of
 * an installation, so a broken-off one is seen, and one made by hand counts. What is optional may be missing:
 * it belongs to other machines.
 * @param {string} root
 * @param {{ dev: boolean }} needs  dev: also what only tests and checks use
 */
export function isInstalled(root, { dev }) {
  const hidden = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = readJson(hidden).packages
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(([path, wanted]) => {
    if (path === '' || (wanted.dev && !dev)) return true
    const found = installed[path]
    if (!found) return Boolean(wanted.optional || wanted.devOptional)
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/**
 * Runs a tool and keeps its chatter; shows the end of it only when the tool fails.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ code: number, output: string }>}
 */
function runQuietly(command, args, env = process.env) {
  return new Promise((resolve) => {
    const plain = { ...env, NO_COLOR: '1', FORCE_COLOR: '0' }
    const child = spawn(command, args, { cwd: ROOT, env: plain, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 127, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** What a failed tool said last, without the stack of its own making. @param {string} output */
const lastLines = (output) =>
  output
    .trimEnd()
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .slice(-25)
    .join('\n')

/**
 * One starter at a time in one clone. An abstract unix socket is the lock: the kernel frees it with the process,
 * also after kill -9. Systems without them (all but Linux) go without a lock.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function alone(work) {
  const name = '\0samenspel-' + createHash('sha256').update(ROOT).digest('hex').slice(0, 32)
  const listen = () =>
    new Promise((resolve, reject) => {
      const server = createServer().unref()
      server.once('error', (error) => ('code' in error && error.code === 'EADDRINUSE' ? resolve(null) : reject(error)))
      server.listen(name, () => resolve(server))
    }).catch(() => createServer())
  let lock = await listen()
  if (!lock) say('Een andere start van Samenspel is hier nog bezig met installeren of bouwen; even wachten ...')
  while (!lock) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    lock = await listen()
  }
  try {
    return await work()
  } finally {
    lock.close()
  }
}

/**
 * @param {string} what
 * @param {() => Promise<{ code: number, output: string }>} work
 * @param {string} advice  what to do when it fails
 */
async function step(what, work, advice) {
  say(`Samenspel: ${what} ...`)
  const began = Date.now()
  const { code, output } = await work()
  if (code !== 0) throw new Trouble(`${lastLines(output)}\n\n${advice}`)
  say(`Samenspel: klaar in ${Math.max(1, Math.round((Date.now() - began) / 1000))} s.`)
}

/** @param {{ dev?: boolean }} [needs] */
export async function ensureInstalled({ dev = false } = {}) {
  if (isInstalled(ROOT, { dev })) return
  await alone(async () => {
    if (isInstalled(ROOT, { dev })) return
    // npm empties node_modules, so it must not itself run on the Node in there.
    const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(dev ? ['--include=dev'] : [])]
    await step(
      'pakketten installeren (alleen de eerste keer en na een nieuwe versie)',
      () => runQuietly('npm', args, { ...process.env, PATH: path.join(delimiter) }),
      'Het installeren van de pakketten is niet gelukt. Kijk of deze computer internet heeft en of er ruimte is op de schijf (ongeveer 600 MB), en probeer het opnieuw.'
    )
    if (!isInstalled(ROOT, { dev }))
      throw new Trouble(
        'npm meldt geen fout, maar node_modules past niet bij package-lock.json. Verwijder de map node_modules en probeer het opnieuw.'
      )
  })
}

/** The pinned Node, or the machine's own when that is new enough to run TypeScript as it is. */
export function findNode() {
  const pinned = join(ROOT, 'node_modules/.bin/node')
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Trouble(
    `Voor deze computer (${process.platform}, ${process.arch}) zit er geen Node 24 bij de pakketten. Installeer Node 24 of nieuwer en probeer het opnieuw.`
  )
}

/** @param {string[]} places  files and folders in the clone; tests and what is generated do not count */
function hashOf(places) {
  const hash = createHash('sha256')
  /** @param {string} path */
  const take = (path) => {
    if (!existsSync(join(ROOT, path))) return
    for (const entry of readdirSync(join(ROOT, path), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1
    )) {
      const inner = join(path, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== 'generated') take(inner)
      } else if (!/\.test\.ts$/.test(entry.name)) hash.update(inner + '\0').update(readFileSync(join(ROOT, inner)))
    }
  }
  for (const place of places) {
    if (/\.[a-z]+$/.test(place)) hash.update(place + '\0').update(readFileSync(join(ROOT, place)))
    else take(place)
  }
  return hash.digest('hex')
}

/**
 * Makes something when its sources changed since the last time. The stamp lies inside what is made, so that
 * whoever throws that away, or makes it by hand, makes it stale too.
 * @param {{ what: string, from: string[], stamp: string, args: string[], advice: string }} task
 */
async function ensureMade({ what, from, stamp, args, advice }) {
  const file = join(ROOT, stamp)
  const isFresh = () => existsSync(file) && readFileSync(file, 'utf8') === hashOf(from)
  if (isFresh()) return
  await alone(async () => {
    if (isFresh()) return
    const before = hashOf(from)
    await step(what, () => runQuietly(findNode(), args), advice)
    writeFileSync(file, before)
  })
}

export const ensureTexts = () =>
  ensureMade({
    what: 'teksten vertalen naar code',
    from: ['src/platform/i18n/texts', 'tools/texts.ts'],
    stamp: 'src/platform/i18n/generated/.stamp',
    args: ['tools/texts.ts'],
    advice: 'De teksten in src/platform/i18n/texts zijn niet goed; hierboven staat welke.'
  })

/** SvelteKit's own names for the compilers (tsconfig.json builds on them); a build writes them as well. */
export async function ensureSynced() {
  if (existsSync(join(ROOT, 'node_modules/$app/tsconfig.json'))) return
  const { code, output } = await runQuietly(findNode(), ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'])
  if (code !== 0) throw new Trouble(lastLines(output))
}

export const ensureBuilt = () =>
  ensureMade({
    what: "pagina's bouwen (alleen de eerste keer en na een wijziging)",
    from: [
      'src',
      'static',
      'content',
      'vite.config.ts',
      'tools/vite',
      'tsconfig.json',
      'package.json',
      'package-lock.json'
    ],
    stamp: 'build/.stamp',
    args: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    advice: "Het bouwen van de pagina's is niet gelukt; hierboven staat waarop het vastliep."
  })

/**
 * Goes on as another program: replaces this process where Node can (no idle parent in memory, signals and exit
 * code are simply its own), and otherwise waits for it and passes signals and exit code on.
 * @param {string[]} args  of the pinned Node
 */
export function become(args) {
  const node = findNode()
  // Scripts started from it must find the pinned Node and the project's tools too.
  const path = [join(ROOT, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)
  const env = { ...process.env, PATH: path }
  if (process.execve) {
    process.removeAllListeners('warning') // execve is still called experimental
    process.execve(node, [node, ...args], env)
  }
  const child = spawn(node, args, { stdio: 'inherit', env })
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    say(String(error))
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
  })
}

/** Runs the starter; what a person can mend ends in a sentence and exit status 1. */
export async function starting(/** @type {() => Promise<void>} */ work) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
