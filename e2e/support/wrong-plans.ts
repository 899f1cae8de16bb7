/**
 * Loaded into a server before it starts (`--import`): as long as the file that WRONG_PLANS names is there, what the
 * planner's thread says is a plan in which every talk is at the moment of its visit. So a fault in the program that makes
 * plans looks like to the rest of Samenspel, of which nothing knows of this file.
 */
import { existsSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import threads, { type WorkerOptions } from 'node:worker_threads'

const PLANNER = 'plan-worker.server.ts'
const switchFile = process.env['WRONG_PLANS'] ?? ''
const planners = new WeakSet<object>()

type Word = { kind: string; plan: { visits: { slot: number; talk: number }[] } }

class Worker extends threads.Worker {
  constructor(file: string | URL, options?: WorkerOptions) {
    super(file, options)
    if (String(file).endsWith(PLANNER)) planners.add(this)
  }

  override emit(event: string, ...said: unknown[]): boolean {
    const [word] = said as [Word | undefined]
    if (event === 'message' && word?.kind === 'plan' && planners.has(this) && existsSync(switchFile))
      for (const visit of word.plan.visits) visit.talk = visit.slot
    return super.emit(event, ...said)
  }
}

Object.assign(threads, { Worker })
syncBuiltinESMExports()
