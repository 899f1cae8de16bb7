import { Worker } from 'node:worker_threads'
import { breachesOf, valueOf, type Breach } from '#analytics/scheduling/visits/check.ts'
import type { VisitInstance, VisitPlan } from '#analytics/scheduling/visits/instance.ts'
import type { PlanProgress } from '#analytics/scheduling/visits/plan.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { sourceFile } from '#platform/source-file.ts'
import type { PlannerOrder, PlannerWord } from './plan-worker.server.ts'

const WORKER = 'src/capabilities/lesson-visits/planner/plan-worker.server.ts'
/** A solver looks at its clock now and then; after this it is ended from outside. */
const GRACE = 1_000
const MEGABYTES = 1_024

export type PlannerOptions = {
  seconds: number
  seed?: number
  /** In percent of all wish terms. */
  gap?: number
  onProgress?: (progress: PlanProgress) => void
  /** Stops with the best plan so far. */
  stop?: AbortSignal
  /** Gives the thread to whoever wants to end it from outside. */
  onThread?: (thread: Worker) => void
}

/** A plan that keeps every rule; or which agreed visits cannot all stay; or what is wrong with a plan nobody gets to see. */
export type PlannerOutcome = { plan: VisitPlan & { seconds: number } } | { clash: Breach[] } | { wrong: Breach[] }

/**
 * Plans in a worker thread, so that nobody waits meanwhile. Ends by itself, by the clock or when it is stopped, and
 * then with the best plan so far: an empty one if it was stopped before the first. A worker that dies does too.
 * Every plan is checked against the rules before anyone sees it: of one that breaks a rule only that comes out.
 */
export async function runPlanner(instance: VisitInstance, options: PlannerOptions): Promise<PlannerOutcome> {
  const { seconds, seed = 1, gap = 0.1, onProgress, stop } = options
  const began = performance.now()
  const order: PlannerOrder = { instance, seed, gap, milliseconds: seconds * 1000 }
  let best: VisitPlan = nothingPlanned(instance)

  const outcome = await new Promise<{ plan: VisitPlan } | { clash: Breach[] }>((resolve, reject) => {
    const worker = new Worker(sourceFile(WORKER), {
      workerData: order,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES }
    })
    options.onThread?.(worker)
    const endEarly = () => finish(() => resolve({ plan: { ...best, status: 'stopped' } }))
    const clock = setTimeout(endEarly, seconds * 1000 + GRACE)
    const finish = (settle: () => void) => {
      clearTimeout(clock)
      stop?.removeEventListener('abort', endEarly)
      settle()
      void worker.terminate()
    }
    if (stop?.aborted) return endEarly()
    stop?.addEventListener('abort', endEarly)
    worker.on('message', (word: PlannerWord) => {
      if (word.kind === 'progress') {
        best = word.progress.plan
        onProgress?.(word.progress)
      } else if (word.kind === 'plan') finish(() => resolve({ plan: word.plan }))
      else finish(() => resolve({ clash: word.breaches }))
    })
    worker.once('error', (error: Error & { code?: string }) =>
      finish(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? endEarly() : reject(error)))
    )
    worker.once('exit', endEarly)
  })
  if ('clash' in outcome) return outcome
  const wrong = faultsOf(instance, outcome.plan)
  return wrong ? { wrong } : { plan: { ...outcome.plan, seconds: (performance.now() - began) / 1000 } }
}

function nothingPlanned(instance: VisitInstance): VisitPlan {
  const visits = instance.previous.filter((visit) => visit.locked).map(({ locked: _, ...visit }) => visit)
  return { visits, objective: valueOf(instance, visits).total, bound: Infinity, gap: Infinity, status: 'stopped' }
}

/** What a plan says of itself is not believed: neither that it keeps the rules nor what it is worth. Null: all is well. */
function faultsOf(instance: VisitInstance, { visits, objective }: VisitPlan): Breach[] | null {
  const breaches = breachesOf(instance, visits)
  if (breaches.length > 0) return breaches
  return Math.abs(valueOf(instance, visits).total - objective) > 1e-6 ? [] : null
}

/** The outcome for people: a plan, or a sentence that tells what to do. */
export const planOf = (outcome: PlannerOutcome): Result<VisitPlan & { seconds: number }> =>
  'plan' in outcome ? ok(outcome.plan) : refuse({ code: 'clash' in outcome ? 'visit_plan_clash' : 'visit_plan_wrong' })
