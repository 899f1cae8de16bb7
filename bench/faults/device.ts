import { Agent, request, type ClientRequest } from 'node:http'
import {
  apply,
  emptyBoard,
  type BoardCommand,
  type BoardEvent,
  type BoardState,
  type SentCommand
} from '#board-sessions'
import { newId, type Id } from '#kernel/id.ts'
import type { Device } from '../live/plan.ts'
import type { FaultLedger } from './ledger.ts'

/** Pauses (ms) before the next attempt, as a browser's page takes them. */
const RETRY = [250, 500, 1000, 2000, 3000]
const PATIENCE = 15_000

export type FaultDevice = ReturnType<typeof openDevice>

/**
 * A device around a board as the pages are one (`ui/board-client.svelte.ts`): keeps what was entered until it is
 * acknowledged, sends it in order, follows the log from the place it has reached, and folds it into its own board. A
 * process that does not answer is exchanged for the next, as a proxy does.
 */
export function openDevice({
  urls,
  unit,
  device,
  ledger,
  home
}: {
  urls: () => string[]
  unit: Id
  device: Device
  ledger: FaultLedger
  home: number
}) {
  const as = device.person === null ? 'board' : 'member'
  let board: BoardState = emptyBoard()
  let outbox: SentCommand[] = []
  let agent = new Agent({ keepAlive: true, maxSockets: 2 })
  let at = home
  let tries = 0
  let stream: ClientRequest | null = null
  let isLive = false
  let isOffline = false
  let isSending = false
  let isClosed = false

  const base = (): string => urls()[at % urls().length]!
  const pause = (): number => RETRY[Math.min(tries++, RETRY.length - 1)]! * (0.75 + Math.random() / 2)

  function connect(): void {
    if (isClosed || isOffline || stream) return
    const opened = request(`${base()}/live/units/${unit}/events?after=${board.seq}&as=${as}`, {
      agent: false,
      headers: { cookie: device.cookie }
    })
    stream = opened
    let isOver = false
    const over = () => {
      if (isOver) return
      isOver = true
      if (stream === opened) stream = null
      isLive = false
      opened.destroy()
      if (isClosed || isOffline) return
      at++
      setTimeout(connect, pause())
    }
    opened.on('error', over).on('close', over)
    opened.on('response', (response) => {
      response.on('error', over).on('close', over)
      if (response.statusCode !== 200) return over()
      let rest = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const frames = (rest + chunk).split('\n\n')
        rest = frames.pop()!
        for (const frame of frames) if (stream === opened && !take(frame)) return over()
      })
    })
    opened.end()
  }

  /** One frame of the line; false when it does not follow on what was seen. */
  function take(frame: string): boolean {
    const name = /^event: (.*)$/m.exec(frame)?.[1] ?? 'message'
    const data = /^data: (.*)$/m.exec(frame)?.[1] ?? ''
    tries = 0
    if (name === 'hello') {
      isLive = true
      void flush()
    }
    if (name === 'reset') {
      const whole = JSON.parse(data) as BoardState
      if (whole.seq < board.seq) ledger.wentBack(unit, board.seq, whole.seq)
      board = whole
    }
    if (name !== 'message') return true
    const event = JSON.parse(data) as BoardEvent
    if (event.seq > board.seq + 1) {
      ledger.gap()
      return false
    }
    if (event.seq <= board.seq) ledger.doubled()
    else board = apply(board, event)
    return true
  }

  async function flush(): Promise<void> {
    if (isSending) return
    isSending = true
    try {
      for (let sent = outbox[0]; sent && !isOffline && !isClosed; sent = outbox[0]) {
        const answer = await post(sent)
        if (answer === 'later') {
          setTimeout(() => void flush(), pause())
          return
        }
        outbox = outbox.filter(({ key }) => key !== sent.key)
      }
    } finally {
      isSending = false
    }
  }

  function post(sent: SentCommand): Promise<'settled' | 'later'> {
    const body = JSON.stringify(sent)
    return new Promise((resolve) => {
      const sending = request(`${base()}/live/units/${unit}/commands?as=${as}`, {
        agent,
        method: 'POST',
        timeout: PATIENCE,
        headers: {
          cookie: device.cookie,
          origin: base(),
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body)
        }
      })
      const later = () => resolve('later')
      sending
        .on('error', later)
        .on('close', later)
        .on('timeout', () => sending.destroy())
      sending.on('response', (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('error', later).on('close', later)
        response.on('end', () => {
          const status = response.statusCode ?? 0
          if (status >= 500 || status === 429) {
            ledger.failed(codeOf(text))
            return later()
          }
          if (status === 200) ledger.acknowledged(unit, sent.key, (JSON.parse(text) as { seq: number }).seq)
          else ledger.refused(unit, sent.key, codeOf(text), sent.command.type)
          resolve('settled')
        })
      })
      sending.end(body)
    })
  }

  connect()
  return {
    unit,
    isLive: () => isLive,
    isOffline: () => isOffline,
    unsent: () => outbox.length,
    board: () => board,

    enter(command: BoardCommand): Id {
      const sent = { key: newId(), base: board.seq, command }
      outbox.push(sent)
      ledger.entered(unit, sent.key)
      void flush()
      return sent.key
    },

    /** Out of reach, in the middle of whatever it was doing. */
    cut(): void {
      isOffline = true
      isLive = false
      const open = stream
      stream = null
      open?.destroy()
      agent.destroy()
      agent = new Agent({ keepAlive: true, maxSockets: 2 })
    },

    mend(): void {
      isOffline = false
      tries = 0
      connect()
      void flush()
    },

    close(): void {
      isClosed = true
      stream?.destroy()
      agent.destroy()
    }
  }
}

function codeOf(body: string): string {
  try {
    return (JSON.parse(body) as { error: { code: string } }).error.code
  } catch {
    return body.slice(0, 40)
  }
}
