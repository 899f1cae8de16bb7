import * as t from '#texts/worth'
import { phaseName } from '../view.ts'
import type { Drift } from './drift.ts'

export function driftWords(drift: Drift): string {
  if (drift.kind === 'none') return t.drift_none()
  const { taken, budget } = drift
  return drift.kind === 'total'
    ? t.drift_total({ taken, budget })
    : t.drift_over({ phase: phaseName(drift.phase), taken, budget })
}
