import { createClient } from '@redis/client'
import type { Log } from '../db/log.ts'

/** Redis or Valkey as a loudspeaker between processes. What it says is heard by the process that said it as well. */
export type Loudspeaker = {
  /** Rejects at once while there is no connection. */
  say(text: string): Promise<unknown>
  close(): Promise<void>
}

/** Pauses (ms) between attempts to reach it again: within a second after it is back we are there. */
const again = (failures: number): number => Math.min(50 * 2 ** failures, 500)

/**
 * Connects in the background and goes on trying for ever: an installation starts and runs without it. Nothing is kept
 * for later on this side; the relay knows what was not heard.
 */
export function openLoudspeaker(url: string, channel: string, onText: (text: string) => void, log: Log): Loudspeaker {
  const options = { url, disableOfflineQueue: true, socket: { connectTimeout: 2000, reconnectStrategy: again } }
  const mouth = createClient(options)
  // The listening connection does nothing but that: there a queue only holds the one command that begins it.
  const ears = createClient({ ...options, disableOfflineQueue: false })
  let isComplaining = false
  for (const client of [mouth, ears]) {
    client.on('error', (error: Error) => {
      if (!isComplaining) log.warn({ err: error }, 'Redis is away; the database carries what it carried')
      isComplaining = true
    })
    client.on('ready', () => (isComplaining = false))
    void client.connect().catch(() => {})
  }
  void ears.subscribe(channel, onText).catch(() => {})
  return {
    say: (text) => mouth.publish(channel, text),
    async close() {
      // What was said is on its way; more than a moment nobody waits for an answer.
      if (mouth.isReady) await Promise.race([mouth.close(), new Promise((resolve) => setTimeout(resolve, 300))])
      for (const client of [mouth, ears]) if (client.isOpen) client.destroy()
    }
  }
}
