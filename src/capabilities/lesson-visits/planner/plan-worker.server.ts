/** Runs in a thread of its own, started by `run-planner.server.ts`, which can end it at any moment. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Breach } from '#analytics/scheduling/visits/check.ts'
import type { VisitInstance, VisitPlan } from '#analytics/scheduling/visits/instance.ts'
import { LockedVisitsClash, planVisits, type PlanProgress } from '#analytics/scheduling/visits/plan.ts'
import { openHighs } from './highs.server.ts'

export type PlannerOrder = { instance: VisitInstance; seed: number; gap: number; milliseconds: number }

export type PlannerWord =
  | { kind: 'progress'; progress: PlanProgress }
  | { kind: 'plan'; plan: VisitPlan }
  | { kind: 'clash'; breaches: Breach[] }

const { instance, seed, gap, milliseconds } = workerData as PlannerOrder
const say = (word: PlannerWord) => parentPort?.postMessage(word)

try {
  const solver = await openHighs(seed)
  const planning = planVisits(instance, solver, { gap, time: milliseconds, now: () => performance.now() })
  let step = planning.next()
  for (; !step.done; step = planning.next()) say({ kind: 'progress', progress: step.value })
  say({ kind: 'plan', plan: step.value })
} catch (error) {
  if (!(error instanceof LockedVisitsClash)) throw error
  say({ kind: 'clash', breaches: error.breaches })
}
