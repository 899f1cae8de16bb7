/**
 * How fast the visit planner is on the reference schools, and beside a native solver on the same model in the same run:
 * the program that the planner ends with, written out as MPS, given to HiGHS in WebAssembly as we have it and to CBC.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import loadHighs from 'highs'
import type { VisitInstance } from '#analytics/scheduling/visits/instance.ts'
import { planVisits } from '#analytics/scheduling/visits/plan.ts'
import { readInstance } from '#lesson-visits'
import { openHighs } from '#lesson-visits/testing'
import { figure, held, megabytes, type Section } from './report.ts'

const FOLDER = join(
  process.env['SAMENSPEL_REFERENCE'] ?? join(import.meta.dirname, '../../shared/reference'),
  'planner'
)
/** Seconds until proven, and megabytes, as the product asks for. */
const AIMS: Record<string, { seconds: number; megabytes?: number }> = {
  'primary25-1': { seconds: 0.3 },
  'primary40-1': { seconds: 0.5 },
  'secondary120-1': { seconds: 2, megabytes: 300 },
  'group300-1': { seconds: 6, megabytes: 500 }
}
const NAMES = [
  'tiny-1',
  'primary25-1',
  'primary25-tight-1',
  'primary40-1',
  'primary40-tight-1',
  'secondary120-1',
  'secondary120-tight-1',
  'group300-1',
  'group300-tight-1'
]
const MOST_SECONDS = 60

function load(name: string): VisitInstance {
  const read = readInstance(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')))
  if ('problems' in read) throw new Error(`${name}: ${JSON.stringify(read.problems[0])}`)
  return read.instance
}

async function planOnce(instance: VisitInstance) {
  const solver = await openHighs()
  const began = performance.now()
  const since = () => (performance.now() - began) / 1000
  const reached = new Map<number, number>()
  const planning = planVisits(instance, solver, { gap: 0, time: MOST_SECONDS * 1000, now: () => performance.now() })
  let step = planning.next()
  for (; !step.done; step = planning.next())
    for (const gap of [1, 0.1]) if (step.value.plan.gap <= gap && !reached.has(gap)) reached.set(gap, since())
  const { value: plan } = step
  const seconds = since()
  for (const gap of [1, 0.1]) if (plan.gap <= gap && !reached.has(gap)) reached.set(gap, seconds)
  const [memory, model] = [solver.memory(), solver.exportMps()]
  solver.close()
  return { plan, seconds, one: reached.get(1) ?? null, tenth: reached.get(0.1) ?? null, memory, model }
}

/** The same program from nothing, in whole numbers: HiGHS as the planner has it. */
async function solveAgain(model: Uint8Array): Promise<{ seconds: number; objective: number }> {
  const highs = await loadHighs()
  const fresh = highs.createModel({ format: 'mps', data: model })
  fresh.options.set({ output_flag: false, log_to_console: false, time_limit: MOST_SECONDS })
  const began = performance.now()
  fresh.run()
  const answer = { seconds: (performance.now() - began) / 1000, objective: Number(fresh.getObjectiveValue()) }
  fresh.dispose()
  return answer
}

/**
 * CBC on the same file. It does not follow the OBJSENSE section of every writer: what it finds is compared with what we
 * know, and when its sense was the other one it is told to maximise.
 */
function solveNative(path: string, best: number): { seconds: number; objective: number } | null {
  if (spawnSync('which', ['cbc']).status !== 0) return null
  for (const sense of [[], ['-max']]) {
    const out = `${path}.solution`
    const began = performance.now()
    execFileSync('cbc', [path, ...sense, '-sec', String(MOST_SECONDS), '-solve', '-solution', out], { stdio: 'ignore' })
    const seconds = (performance.now() - began) / 1000
    const value = /objective value\s+(-?[\d.e+]+)/.exec(
      existsSync(out) ? readFileSync(out, 'utf8').split('\n')[0]! : ''
    )
    const objective = Math.abs(Number(value?.[1] ?? Number.NaN))
    if (Math.abs(objective - Math.abs(best)) < 1e-4 * Math.max(1, Math.abs(best))) return { seconds, objective }
  }
  return { seconds: Number.NaN, objective: Number.NaN }
}

export async function benchVisits({ quick }: { quick: boolean }): Promise<Section> {
  if (!existsSync(FOLDER))
    return { title: 'The visit planner', blocks: ['The reference schools are not here: set SAMENSPEL_REFERENCE.'] }
  const folder = mkdtempSync(join(tmpdir(), 'samenspel-plan-'))
  const [planned, compared]: [string[][], string[][]] = [[], []]
  try {
    for (const name of NAMES.slice(0, quick ? 3 : NAMES.length)) {
      const { plan, seconds, one, tenth, memory, model } = await planOnce(load(name))
      const aim = AIMS[name]
      const isProven = plan.status === 'optimal'
      const isHeld = aim && isProven && seconds <= aim.seconds && (!aim.megabytes || memory < aim.megabytes * 1e6)
      const words = aim ? `proven in ${aim.seconds} s${aim.megabytes ? `, under ${aim.megabytes} MB` : ''}` : ''
      planned.push([
        name,
        String(plan.objective),
        `${figure(plan.gap, 3)}%`,
        figure(one, 2),
        figure(tenth, 2),
        isProven ? figure(seconds, 2) : '-',
        megabytes(memory),
        aim ? held(Boolean(isHeld), words) : ''
      ])
      const path = join(folder, `${name}.mps`)
      writeFileSync(path, model)
      const again = await solveAgain(model)
      const native = solveNative(path, again.objective)
      compared.push([
        name,
        figure(seconds, 2),
        figure(again.seconds, 2),
        native ? figure(native.seconds, 2) : 'not installed',
        native ? figure(seconds / native.seconds, 2) : '-'
      ])
      console.log([name, ...compared.at(-1)!.slice(1)].join('  '))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    title: 'The visit planner',
    blocks: [
      'Seconds from an instance to a plan within 1% and 0.1% of the best possible (of the sum of all wishes), and until proven best; memory is the solver’s heap.',
      { columns: ['school', 'objective', 'gap', 'to 1%', 'to 0.1%', 'proven', 'memory', 'aim'], rows: planned },
      'The same model beside a native solver: the whole planning, which makes the model, against solving the program that it ends with from nothing, by HiGHS in WebAssembly and by CBC (Debian coinor-cbc), in this run. Seconds; a dash for CBC is an objective that is not ours within the time.',
      { columns: ['school', 'planning', 'HiGHS, the model', 'CBC, the model', 'planning / CBC'], rows: compared }
    ]
  }
}
