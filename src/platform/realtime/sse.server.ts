import type { IncomingMessage, ServerResponse } from 'node:http'

/** A reader that is this far behind (bytes) is dropped: it reconnects and catches up from the log. */
const SLOW = 512 * 1024
const HEARTBEAT = 15_000

/** One server-sent event stream. */
export type Sse = {
  /** Writes a finished frame. */
  write(frame: string | Uint8Array): void
  /** Writes a named event. */
  send(event: string, data: unknown): void
  /** Runs once, when either side is gone. */
  onClose(fn: () => void): void
  close(): void
}

const streams = new Set<Sse>()

/** Ends every stream of this process, so that a graceful stop is not held up; the devices reconnect. */
export function closeAllStreams(): void {
  for (const stream of streams) stream.close()
}

export const countStreams = (): number => streams.size

export function openSse(request: IncomingMessage, response: ServerResponse): Sse {
  // Ends with its connection instead of coming in chunks: what is written travels as it is, in one piece.
  response.removeHeader('transfer-encoding')
  response.writeHead(200, {
    connection: 'close',
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff'
  })
  request.socket.setNoDelay(true)
  request.socket.setTimeout(0)
  response.flushHeaders()

  const closers: (() => void)[] = []
  let isClosed = false
  const heartbeat = setInterval(() => stream.write('event: tick\ndata: \n\n'), HEARTBEAT)

  const end = () => {
    if (isClosed) return
    isClosed = true
    clearInterval(heartbeat)
    streams.delete(stream)
    for (const closer of closers) closer()
  }
  response.on('close', end)
  response.on('error', end)

  const stream: Sse = {
    write(frame) {
      if (isClosed) return
      response.write(frame)
      if (response.writableLength > SLOW) response.destroy()
    },
    send(event, data) {
      stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    onClose(fn) {
      if (isClosed) fn()
      else closers.push(fn)
    },
    close() {
      response.end()
      end()
    }
  }
  streams.add(stream)
  return stream
}
