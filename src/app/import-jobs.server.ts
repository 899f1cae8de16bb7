import type { Id } from '#kernel/id.ts'

/** Reading and storing lists; planning lesson visits, and computing what would help. */
export type JobStep = {
  step: 'reading' | 'comparing' | 'storing' | 'planning' | 'helping'
  done: number
  of: number
}
export type JobOwner = { school: Id; person: Id }

/** Reading and storing lists, while that is going on: how far each is, and the way to stop it. Only in memory. */
export type ImportJobs = {
  /** Does the work under this id; what it reports goes to whoever watches. Without an id nobody follows it. */
  run<T>(
    owner: JobOwner,
    id: Id | null,
    work: (signal: AbortSignal, report: (step: JobStep) => void) => Promise<T>
  ): Promise<T>
  stop(owner: JobOwner, id: Id): void
  /** Follows a job of one's own, from before it begins. Gives back what ends that. */
  watch(owner: JobOwner, id: Id, onStep: (step: JobStep) => void): () => void
}

/** A stop that comes before its job (the file is still on its way) is remembered this long (ms). */
const EARLY_STOP = 60_000

export function openImportJobs(): ImportJobs {
  const running = new Map<string, AbortController>()
  const stopped = new Map<string, NodeJS.Timeout>()
  const watchers = new Map<string, Set<(step: JobStep) => void>>()
  // of one person at one school: nobody stops or follows another's
  const keyOf = ({ school, person }: JobOwner, id: Id) => `${school} ${person} ${id}`

  return {
    async run(owner, id, work) {
      const controller = new AbortController()
      if (id === null) return work(controller.signal, () => {})
      const key = keyOf(owner, id)
      if (stopped.has(key)) controller.abort()
      running.set(key, controller)
      try {
        return await work(controller.signal, (step) => watchers.get(key)?.forEach((tell) => tell(step)))
      } finally {
        running.delete(key)
      }
    },
    stop(owner, id) {
      const key = keyOf(owner, id)
      running.get(key)?.abort()
      clearTimeout(stopped.get(key))
      stopped.set(
        key,
        setTimeout(() => stopped.delete(key), EARLY_STOP)
      )
      stopped.get(key)!.unref()
    },
    watch(owner, id, onStep) {
      const key = keyOf(owner, id)
      const all = watchers.get(key) ?? new Set()
      watchers.set(key, all.add(onStep))
      return () => {
        all.delete(onStep)
        if (all.size === 0) watchers.delete(key)
      }
    }
  }
}
