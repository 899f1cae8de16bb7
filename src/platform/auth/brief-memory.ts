/**
 * Remembers what was looked up for a few seconds, and no more than a number of them: one page asks for its session
 * a dozen times. The promise is kept, so that questions at the same moment share one answer.
 */
export class BriefMemory<T> {
  readonly #entries = new Map<string, { answer: Promise<T>; since: number; until: number }>()
  readonly #lasting: number
  readonly #capacity: number

  constructor({ lasting, capacity }: { lasting: number; capacity: number }) {
    this.#lasting = lasting
    this.#capacity = capacity
  }

  /** The remembered answer, else a new one; only answers that are `worthKeeping` stay. */
  async recall(key: string, now: number, ask: () => Promise<T>, worthKeeping: (answer: T) => boolean): Promise<T> {
    const known = this.#entries.get(key)
    // A clock that was put back makes nothing last longer.
    if (known && known.since <= now && known.until > now) return known.answer
    this.#entries.delete(key)
    const entry = { answer: ask(), since: now, until: now + this.#lasting }
    this.#entries.set(key, entry)
    // A map keeps the order in which keys came: the first is the oldest.
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#capacity) break
      this.#entries.delete(oldest)
    }
    const dropEntry = () => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
    }
    try {
      const answer = await entry.answer
      if (!worthKeeping(answer)) dropEntry()
      return answer
    } catch (error) {
      dropEntry()
      throw error
    }
  }

  forget(key: string): void {
    this.#entries.delete(key)
  }

  forgetAll(): void {
    this.#entries.clear()
  }

  get size(): number {
    return this.#entries.size
  }
}
