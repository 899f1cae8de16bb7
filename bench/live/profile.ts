import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Table } from '../report.ts'

/** What V8 writes with --cpu-prof: which function was running at each moment that was looked at. */
type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[]
  samples: number[]
  /** Microseconds since the sample before. */
  timeDeltas: number[]
}

/** A folder for the profile of a server, the flags to start it with, and what came of it once it has stopped. */
export function openProfile() {
  const folder = mkdtempSync(join(tmpdir(), 'samenspel-profiel-'))
  return {
    flags: ['--cpu-prof', `--cpu-prof-dir=${folder}`],
    /** Of the last so many seconds before the end, which are the devices' to close and the server's to stop. */
    read(seconds: number): Table[] {
      const [file] = readdirSync(folder)
      const profile = JSON.parse(readFileSync(join(folder, file!), 'utf8')) as Profile
      rmSync(folder, { recursive: true })
      return tablesOf(profile, seconds * 1e6)
    }
  }
}

/** How long (µs) after the measured time a server is still busy with its end. */
const ENDING = 2_000_000
const SHOWN = 10

function tablesOf({ nodes, samples, timeDeltas }: Profile, span: number): Table[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const end = timeDeltas.reduce((all, delta) => all + delta, 0) - ENDING
  const parts = new Map<string, number>()
  const functions = new Map<string, number>()
  let [at, total] = [0, 0]
  samples.forEach((id, index) => {
    const delta = timeDeltas[index]!
    at += delta
    if (at < end - span || at > end) return
    const { functionName, url } = frames.get(id)!
    const part = partOf(functionName, url)
    total += delta
    parts.set(part, (parts.get(part) ?? 0) + delta)
    if (part === 'waiting') return
    const name = `${functionName || '(a function without a name)'} ${url.split('/').slice(-2).join('/')}`.trim()
    functions.set(name, (functions.get(name) ?? 0) + delta)
  })
  const rows = (found: Map<string, number>, most: number) =>
    [...found]
      .sort((one, other) => other[1] - one[1])
      .slice(0, most)
      .map(([name, time]) => [name, `${((100 * time) / total).toFixed(1)}%`])
  return [
    { columns: ['where the application’s time went', 'share of one core'], rows: rows(parts, 20) },
    { columns: ['function', 'share of one core'], rows: rows(functions, SHOWN) }
  ]
}

function partOf(name: string, url: string): string {
  if (name === '(idle)') return 'waiting'
  if (name === '(garbage collector)') return 'clearing memory'
  if (name === '(program)') return 'the system: reading from and writing to sockets'
  if (/^write|^readStart|^shutdown/.test(name) && url === '') return 'the system: reading from and writing to sockets'
  if (url.includes('node_modules/postgres/')) return 'the database driver'
  if (url.startsWith('node:')) return 'Node: http and streams'
  if (url.includes('/src/')) return 'Samenspel'
  return url === '' ? 'the language: JSON, text, lists' : 'other packages'
}
