/** What somebody has filled in and not sent: on this device only, and gone once it is sent. */
export type Draft = {
  answers: Record<string, string>
  texts: Record<string, string>
  /** Where one was. */
  at: number
  /** The last day of the campaign: some time after it a forgotten draft goes. */
  closesOn: string
}

const PREFIX = 'samenspel.questionnaire.'
const KEPT_DAYS = 14

/** `who`: the person or the letter, so that whoever uses this device next begins with an empty form. */
export const draftName = (campaign: string, who: string): string => `${PREFIX}${campaign}.${who}`

export function readDraft(storage: Storage, name: string): Draft | null {
  try {
    const found = JSON.parse(storage.getItem(name) ?? 'null') as Partial<Draft> | null
    if (!found || typeof found.answers !== 'object' || typeof found.texts !== 'object') return null
    return { at: 0, closesOn: '', ...found } as Draft
  } catch {
    return null
  }
}

/** False: this device keeps nothing (storage is full or forbidden). */
export function keepDraft(storage: Storage, name: string, draft: Draft): boolean {
  try {
    storage.setItem(name, JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export function dropDraft(storage: Storage, name: string): void {
  try {
    storage.removeItem(name)
  } catch {
    // Storage is forbidden: then there is nothing in it either.
  }
}

/** Lets go of what was never sent and cannot be sent any more. */
export function dropOldDrafts(storage: Storage, today: number): void {
  try {
    const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
    for (const name of names.filter((one) => one.startsWith(PREFIX))) {
      const last = Date.parse(readDraft(storage, name)?.closesOn ?? '')
      if (!(today - last < KEPT_DAYS * 86_400_000)) storage.removeItem(name)
    }
  } catch {
    // As above.
  }
}
