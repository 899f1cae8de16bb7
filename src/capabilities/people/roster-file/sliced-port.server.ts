/** What the two threads of a reading say to each other beside rows. */
type Message = Record<string, unknown>
type Port = { postMessage(message: Message): void; on(event: 'message', fn: (message: Message) => void): unknown }

/** Rows that cross at once: few enough that taking them in holds nobody up. */
const SLICE = 250

/**
 * Rows cross between threads in slices, the next one after the last was taken in: copying twenty thousand at once would
 * hold up everybody whom this process serves.
 */
export class SlicedPort {
  private readonly port: Port
  private readonly taken = new Map<string, unknown[]>()
  private next: (() => void) | null = null

  constructor(port: Port, onMessage: (message: Message) => void) {
    this.port = port
    port.on('message', (message) => {
      if (message['ack']) return this.next?.()
      if (typeof message['slice'] !== 'string') return onMessage(message)
      this.rowsOf(message['slice']).push(...(message['rows'] as unknown[]))
      // after whatever else waits
      setImmediate(() => port.postMessage({ ack: true }))
    })
  }

  async send(name: string, rows: readonly unknown[]): Promise<void> {
    for (let at = 0; at < rows.length; at += SLICE) {
      const taken = new Promise<void>((resolve) => (this.next = resolve))
      this.port.postMessage({ slice: name, rows: rows.slice(at, at + SLICE) })
      await taken
    }
  }

  say(message: Message): void {
    this.port.postMessage(message)
  }

  /** The rows that came under this name. */
  rowsOf<T = unknown>(name: string): T[] {
    const rows = this.taken.get(name) ?? []
    this.taken.set(name, rows)
    return rows as T[]
  }
}
