import type { Id } from '#kernel/id.ts'

/** What was entered, what was acknowledged and where, and what went wrong on the way that a device has to bear. */
export function createFaultLedger() {
  const entered = new Map<Id, Set<Id>>()
  const stored = new Map<Id, Map<Id, number>>()
  const refusals = new Map<Id, Map<Id, string>>()
  const counts = { gaps: 0, doubles: 0, entered: 0, acknowledged: 0 }
  const answers: Record<string, number> = {}
  const faults: string[] = []
  const of = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
    const found = map.get(key) ?? make()
    map.set(key, found)
    return found
  }

  return {
    counts,
    /** Answers that told a device to try again, and refusals, by their code. */
    answers,
    /** What must never happen. */
    faults,

    entered(unit: Id, key: Id): void {
      counts.entered++
      of(entered, unit, () => new Set()).add(key)
    },
    acknowledged(unit: Id, key: Id, seq: number): void {
      const seqs = of(stored, unit, () => new Map<Id, number>())
      const before = seqs.get(key)
      if (before === undefined) counts.acknowledged++
      else if (before !== seq) faults.push(`${key} was acknowledged at ${before} and at ${seq}`)
      seqs.set(key, seq)
    },
    refused(unit: Id, key: Id, code: string, what: string): void {
      answers[code] = (answers[code] ?? 0) + 1
      of(refusals, unit, () => new Map<Id, string>()).set(key, `${what}: ${code}`)
    },
    /** Where it was stored, 0 when it was refused, null while there is no answer. */
    answerTo: (unit: Id, key: Id): number | null =>
      stored.get(unit)?.get(key) ?? (refusals.get(unit)?.has(key) ? 0 : null),
    failed(code: string): void {
      answers[code] = (answers[code] ?? 0) + 1
    },
    gap: () => void counts.gaps++,
    doubled: () => void counts.doubles++,
    wentBack: (unit: Id, from: number, to: number) => void faults.push(`board ${unit} went back from ${from} to ${to}`),

    /** Holds the log of a board against what its devices were told. */
    check(unit: Id, log: { seq: number; key: Id }[]): void {
      const seqOf = new Map(log.map(({ key, seq }) => [key, seq]))
      if (seqOf.size !== log.length) faults.push(`a key stands twice in the log of ${unit}`)
      log.forEach(({ seq }, index) => {
        if (seq !== index + 1) faults.push(`the log of ${unit} has ${seq} at place ${index + 1}`)
      })
      for (const [key, seq] of stored.get(unit) ?? [])
        if (seqOf.get(key) !== seq)
          faults.push(`${key} was acknowledged at ${seq} and is at ${seqOf.get(key) ?? 'no place'}`)
      for (const [key, code] of refusals.get(unit) ?? [])
        if (seqOf.has(key)) faults.push(`${key} was refused (${code}) and is in the log`)
      for (const key of entered.get(unit) ?? [])
        if (!stored.get(unit)?.has(key) && !refusals.get(unit)?.has(key))
          faults.push(`${key} was entered and never answered`)
    }
  }
}

export type FaultLedger = ReturnType<typeof createFaultLedger>
