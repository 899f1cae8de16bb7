import { newId } from '#kernel/id.ts'
import { RELAY_CHANNEL, type OpenNotices } from '../db/notices.ts'
import type { Log } from '../db/log.ts'
import { openLoudspeaker, type Loudspeaker } from './redis.server.ts'

/**
 * Carries news between the processes on one database. With Redis whole; without it, or while it is away, as small
 * calls through the database, after which a process reads for itself what there is to know. Anything may get lost:
 * then `onGap` is called, within a second, and the process reads what it may have missed (decision 0021).
 */
export type Relay<News> = {
  /** To the other processes, after the commit. Never waits, never fails. */
  tell(news: News): void
  /** How many other processes there are. */
  others(): number
  /** Does Redis carry the news now? */
  isLoud(): boolean
  close(): Promise<void>
}

export type RelayOptions<News> = {
  openNotices: OpenNotices
  redisUrl: string | null
  /** What is left of these news when only little can travel. */
  shrink: (news: News[]) => News[]
  onNews: (news: News) => void
  /** Something may have been missed. */
  onGap: () => void
  /** A command that comes and goes: it tells, and does not listen. */
  isGuest?: boolean
  log: Log
}

/** What goes over either way. `n` counts what this process said through Redis, so that it knows what was heard. */
type Envelope<News> = { from: string; n?: number; news?: News[]; state?: 'hears' | 'deaf'; asks?: boolean }

const TICK = 250
/** Every so many ticks we look who is there; alone, seldom. */
const LOOK = { together: 2, alone: 20 }
/** What Redis has not let us hear ourselves after so long (ms) was not heard by anybody. */
const UNHEARD = 500
/** Calls through the database wait this long (ms) for each other. */
const GATHER = 5
const PAYLOAD = 7500
/** More than this that could not be told is not kept: whoever hears of us again reads everything. */
const KEPT = 2000

export async function openRelay<News>(options: RelayOptions<News>): Promise<Relay<News>> {
  const { redisUrl, shrink, onNews, onGap, isGuest = false, log } = options
  const me = newId().replaceAll('-', '').slice(-16)
  const others = new Set<string>()
  /** Others that Redis does not reach: they are called through the database too. */
  const deaf = new Set<string>()
  let isDeaf = true
  let said = 0
  let unheard: { n: number; at: number; news: News[] }[] = []
  let waiting: News[] = []
  let flushing: ReturnType<typeof setTimeout> | undefined
  let isOpen = true
  let isReady = false
  let speaker: Loudspeaker | null = null

  const notices = await options.openNotices(
    isGuest ? null : { channel: RELAY_CHANNEL, name: me, onNotice: hear, onGap: arrive }
  )
  if (redisUrl && !isGuest)
    speaker = openLoudspeaker(redisUrl, `${RELAY_CHANNEL}.${await notices.identity()}`, hear, log)

  function call(envelope: Omit<Envelope<News>, 'from'>): Promise<void> {
    return notices.tell([JSON.stringify({ from: me, ...envelope })]).catch(() => {})
  }

  /** We listen (again): everybody shall know us, and we what went by before. */
  function arrive(): void {
    if (!isOpen || !isReady) return
    void announce()
    onGap()
  }
  function announce(): Promise<void> {
    return call({ state: isDeaf ? 'deaf' : 'hears', asks: true })
  }

  function hear(text: string): void {
    if (!isOpen) return
    const envelope = JSON.parse(text) as Envelope<News>
    if (envelope.from === me) return void (envelope.n !== undefined && confirm(envelope.n))
    meet(envelope.from)
    if (envelope.state === 'deaf') deaf.add(envelope.from)
    if (envelope.state === 'hears') deaf.delete(envelope.from)
    if (envelope.asks) void call({ state: isDeaf ? 'deaf' : 'hears' })
    for (const news of envelope.news ?? []) onNews(news)
  }

  function meet(name: string): void {
    if (others.has(name)) return
    others.add(name)
    // Until it says otherwise; and what it said before we knew of each other we may have missed.
    deaf.add(name)
    setTimeout(onGap, 4 * TICK).unref()
  }

  function confirm(n: number): void {
    unheard = unheard.filter((item) => item.n > n)
    if (!isDeaf) return
    isDeaf = false
    void call({ state: 'hears' })
    onGap()
  }

  function say(news: News[]): void {
    const n = ++said
    unheard.push({ n, at: Date.now(), news })
    speaker!.say(JSON.stringify({ from: me, n, news } satisfies Envelope<News>)).catch(() => lose())
  }

  /** Redis does not carry: what it was given goes through the database, and so does what comes. */
  function lose(): void {
    const lost = unheard.flatMap(({ news }) => news)
    unheard = []
    if (!isDeaf) {
      isDeaf = true
      void call({ state: 'deaf' })
      // What others said meanwhile, before they know that we did not hear it.
      setTimeout(onGap, TICK).unref()
    }
    gather(lost)
  }

  function gather(news: News[]): void {
    if (news.length === 0) return
    waiting.push(...news)
    if (waiting.length > KEPT) waiting = shrink(waiting).slice(-KEPT)
    flushing ??= setTimeout(() => void flush(), GATHER)
  }

  async function flush(): Promise<void> {
    flushing = undefined
    const news = shrink(waiting)
    waiting = []
    if (news.length === 0) return
    try {
      await notices.tell(inPayloads(me, news))
    } catch (error) {
      if (!isOpen) return
      log.warn({ err: error }, 'the other processes could not be called; trying again')
      waiting = [...news, ...waiting]
      flushing ??= setTimeout(() => void flush(), TICK)
    }
  }

  async function look(): Promise<void> {
    const present = await notices.present().catch(() => null)
    if (!present || !isOpen) return
    if (!present.delete(me)) return void (await notices.reopen().catch(() => {}))
    const gone = [...others].filter((name) => !present.has(name))
    for (const name of gone) {
      others.delete(name)
      deaf.delete(name)
    }
    // It may have died between storing and telling.
    if (gone.length > 0) onGap()
    const unknown = [...present].filter((name) => !others.has(name))
    unknown.forEach(meet)
    if (unknown.length > 0) await announce()
  }

  let ticks = 0
  let isLooking = false
  const timer = setInterval(() => {
    const isTogether = others.size > 0
    if (++ticks % (isTogether ? LOOK.together : LOOK.alone) === 0 && !isLooking) {
      isLooking = true
      void look().finally(() => (isLooking = false))
    }
    if (!speaker || !isTogether) return
    // Said again now and then: the call that told it may itself have been lost.
    if (isDeaf && ticks % LOOK.alone === 0) void announce()
    if (unheard[0] && Date.now() - unheard[0].at > UNHEARD) lose()
    say([])
  }, TICK)
  timer.unref()
  isReady = true
  if (isGuest) clearInterval(timer)
  else {
    await look()
    await announce()
  }

  return {
    tell(news) {
      if (!isOpen || (!isGuest && others.size === 0)) return
      const isLoud = speaker !== null && !isDeaf
      if (isLoud) say([news])
      if (!isLoud || deaf.size > 0) gather([news])
    },
    others: () => others.size,
    isLoud: () => speaker !== null && !isDeaf,
    async close() {
      clearInterval(timer)
      clearTimeout(flushing)
      if (waiting.length > 0) await flush()
      isOpen = false
      await speaker?.close()
      await notices.close()
    }
  }
}

/** As few payloads as hold it all; what does not fit in one by itself cannot be told small and is left to reading. */
function inPayloads<News>(from: string, news: News[]): string[] {
  const payloads: string[] = []
  let part: News[] = []
  const close = () => {
    if (part.length > 0) payloads.push(JSON.stringify({ from, news: part } satisfies Envelope<News>))
    part = []
  }
  for (const item of news) {
    if (Buffer.byteLength(JSON.stringify([...part, item])) > PAYLOAD) close()
    part.push(item)
  }
  close()
  return payloads
}
