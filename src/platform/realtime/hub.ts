/**
 * Fan-out within one process: who listens to a channel gets what is published there, in order.
 * A listener must not block; it writes to a socket and is dropped by its owner when that is full.
 */
export type Hub<Message> = {
  publish(channel: string, message: Message): void
  subscribe(channel: string, listener: (message: Message) => void): () => void
  /** How many listen, on one channel or on all. */
  count(channel?: string): number
  /** The channels to which somebody listens. */
  channels(): string[]
}

export function createHub<Message>(): Hub<Message> {
  const channels = new Map<string, Set<(message: Message) => void>>()
  return {
    publish(channel, message) {
      for (const listener of channels.get(channel) ?? []) listener(message)
    },
    subscribe(channel, listener) {
      const listeners = channels.get(channel) ?? new Set()
      channels.set(channel, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && channels.get(channel) === listeners) channels.delete(channel)
      }
    },
    count: (channel) =>
      channel === undefined
        ? [...channels.values()].reduce((sum, listeners) => sum + listeners.size, 0)
        : (channels.get(channel)?.size ?? 0),
    channels: () => [...channels.keys()]
  }
}
