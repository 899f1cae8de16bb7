import type { Id } from '#kernel/id.ts'

/** One device around a board: a member's phone, or the unit's digiboard (then `person` is null). */
export type Device = { cookie: string; person: Id | null }

export type BenchUnit = { unit: Id; members: Id[]; devices: Device[] }

/** What one step asks of the devices. */
export type CrowdPlan = {
  url: string
  units: BenchUnit[]
  /** Edits a second, over all units together. */
  rate: number
  warmUpSeconds: number
  seconds: number
  seed: number
}

/** What the devices say while a step runs. `measuring` and `measured` enclose the time that counts. */
export type CrowdNews = { at: 'measuring' } | { at: 'measured' } | { at: 'done'; outcome: CrowdOutcome }

export type CrowdOutcome = {
  /** Milliseconds from the planned moment of sending until the last of the other devices had it, per edit. */
  latencies: number[]
  /** Milliseconds from the planned moment until the sender knew that it was stored. */
  acknowledgements: number[]
  sent: number
  acknowledged: number
  /** Answers that were no receipt, by what they were. */
  refused: Record<string, number>
  /** Acknowledged edits that a device never got, counted per device. */
  lost: number
  /** Edits that a device got more than once, counted per device. */
  doubled: number
  /** Edits that were seen though their sender got no receipt. */
  seenUnacknowledged: number
  /** Streams that ended by themselves. */
  disconnected: number
  /** Milliseconds by which sending itself was behind its schedule. */
  sendLag: number[]
  /** The share of the time that the devices' own event loop was busy. */
  busy: number
  /** Processor seconds that the devices themselves took. */
  cpuSeconds: number
}
