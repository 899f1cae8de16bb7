/** What comes over the live line: a named event with its data, or `error` when the line is gone. */
export type LineMessage = { name: string; data: string }

export const LINE_EVENTS = ['hello', 'message', 'reset', 'moods', 'all-moods', 'people', 'tick', 'ended'] as const

export type Line = { close(): void }

/** What a page asks of the shared line. */
export type LineRequest = { open: string; after: number } | 'close'

/** Opens a stream in this very place; the shared line and browsers without one use it. */
export function openDirectLine(path: string, after: number, take: (message: LineMessage) => void): Line {
  const source = new EventSource(`${path}${path.includes('?') ? '&' : '?'}after=${after}`)
  for (const name of LINE_EVENTS)
    source.addEventListener(name, (message) => take({ name, data: (message as MessageEvent<string>).data }))
  source.onerror = () => {
    source.close()
    take({ name: 'error', data: '' })
  }
  return { close: () => source.close() }
}

/**
 * Opens the live line of a board. All tabs of a browser share one stream, because a browser keeps no more than six
 * connections to a server on plain http. Where there is no SharedWorker (phones) a page has a stream of its own.
 */
export function openLine(path: string, after: number, take: (message: LineMessage) => void): Line {
  if (typeof SharedWorker === 'undefined') return openDirectLine(path, after, take)
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name: 'samenspel' })
  const { port } = worker
  let isOpen = true
  port.onmessage = ({ data }: MessageEvent<LineMessage>) => {
    if (isOpen) take(data)
  }
  // A worker that cannot be loaded: this page goes on by itself.
  let direct: Line | null = null
  worker.onerror = () => {
    if (isOpen && !direct) direct = openDirectLine(path, after, take)
  }
  port.postMessage({ open: path, after } satisfies LineRequest)
  const close = () => {
    if (!isOpen) return
    isOpen = false
    removeEventListener('pagehide', close)
    port.postMessage('close' satisfies LineRequest)
    direct?.close()
  }
  addEventListener('pagehide', close)
  return { close }
}
