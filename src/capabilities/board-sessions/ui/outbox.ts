import type { Id } from '#kernel/id.ts'
import type { SentCommand } from '../core/commands.ts'

/**
 * What this device has entered and the server has not yet acknowledged. Survives a reload and a closed browser;
 * a device without storage (private mode) keeps it in memory only.
 */
export type Outbox = { read(): SentCommand[]; put(sent: SentCommand): void; drop(key: Id): void }

/**
 * In the browser's storage, an entry per command, so that two tabs never overwrite each other. Keys are UUIDv7, so
 * their order is the order of entering.
 */
export function localOutbox(name: string): Outbox {
  const prefix = `samenspel.outbox.${name}.`
  const attempt = <T>(fn: () => T, otherwise: T): T => {
    try {
      return fn()
    } catch {
      // Storage that is full or forbidden: what is in memory still gets sent.
      return otherwise
    }
  }
  return {
    read: () =>
      attempt(() => {
        const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index)!)
        const own = keys.filter((key) => key.startsWith(prefix)).sort()
        return own.map((key) => JSON.parse(localStorage.getItem(key)!) as SentCommand)
      }, []),
    put: (sent) => attempt(() => localStorage.setItem(prefix + sent.key, JSON.stringify(sent)), undefined),
    drop: (key) => attempt(() => localStorage.removeItem(prefix + key), undefined)
  }
}
