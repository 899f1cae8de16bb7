import type { Id } from '#kernel/id.ts'

type Entry = {
  /** When it was to be sent. */
  planned: number
  sender: number
  counts: boolean
  devices: number
  /** Who has it, a bit per device. */
  seenBy: number
  doubled: number
  acknowledgedAt: number | null
  /** When the last of the other devices got it. */
  completeAt: number | null
}

export type Tally = {
  latencies: number[]
  acknowledgements: number[]
  acknowledged: number
  lost: number
  doubled: number
  seenUnacknowledged: number
}

const bitsIn = (bits: number): number => (bits === 0 ? 0 : (bits & 1) + bitsIn(bits >>> 1))

/** Which edit was sent when, and which device has seen it how often. */
export function createLedger() {
  const entries = new Map<Id, Entry>()
  return {
    /** `counts`: it falls in the time that is measured. Losses and doubles count always. */
    sent(key: Id, edit: { planned: number; sender: number; devices: number; counts: boolean }): void {
      entries.set(key, { ...edit, seenBy: 0, doubled: 0, acknowledgedAt: null, completeAt: null })
    },

    acknowledged(key: Id, at: number): void {
      const entry = entries.get(key)
      if (entry) entry.acknowledgedAt = at
    },

    seen(key: Id, device: number, at: number): void {
      const entry = entries.get(key)
      if (!entry) return
      const bit = 1 << device
      if (entry.seenBy & bit) entry.doubled++
      entry.seenBy |= bit
      const others = ((1 << entry.devices) - 1) & ~(1 << entry.sender)
      if (entry.completeAt === null && (entry.seenBy & others) === others) entry.completeAt = at
    },

    /** Is there an acknowledged edit that somebody does not have yet? */
    isWaiting: (): boolean =>
      entries.values().some((entry) => entry.acknowledgedAt !== null && bitsIn(entry.seenBy) < entry.devices),

    tally(): Tally {
      const all = [...entries.values()]
      const counted = all.filter(({ counts }) => counts)
      const since = (field: 'completeAt' | 'acknowledgedAt') =>
        counted.flatMap((entry) => (entry[field] === null ? [] : [entry[field] - entry.planned]))
      const total = (count: (entry: Entry) => number) => all.reduce((sum, entry) => sum + count(entry), 0)
      return {
        latencies: since('completeAt'),
        acknowledgements: since('acknowledgedAt'),
        acknowledged: total((entry) => (entry.acknowledgedAt === null ? 0 : 1)),
        lost: total((entry) => (entry.acknowledgedAt === null ? 0 : entry.devices - bitsIn(entry.seenBy))),
        doubled: total((entry) => entry.doubled),
        seenUnacknowledged: total((entry) => (entry.acknowledgedAt === null && entry.seenBy !== 0 ? 1 : 0))
      }
    }
  }
}

export type Ledger = ReturnType<typeof createLedger>
