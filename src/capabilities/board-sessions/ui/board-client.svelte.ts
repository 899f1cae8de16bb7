// Long because it is one thing: what is entered, sent, heard and caught up with on a device hangs together by these fields.
import { dayOf, weekdayOf, type Day } from '#kernel/days.ts'
import type { Failure } from '#kernel/errors.ts'
import { newId, type Id } from '#kernel/id.ts'
import type { BoardCommand, Mood, SentCommand } from '../core/commands.ts'
import type { BoardState, Seq } from '../core/state.ts'
import type { BoardEvent, BoardFact } from '../events.ts'
import { loadSentences } from './failure.svelte.ts'
import { changedMoods, withUnsent, type Moods } from './felt.ts'
import { openLine, type Line, type LineMessage } from './live-line.ts'
import { knownOffset, keepOffset } from './known-clock.ts'
import { askStatus, isTooLate, livePath, madeAt, sendCommand } from './send-command.ts'
import { localOutbox, type Outbox, type Refused } from './outbox.ts'
import { hasAllRules, loadRules, rules } from './rules.svelte.ts'

/** Somebody around the board, as its screens name them. */
export type BoardPerson = {
  id: Id
  givenName: string
  infix: string
  familyName: string
  /** Does not work today. */
  isAway: boolean
  /** Weekdays (1 = Monday) on which this person does not work. */
  daysOff?: readonly number[]
}

/** Somebody as on another day than the one that was told of: the working days tell, and nobody works at the weekend. */
function awayOn(person: BoardPerson, day: Day): BoardPerson {
  const weekday = weekdayOf(day)
  return person.daysOff ? { ...person, isAway: weekday > 5 || person.daysOff.includes(weekday) } : person
}

export type Connection = 'connecting' | 'live' | 'lost' | 'signed-out' | 'ended'

/** What was entered last on this device, with the command that takes it back. */
export type Undoable = { key: Id; command: BoardCommand; inverse: BoardCommand; as: Id | null | undefined }

export type { Refused } from './outbox.ts'

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

/** How things are taken back is needed after the first entry only. */
const undoRules = () => import('../core/undo.ts')

const STALE = 40_000
/** What another tab has entered is left to it this long (ms); a tab that was closed sends nothing. */
const LEFT_TO_OTHER_TAB = 2000
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
  moods = $state.raw<Record<Id, Mood>>({})
  connection = $state<Connection>('connecting')
  refused = $state.raw<Refused[]>([])
  undoable = $state.raw<Undoable | null>(null)
  /** The server answers, and cannot store now: its disk is full, its database away. */
  trouble = $state.raw<Failure | null>(null)
  /** Something that is not sent yet could not be kept on this device: it is in this page only. */
  isKept = $state(true)
  /** The board of the server is older than what this device had seen: a backup was put back. */
  wentBack = $state(false)
  /** The board's own clock, moved on every second. */
  now = $state(0)

  /** The people, and the day of which was told who is away. */
  #told = $state.raw<{ people: BoardPerson[]; on: Day }>() as { people: BoardPerson[]; on: Day }
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
  #unfollow = () => {}
  /** Entered in another tab. */
  #isOthers = new Set<Id>()
  #adopting: ReturnType<typeof setTimeout> | undefined

  readonly state = $derived.by(() => this.#expected())
  readonly #day = $derived.by(() => dayOf(this.now, this.timeZone))
  /** A page that stays open for days knows from the working days who is away on each of them. */
  readonly people = $derived.by(() => {
    const { people, on } = this.#told
    return on === this.#day ? people : people.map((person) => awayOn(person, this.#day))
  })

  constructor(options: BoardClientOptions) {
    this.unit = options.unit
    this.me = options.me
    this.timeZone = options.timeZone
    this.moods = options.moods
    this.#confirmed = options.board
    this.#offset = options.clockOffset === undefined ? 0 : knownOffset(options.clockOffset)
    this.#tell(options.people)
    this.#outbox = options.outbox ?? localOutbox(this)
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

  get today(): Day {
    return this.#day
  }

  start(): void {
    if (!this.#isStopped) return
    this.#isStopped = false
    this.#pending = this.#outbox.read()
    this.refused = this.#outbox.refusals()
    this.#unfollow = this.#outbox.follow(this.#hearOtherTab)
    addEventListener('beforeunload', this.#warn)
    this.#ticker = setInterval(() => this.#tick(), 1000)
    void this.#follow()
    void undoRules().catch(() => {})
    this.#rememberEarly()
    void loadSentences().catch(() => {})
    addEventListener('online', this.#wake)
    document.addEventListener('visibilitychange', this.#wake)
    void this.#flush()
  }

  stop(): void {
    this.#isStopped = true
    clearInterval(this.#ticker)
    clearTimeout(this.#adopting)
    this.#adopting = undefined
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#line?.close()
    this.#line = null
    this.#unfollow()
    removeEventListener('beforeunload', this.#warn)
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
    if (decision?.ok === false) return decision.failure
    if (decision) void this.#rememberUndo(sent, this.state, decision.value)
    if ((command.type === 'check-in' || command.type === 'withdraw-check-in') && command.mood !== undefined)
      this.moods = changedMoods(this.moods, { [command.person]: command.mood })
    this.#pending = [...this.#pending, sent]
    if (!this.#outbox.put(sent)) this.isKept = false
    void this.#flush()
    return null
  }

  /** What was entered on this page before its script ran can be taken back as well. */
  #rememberEarly(): void {
    const [early, ...more] = this.#pending
    if (!early || more.length > 0 || madeAt(early.key) < performance.timeOrigin) return
    const decision = this.#decide(this.#confirmed, early)
    if (decision?.ok) void this.#rememberUndo(early, this.#confirmed, decision.value)
  }

  /** Takes back what was entered last here. */
  undo(): Failure | null {
    const { undoable } = this
    if (!undoable) return null
    const failure = this.send(undoable.inverse, undoable.as)
    this.undoable = null
    return failure
  }

  forgetUndo(key: Id): void {
    if (this.undoable?.key === key) this.undoable = null
  }

  async #rememberUndo({ key, command, as }: SentCommand, before: BoardState, fact: BoardFact): Promise<void> {
    // Going back to the phase before is one tap already.
    if (command.type === 'enter-phase') return
    const mood = command.type === 'check-in' ? (this.moods[command.person] ?? null) : null
    const { undoOf } = await undoRules()
    const inverse = undoOf(before, fact)
    if (!inverse) return void (this.undoable = null)
    const felt = command.type === 'check-in' && command.mood !== undefined && inverse.type === 'withdraw-check-in'
    const whole = felt ? { ...inverse, mood } : inverse
    this.undoable = { key, command, inverse: whole, as }
  }

  dismiss(key: Id): void {
    this.#outbox.forgive(key)
    this.refused = this.refused.filter((item) => item.key !== key)
  }

  /** Closing the page would lose what this device cannot keep. */
  #warn = (event: BeforeUnloadEvent): void => {
    if (!this.isKept && this.unsent > 0) event.preventDefault()
  }

  /** Another tab of this person has entered, sent or let go of something. */
  #hearOtherTab = (): void => {
    const kept = new Set(this.#outbox.read().map(({ key }) => key))
    this.refused = this.#outbox.refusals()
    const refused = new Set(this.refused.map(({ key }) => key))
    this.#pending = this.#pending.filter(({ key }) => !refused.has(key))
    // Sent by that tab: its event comes by on the stream.
    const sent = this.#pending.filter(({ key }) => !kept.has(key) && this.#isOthers.has(key))
    if (sent.length > 0) this.#stored = new Set([...this.#stored, ...sent.map(({ key }) => key)])
    if (this.#adopting === undefined && [...kept].some((key) => !this.#pending.some((mine) => mine.key === key)))
      this.#adopting = setTimeout(() => this.#adopt(), LEFT_TO_OTHER_TAB)
  }

  /** What a tab that is gone has left goes along with us; sent twice it is stored once. */
  #adopt(): void {
    this.#adopting = undefined
    if (this.#isStopped) return
    const mine = new Set(this.#pending.map(({ key }) => key))
    const left = this.#outbox.read().filter(({ key }) => !mine.has(key))
    for (const { key } of left) this.#isOthers.add(key)
    this.#pending = [...this.#pending, ...left]
    void this.#flush()
  }

  #moment = (): number => Date.now() + this.#offset

  #tell(people: BoardPerson[]): void {
    this.#told = { people, on: dayOf(this.#moment(), this.timeZone) }
  }

  #decide(state: BoardState, { base, command, as }: SentCommand) {
    const members = new Set(this.people.map((person) => person.id))
    return rules().decide(state, command, {
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
      if (!decision?.ok) return state
      const event: BoardEvent = {
        ...decision.value,
        seq: state.seq + 1,
        at: this.#moment(),
        by: sent.as ?? this.me,
        key: sent.key
      }
      return rules().apply(state, event)
    }, this.#confirmed)
  }

  /** Nothing more to do for this command: it is in the confirmed board, or it was refused. */
  #settle(keys: Iterable<Id>): void {
    const settled = new Set(keys)
    for (const key of settled) this.#outbox.drop(key)
    this.#pending = this.#pending.filter((sent) => !settled.has(sent.key))
    this.#stored = new Set([...this.#stored].filter((key) => !settled.has(key)))
    if (this.unsent === 0) this.isKept = true
  }

  #take(event: BoardEvent): void {
    if (event.seq === this.#confirmed.seq + 1) this.#confirmed = rules().apply(this.#confirmed, event)
    else if (event.seq > this.#confirmed.seq) return this.#reconnect()
    if (this.#pending.some((sent) => sent.key === event.key)) this.#settle([event.key])
  }

  /** Too far behind, or ahead of a server on which a backup was put back: begins from the whole board. */
  #reset(board: BoardState): void {
    if (board.seq < this.#confirmed.seq) this.wentBack = true
    this.#confirmed = board
    this.#settle(this.#stored)
  }

  /** What others do is heard once all rules are here; nothing is missed, for the line begins where this board stands. */
  async #follow(): Promise<void> {
    for (let wait = 0; !this.#isStopped && !hasAllRules(); wait = RETRY.at(-1)!) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      await loadRules().catch(() => (this.connection = 'lost'))
    }
    this.#connect()
  }

  #connect(): void {
    if (this.#isStopped || this.#line !== null || !hasAllRules()) return
    const path = `${this.#path('events')}&rewritten=${this.#confirmed.rewritten}`
    const line: Line = openLine(path, this.#confirmed.seq, (message) => {
      if (this.#line === line) this.#hear(message)
    })
    this.#line = line
    this.#lastSign = Date.now()
  }

  #path = (what: 'events' | 'commands'): string => livePath(this, what)

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
        this.#offset = keepOffset((JSON.parse(data) as { now: number }).now)
        break
      case 'message':
        this.#take(JSON.parse(data) as BoardEvent)
        break
      case 'reset':
        this.#reset(JSON.parse(data) as BoardState)
        break
      case 'moods':
        this.moods = changedMoods(this.moods, JSON.parse(data) as Record<Id, Mood | null>)
        break
      case 'all-moods':
        this.moods = withUnsent(JSON.parse(data) as Moods, this.#pending)
        break
      case 'people':
        this.#tell(JSON.parse(data) as BoardPerson[])
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
    if (this.#tries > 0) void this.#ask()
    this.#later(() => this.#connect())
  }

  /** Who is signed out, or no longer in this unit, hears it by asking. */
  async #ask(): Promise<void> {
    const status = await askStatus(this.#path('events'))
    if (status === null || this.#isStopped) return
    if (status === 401) this.#end('signed-out')
    else if (status === 403 || status === 404) this.#end('ended')
    else if (status === 200 && this.connection === 'signed-out') {
      // Signed in again, in another tab.
      this.connection = 'lost'
      this.#connect()
    }
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
    if (this.connection === 'signed-out') void this.#ask()
    if (this.#line === null && !this.#isStopped && this.connection === 'lost') this.#connect()
    void this.#flush()
  }

  #tick(): void {
    this.now = this.#moment()
    const silence = Date.now() - this.#lastSign
    // Also when the clock of this device was put back or forth: saying hello tells what time it is.
    if (this.#line !== null && (silence > STALE || silence < -1000)) this.#reconnect()
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
    if (isTooLate(sent)) return this.#refuse(sent, { code: 'session_moved_on' })
    const answer = await sendCommand(this.#path('commands'), sent)
    if (answer === null) return 'later'
    if ('seq' in answer) {
      this.trouble = null
      if (answer.seq <= this.#confirmed.seq) this.#settle([sent.key])
      else this.#stored = new Set([...this.#stored, sent.key])
      return 'settled'
    }
    const { status, error } = answer
    if (status === 401) this.#end('signed-out')
    if (status >= 500) this.trouble = error
    return status === 401 || status === 429 || status >= 500 ? 'later' : this.#refuse(sent, error)
  }

  #refuse(sent: SentCommand, failure: Failure): 'settled' {
    const refused = { key: sent.key, command: sent.command, failure }
    this.trouble = null
    this.forgetUndo(sent.key)
    this.#outbox.refuse(refused)
    this.refused = [...this.refused, refused]
    this.#settle([sent.key])
    return 'settled'
  }
}
