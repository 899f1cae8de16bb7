import { Agent, request, type IncomingMessage } from 'node:http'
import type { Id } from '#kernel/id.ts'
import type { SentCommand } from '#board-sessions'
import type { Device } from './plan.ts'

/** A browser keeps this many connections to one server, and its stream takes one more. */
const CONNECTIONS = 5

const KEY = '"key":"'
const ID_LENGTH = 36

export type LineHandlers = {
  /** An event that this device got, by the key of its command. */
  onEvent(key: Id): void
  /** The stream ended though nobody closed it. */
  onLost(): void
}

/** The live line of one device: a stream of its own, and connections that stay open for what it sends. */
export function openLine(url: string, unit: Id, { cookie, person }: Device, { onEvent, onLost }: LineHandlers) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const base = `${url}/live/units/${unit}`
  const as = person === null ? 'board' : 'member'
  let isClosed = false
  let seq = 0

  function readFrames(response: IncomingMessage, onHello: () => void) {
    let rest = ''
    let hasMet = false
    // Only ids and keys are read, so bytes may stand for characters.
    response.setEncoding('latin1').on('data', (chunk: string) => {
      const text = rest + chunk
      const end = text.lastIndexOf('\n\n')
      if (end < 0) return void (rest = text)
      rest = text.slice(end + 2)
      for (const frame of text.slice(0, end).split('\n\n')) {
        if (!frame.startsWith('id: ')) {
          if (!hasMet && frame.startsWith('event: hello')) onHello()
          hasMet ||= frame.startsWith('event: hello')
          continue
        }
        seq = parseInt(frame.slice(4), 10)
        const at = frame.lastIndexOf(KEY)
        if (at >= 0) onEvent(frame.slice(at + KEY.length, at + KEY.length + ID_LENGTH))
      }
    })
  }

  const stream = request(`${base}/events?after=0&as=${as}`, { agent: false, headers: { cookie } })
  const ready = new Promise<void>((resolve, reject) => {
    stream.on('response', (response) => {
      if (response.statusCode !== 200) return reject(new Error(`the stream answered ${response.statusCode}`))
      readFrames(response, resolve)
      response.on('close', () => {
        if (!isClosed) onLost()
      })
    })
    stream.on('error', (error) => {
      if (!isClosed) reject(error)
    })
  })
  stream.end()

  return {
    /** The stream has said hello. */
    ready,

    /** The place in the log that this device has seen. */
    seq: () => seq,

    /** Sends one command; resolves to null when it is stored, and otherwise to what the answer was. */
    send(sent: SentCommand): Promise<string | null> {
      const body = JSON.stringify(sent)
      return new Promise((resolve) => {
        const post = request(`${base}/commands?as=${as}`, {
          agent,
          method: 'POST',
          headers: {
            cookie,
            origin: url,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body)
          }
        })
        post.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
        post.on('response', (response) => {
          if (response.statusCode === 200) {
            response.resume().on('end', () => resolve(null))
            return
          }
          let text = ''
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
          response.on('end', () => resolve(`${response.statusCode} ${codeOf(text)}`))
        })
        post.end(body)
      })
    },

    close(): void {
      isClosed = true
      stream.destroy()
      agent.destroy()
    }
  }
}

export type Line = ReturnType<typeof openLine>

function codeOf(body: string): string {
  try {
    return (JSON.parse(body) as { error: { code: string } }).error.code
  } catch {
    return body.slice(0, 40)
  }
}
