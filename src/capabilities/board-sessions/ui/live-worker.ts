/**
 * The stream that the tabs of a browser share. Each path has one; a tab that starts earlier in the log than the stream
 * did makes it begin again from there, and the other tabs pass over what they have seen already.
 */
import { openDirectLine, type Line, type LineMessage, type LineRequest } from './live-line.ts'

type Shared = { line: Line; from: number; hello: LineMessage | null; ports: Set<MessagePort>; recent: LineMessage[] }

const RECENT = 300
const lines = new Map<string, Shared>()

function attach(port: MessagePort, path: string, after: number): void {
  const shared = lines.get(path)
  if (shared && shared.hello && after >= shared.from) {
    shared.ports.add(port)
    port.postMessage(shared.hello)
    for (const message of shared.recent) port.postMessage(message)
    return
  }
  begin(path, after, new Set([...(shared?.ports ?? []), port]))
}

function begin(path: string, after: number, ports: Set<MessagePort>): void {
  lines.get(path)?.line.close()
  const shared: Shared = { line: { close() {} }, from: after, hello: null, ports, recent: [] }
  lines.set(path, shared)
  shared.line = openDirectLine(path, after, (message) => {
    if (lines.get(path) !== shared) return
    remember(shared, message)
    for (const port of shared.ports) port.postMessage(message)
    if (message.name === 'error' || message.name === 'ended') lines.delete(path)
  })
}

/** What a tab that joins later needs: everything since the stream began, as long as that is little. */
function remember(shared: Shared, message: LineMessage): void {
  if (message.name === 'hello') shared.hello = message
  else if (message.name !== 'tick') shared.recent.push(message)
  // Too much to hand over: whoever joins now begins anew from its own place.
  if (shared.recent.length > RECENT) shared.from = Number.POSITIVE_INFINITY
}

function leave(port: MessagePort): void {
  for (const [path, shared] of lines) {
    if (!shared.ports.delete(port) || shared.ports.size > 0) continue
    shared.line.close()
    lines.delete(path)
  }
}

;(globalThis as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = ({ ports: [port] }) => {
  port!.onmessage = ({ data }: MessageEvent<LineRequest>) => {
    if (data === 'close') leave(port!)
    else attach(port!, data.open, data.after)
  }
}
