import type { Clock } from '#kernel/clock.ts'
import { newId, type Id } from '#kernel/id.ts'

/** A file that somebody looks at before taking it over. Only in memory: nothing is stored before "Importeren". */
export type Preview<Source> = { school: Id; person: Id; fileName: string; source: Source; size: number; until: number }

export type Previews<Source> = {
  keep(preview: Omit<Preview<Source>, 'until'>): Id
  find(id: Id, school: Id, person: Id): Preview<Source> | null
  forget(id: Id): void
}

const LASTING = 3600_000
/** Together at most this much (bytes); the oldest makes room. */
const ROOM = 100 * 1024 * 1024

export function openPreviews<Source>(clock: Clock): Previews<Source> {
  const kept = new Map<Id, Preview<Source>>()
  const size = () => [...kept.values()].reduce((sum, preview) => sum + preview.size, 0)

  function tidy(): void {
    for (const [id, preview] of kept) if (preview.until <= clock()) kept.delete(id)
    for (const id of kept.keys()) {
      if (size() <= ROOM) break
      kept.delete(id)
    }
  }

  return {
    keep(preview) {
      const id = newId(clock())
      // One at a time for each person: looking at another file replaces it.
      for (const [other, { school, person }] of kept)
        if (school === preview.school && person === preview.person) kept.delete(other)
      kept.set(id, { ...preview, until: clock() + LASTING })
      tidy()
      return id
    },
    find(id, school, person) {
      tidy()
      const preview = kept.get(id)
      return preview && preview.school === school && preview.person === person ? preview : null
    },
    forget: (id) => void kept.delete(id)
  }
}
