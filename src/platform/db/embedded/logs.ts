import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const KEPT_FILES = 20
const KEPT_DAYS = 30
const HOUR = 3_600_000

/** Removes the server's logs after thirty days, and the oldest beyond twenty (of 2 MB), now and every hour. */
export function keepLogsSmall(folder: string): () => void {
  removeOldLogs(folder, Date.now())
  const timer = setInterval(() => removeOldLogs(folder, Date.now()), HOUR).unref()
  return () => clearInterval(timer)
}

export function removeOldLogs(folder: string, now: number): void {
  const newestFirst = readdirSync(folder)
    .filter((file) => /^postgres-\d.*\.log$/.test(file))
    .sort()
    .reverse()
  for (const [place, file] of newestFirst.entries()) {
    const path = join(folder, file)
    const age = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now)
    if (place >= KEPT_FILES || age > KEPT_DAYS * 24 * HOUR) rmSync(path, { force: true })
  }
}
