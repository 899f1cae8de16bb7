import { dayOf } from '#kernel/days.ts'
import type { Failure } from '#kernel/errors.ts'
import { newId, type Id } from '#kernel/id.ts'
import { apply } from '../core/apply.ts'
import type { BoardCommand, Mood, SentCommand } from '../core/commands.ts'
import { decide } from '../core/decide.ts'
import type { BoardState, Seq } from '../core/state.ts'
import type { BoardEvent } from '../events.ts'
import { openLine, type Line, type LineMessage } from './live-line.ts'
import { localOutbox, type Outbox } from './outbox.ts'

/** Somebody around the board, as its screens name them. */
export type BoardPerson = {
  id: Id
  givenName: string
  infix: string
  familyName: string
  /** Does not work today. */
  isAway: boolean
}

export type Connection = 'connecting' | 'live' | 'lost' | 'signed-out' | 'ended'

/** A command that the server refused; its text is kept so that it can be mended. */
export type Refused = { key: Id; command: BoardCommand; failure: Failure }

export type BoardClientOptions = {
  unit: Id
  /** The person at this device; null on a digiboard, where `as` says who was tapped. */
  me: Id | null
  board: BoardState
  people: BoardPerson[]
  moods: Record<Id, Mood>
  timeZone: string
  /** The server's clock minus this device's, in ms. */
  clockOffset?: number
  outbox?: Outbox
}

const STALE = 40_000
const RETRY = [250, 500, 1000, 2000, 3000]

/**
 * A device's end of the live line. Shows at once what is entered here (with the rules the server decides by), sends
 * it in order until it is acknowledged, and follows what the others do. After a lost connection it catches up from
 * the place it had reached; nothing is entered twice, because each command carries its key.
 */
export class BoardClient {
  readonly unit: Id
  readonly me: Id | null
  readonly timeZone: string
  people = $state.raw<BoardPerson[]>([])
  moods = $state.raw<Record<Id, Mood>>({})
  connection = $state<Connection>('connecting')
  refused = $state.raw<Refused[]>([])
  /** The board's own clock, moved on every second. */
  now = $state(0)

  #confirmed = $state.raw<BoardState>() as BoardState
  #pending = $state.raw<SentCommand[]>([])
  /** Stored by the server, but not yet come by on the stream: shown as expected, not sent again. */
  #stored = $state.raw<ReadonlySet<Id>>(new Set())
  #offset: number
  #outbox: Outbox
  #line: Line | null = null
  #lastSign = 0
  #tries = 0
  #isSending = false
  #isStopped = true
  #timers = new Set<ReturnType<typeof setTimeout>>()
  #ticker: ReturnType<typeof setInterval> | undefined

  readonly state = $derived.by(() => this.#expected())

  constructor(options: BoardClientOptions) {
    this.unit = options.unit
    this.me = options.me
    this.timeZone = options.timeZone
    this.people = options.people
    this.moods = options.moods
    this.#confirmed = options.board
    this.#offset = options.clockOffset ?? 0
    this.#outbox = options.outbox ?? localOutbox(`${options.unit}.${options.me ?? 'bord'}`)
    this.now = this.#moment()
  }

  /** How many entries of this device the server has not acknowledged. */
  get unsent(): number {
    return this.#pending.filter((sent) => !this.#stored.has(sent.key)).length
  }

  /** Is this thing (an action, a goal, a check-in ...) still on this device only? */
  isUnsent(id: Id): boolean {
    return this.#pending.some(({ key, command }) => !this.#stored.has(key) && Object.values(command).includes(id))
  }

  get today(): string {
    return dayOf(this.now, this.timeZone)
  }

  start(): void {
    if (!this.#isStopped) return
    this.#isStopped = false
    this.#pending = this.#outbox.read()
    this.#ticker = setInterval(() => this.#tick(), 1000)
    this.#connect()
    addEventListener('online', this.#wake)
    document.addEventListener('visibilitychange', this.#wake)
    void this.#flush()
  }

  stop(): void {
    this.#isStopped = true
    clearInterval(this.#ticker)
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#line?.close()
    this.#line = null
    removeEventListener('online', this.#wake)
    document.removeEventListener('visibilitychange', this.#wake)
  }

  /**
   * Enters a command: shown at once, sent until acknowledged. Returns a refusal that is certain already.
   * `base` is where the text was written that an edit began from, so that what came between is kept.
   */
  send(command: BoardCommand, as?: Id | null, base: Seq = this.#confirmed.seq): Failure | null {
    const key = newId()
    const sent: SentCommand = { key, base, command, ...(as === undefined ? {} : { as }) }
    const decision = this.#decide(this.state, sent)
    if (!decision.ok) return decision.failure
    if (command.type === 'check-in' && command.mood !== undefined) this.#feel({ [command.person]: command.mood })
    this.#pending = [...this.#pending, sent]
    this.#outbox.put(sent)
    void this.#flush()
    return null
  }

  dismiss(key: Id): void {
    this.refused = this.refused.filter((item) => item.key !== key)
  }

  #moment = (): number => Date.now() + this.#offset

  #decide(state: BoardState, { base, command, as }: SentCommand) {
    const members = new Set(this.people.map((person) => person.id))
    return decide(state, command, {
      actor: as ?? this.me,
      base,
      at: this.#moment(),
      today: dayOf(this.#moment(), this.timeZone),
      isMember: (person) => members.has(person)
    })
  }

  /** What the server has stored, and on top of it what this device is still sending. */
  #expected(): BoardState {
    return this.#pending.reduce((state, sent) => {
      const decision = this.#decide(state, sent)
      if (!decision.ok) return state
      const event: BoardEvent = {
        ...decision.value,
        seq: state.seq + 1,
        at: this.#moment(),
        by: sent.as ?? this.me,
        key: sent.key
      }
      return apply(state, event)
    }, this.#confirmed)
  }

  /** Nothing more to do for this command: it is in the confirmed board, or it was refused. */
  #settle(keys: Iterable<Id>): void {
    const settled = new Set(keys)
    for (const key of settled) this.#outbox.drop(key)
    this.#pending = this.#pending.filter((sent) => !settled.has(sent.key))
    this.#stored = new Set([...this.#stored].filter((key) => !settled.has(key)))
  }

  #take(event: BoardEvent): void {
    if (event.seq === this.#confirmed.seq + 1) this.#confirmed = apply(this.#confirmed, event)
    else if (event.seq > this.#confirmed.seq) return this.#reconnect()
    if (this.#pending.some((sent) => sent.key === event.key)) this.#settle([event.key])
  }

  #feel(moods: Record<Id, Mood | null>): void {
    const next = { ...this.moods }
    for (const [person, mood] of Object.entries(moods)) {
      if (mood === null) delete next[person]
      else next[person] = mood
    }
    this.moods = next
  }

  #connect(): void {
    if (this.#isStopped) return
    const line: Line = openLine(this.#path('events'), this.#confirmed.seq, (message) => {
      if (this.#line === line) this.#hear(message)
    })
    this.#line = line
    this.#lastSign = Date.now()
  }

  /** A digiboard says that it is one: the browser on it may have somebody signed in as well. */
  #path(what: 'events' | 'commands'): string {
    return `/live/units/${this.unit}/${what}${this.me === null ? '?as=board' : ''}`
  }

  #hear({ name, data }: LineMessage): void {
    if (name === 'error') return this.#reconnect()
    this.#lastSign = Date.now()
    this.#tries = 0
    if (this.connection !== 'live') {
      this.connection = 'live'
      void this.#flush()
    }
    switch (name) {
      case 'hello':
        this.#offset = (JSON.parse(data) as { now: number }).now - Date.now()
        break
      case 'message':
        this.#take(JSON.parse(data) as BoardEvent)
        break
      case 'reset':
        this.#confirmed = JSON.parse(data) as BoardState
        this.#settle(this.#stored)
        break
      case 'moods':
        this.#feel(JSON.parse(data) as Record<Id, Mood | null>)
        break
      case 'people':
        this.people = JSON.parse(data) as BoardPerson[]
        break
      case 'ended':
        this.#end('ended')
    }
  }

  #reconnect(): void {
    this.#line?.close()
    this.#line = null
    if (this.#isStopped || this.connection === 'signed-out' || this.connection === 'ended') return
    this.connection = this.connection === 'connecting' && this.#tries === 0 ? 'connecting' : 'lost'
    this.#later(() => {
      if (this.#line === null) this.#connect()
    })
  }

  #end(reason: 'signed-out' | 'ended'): void {
    this.connection = reason
    this.#line?.close()
    this.#line = null
  }

  #later(fn: () => void): void {
    const wait = RETRY[Math.min(this.#tries++, RETRY.length - 1)]! * (0.75 + Math.random() / 2)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      fn()
    }, wait)
    this.#timers.add(timer)
  }

  #wake = (): void => {
    if (document.visibilityState === 'hidden') return
    if (this.#line === null && !this.#isStopped && this.connection === 'lost') this.#connect()
    void this.#flush()
  }

  #tick(): void {
    this.now = this.#moment()
    if (this.#line !== null && Date.now() - this.#lastSign > STALE) this.#reconnect()
  }

  /** Sends what waits, one after the other, in the order in which it was entered. */
  async #flush(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    try {
      while (!this.#isStopped && this.connection !== 'signed-out') {
        const sent = this.#pending.find(({ key }) => !this.#stored.has(key))
        if (!sent) return
        if ((await this.#post(sent)) === 'later') {
          this.#later(() => void this.#flush())
          return
        }
      }
    } finally {
      this.#isSending = false
    }
  }

  async #post(sent: SentCommand): Promise<'settled' | 'later'> {
    let response: Response
    try {
      response = await fetch(this.#path('commands'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(sent),
        signal: AbortSignal.timeout(15_000)
      })
    } catch {
      return 'later'
    }
    if (response.ok) {
      const { seq } = (await response.json()) as { seq: number }
      if (seq <= this.#confirmed.seq) this.#settle([sent.key])
      else this.#stored = new Set([...this.#stored, sent.key])
      return 'settled'
    }
    if (response.status === 401) this.#end('signed-out')
    if (response.status === 401 || response.status === 429 || response.status >= 500) return 'later'
    const { error } = (await response.json().catch(() => ({ error: { code: 'unexpected' } }))) as { error: Failure }
    this.refused = [...this.refused, { key: sent.key, command: sent.command, failure: error }]
    this.#settle([sent.key])
    return 'settled'
  }
}
