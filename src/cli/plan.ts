import { readFile, rename, writeFile } from 'node:fs/promises'
import { readInstance } from '#lesson-visits'
import { runPlanner } from '#lesson-visits/server'
import * as t from '#texts/cli'
import { readArguments, required } from './arguments.ts'
import { Mistake, type Command } from './command.ts'

const STATUS = { whole: 0, stopped: 1, refused: 2 }

/**
 * `plan visits FILE --out PLAN [--seconds N] [--seed N] [--gap PERCENT]`: one instance of the visit planner, without a
 * school. Ends with 0 (proven, or within the gap), 1 (stopped by the clock) or 2 (no plan).
 */
export const planCommand: Command = async (args, { tell }) => {
  const { values, positionals } = readArguments(args, {
    out: { type: 'string' },
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    gap: { type: 'string', default: '0.1' }
  })
  const [what, file] = positionals
  if (what !== 'visits') throw new Mistake(`${t.argument_missing({ name: 'visits' })}\n\n${t.usage()}`)
  const path = required(file, 'instance.json')
  const out = required(values.out, '--out')
  const seconds = figure(values.seconds, '--seconds', 3600)
  const seed = Math.floor(figure(values.seed, '--seed', 2 ** 31 - 1))
  const gap = figure(values.gap, '--gap', 100)

  const read = readInstance(await readJson(path))
  if ('problems' in read) {
    tell(t.plan_file_wrong({ file: path, count: read.problems.length }))
    for (const { path: where, problem } of read.problems.slice(0, 20)) tell(`  ${where}: ${problem}`)
    return STATUS.refused
  }
  const outcome = await runPlanner(read.instance, {
    seconds,
    seed,
    gap,
    onProgress: ({ plan }) =>
      tell(t.plan_progress({ visits: plan.visits.length, gap: Number.isFinite(plan.gap) ? plan.gap : 100 }))
  })
  if ('clash' in outcome) {
    tell(t.plan_clash())
    for (const { rule, wishes } of outcome.clash) tell(`  ${rule}: ${wishes.join(', ')}`)
    return STATUS.refused
  }
  if ('wrong' in outcome) {
    tell(t.plan_wrong())
    for (const { rule, wishes } of outcome.wrong) tell(`  ${rule}: ${wishes.join(', ')}`)
    return STATUS.refused
  }
  const { plan } = outcome
  await writeFile(`${out}.part`, `${JSON.stringify(plan, (_, value: unknown) => finite(value), 1)}\n`)
  await rename(`${out}.part`, out)
  tell(t.plan_done({ visits: plan.visits.length, wishes: read.instance.wishes.length, file: out }))
  return plan.status === 'stopped' ? STATUS.stopped : STATUS.whole
}

/** JSON knows no infinity: without a bound there is none. */
const finite = (value: unknown): unknown => (value === Infinity ? null : value)

function figure(text: string, name: string, most: number): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0) || value > most)
    throw new Mistake(t.argument_wrong({ reason: `${name} ${text}` }))
  return value
}

async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    throw new Mistake(t.file_unreadable({ file: path }))
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Mistake(t.plan_no_json({ file: path }))
  }
}
