import type { Coming } from '../core/coming.ts'

/** The sessions to come in the calendar, for a board that stays open for days and asks again. */
export class ComingSessions {
  /** When they begin, the next one first; null where the unit has no weekly moment. */
  coming = $state.raw<Coming>(null)

  #asked = 0

  constructor(coming: Coming) {
    this.coming = coming
  }

  /** Asks what the calendar has by now. Without an answer stays what was known; the last question counts. */
  async ask(address: string): Promise<void> {
    const asked = ++this.#asked
    const answer = await fetch(address).catch(() => null)
    const told = answer?.ok ? ((await answer.json().catch(() => null)) as { coming: Coming } | null) : null
    if (told && asked === this.#asked) this.coming = told.coming
  }
}
