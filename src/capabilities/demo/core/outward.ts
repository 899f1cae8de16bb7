import type { Brought, BroughtItem } from '#board-sessions'
import type { ReactionAnswer, ReactionKind, SupportRequest, WallReaction } from '#bulletin'
import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { deckOf, type Dice } from './dice.ts'
import { ASKED_OF, ASKED_OF_LEADER, NOTICES, REPLIES, SAID, STILL_ASKED, type Question } from './stock/index.ts'
import type { Teller } from './teller.ts'

/** A colleague of another unit, as a board names whoever brings something. */
export type Outsider = {
  id: Id
  name: string
  function: string
  isLeader: boolean
  unit: { id: Id; name: string; mark: string; hue: number } | null
}

/** What the leader has told in the sessions of every unit, from a moment on. */
export type Announcement = { id: Id; text: string; by: Outsider; at: number }

/** What a unit's sessions left outside its board: the same things as its board knows of. */
export type LeftOutside = {
  notices: { id: Id; text: string; unit: Id; by: Id; at: number; day: Day }[]
  requests: SupportRequest[]
  reactions: (WallReaction & { answeredAt: number | null })[]
  told: { announcement: Id; unit: Id; at: number; by: Id }[]
}

type Waiting = { request: SupportRequest; question: Question; by: Outsider }

const ANSWERS = { invite: 'invited', 'write-back': 'written-back', seen: 'seen' } as const satisfies Partial<
  Record<string, ReactionAnswer>
>
const WEEK = 7 * 86_400_000
const LINE = { kind: 'line', id: null } as const

/** What goes out of the sessions of one unit and what comes back, told along with its story. */
export class Outward {
  readonly left: LeftOutside = { notices: [], requests: [], reactions: [], told: [] }
  readonly #teller: Teller
  readonly #dice: Dice
  readonly #unit: Id
  readonly #place: number
  readonly #others: readonly Outsider[]
  readonly #announcements: Announcement[]
  readonly #draw: <T>(from: readonly T[]) => T
  #waiting: Waiting[] = []

  constructor(
    teller: Teller,
    dice: Dice,
    around: { unit: Id; place: number; others: readonly Outsider[]; announcements: readonly Announcement[] }
  ) {
    this.#teller = teller
    this.#dice = dice
    this.#unit = around.unit
    this.#place = around.place
    this.#others = around.others
    this.#announcements = [...around.announcements]
    const decks = new Map<unknown, () => unknown>()
    this.#draw = <T>(from: readonly T[]): T => {
      if (!decks.has(from)) decks.set(from, deckOf(dice, from))
      return decks.get(from)!() as T
    }
  }

  /**
   * What is organisational goes to the bulletin, and what the team needs is asked. What was asked in the last session
   * waits for whoever looks at this school.
   */
  send(here: readonly Id[], day: Day, isLast: boolean): void {
    const [teller, dice] = [this.#teller, this.#dice]
    if (dice.chance(0.3)) {
      const [id, by, text] = [teller.id(), dice.pick(here), this.#draw(NOTICES)]
      teller.say(by, { type: 'send-out', id, text, from: LINE, to: { kind: 'bulletin' } }, dice.between(10, 25))
      this.left.notices.push({ id, text, unit: this.#unit, by, at: teller.at, day })
    }
    if (this.#waiting.length < 2 && dice.chance(isLast ? 0.8 : 0.25)) this.#ask(dice.pick(here), isLast)
  }

  #ask(by: Id, isLast: boolean): void {
    const dice = this.#dice
    const leader = this.#others.find(({ isLeader }) => isLeader)
    const able = this.#others.filter((other) => ASKED_OF[other.function])
    const whom = leader && (able.length === 0 || dice.chance(0.65)) ? leader : able.length > 0 ? dice.pick(able) : null
    if (!whom) return
    const question =
      isLast && whom.isLeader
        ? STILL_ASKED[this.#place % STILL_ASKED.length]!
        : this.#draw(whom.isLeader ? ASKED_OF_LEADER : ASKED_OF[whom.function]!)
    if (this.#waiting.some((other) => other.question === question)) return
    const [teller, id, { text }] = [this.#teller, this.#teller.id(), question]
    const to = whom.isLeader ? ({ kind: 'leader' } as const) : ({ kind: 'person', person: whom.id } as const)
    const toName = whom.isLeader ? '' : whom.name
    teller.say(by, { type: 'send-out', id, text, from: LINE, to, toName }, dice.between(15, 40))
    const request: SupportRequest = {
      id,
      text,
      unit: this.#unit,
      by,
      to,
      owner: whom.isLeader ? null : whom.id,
      status: 'open',
      answer: '',
      answeredBy: null,
      answeredAt: null,
      askedAt: teller.at,
      timesAsked: 1,
      thankedBy: null,
      thankedAt: null
    }
    this.left.requests.push(request)
    if (!isLast) this.#waiting.push({ request, question, by: whom })
  }

  /** The school day after: answers come back, and somebody says something to what stands on the wall. */
  between(): void {
    const dice = this.#dice
    for (const waiting of [...this.#waiting]) if (dice.chance(0.55)) this.#answer(waiting)
    if (dice.chance(0.45)) this.#react()
  }

  #answer({ request, question, by }: Waiting): void {
    const { text, isDeclined } = { text: question.answer, isDeclined: question.isDeclined === true }
    const outcome = isDeclined ? 'declined' : 'answered'
    this.#bring(
      { kind: 'answer', text, about: { kind: 'request', id: request.id, text: request.text }, outcome },
      by,
      240
    )
    Object.assign(request, {
      status: outcome,
      answer: text,
      answeredBy: by.id,
      answeredAt: this.#teller.at,
      owner: by.id
    })
    this.#waiting = this.#waiting.filter((other) => other.request !== request)
  }

  #react(): void {
    const [teller, dice] = [this.#teller, this.#dice]
    const { successes, goals } = teller.state
    const things = [
      ...successes
        .filter(({ at }) => at > teller.at - WEEK)
        .map(({ id, text }) => ({ kind: 'success' as const, id, text })),
      ...goals.filter(({ status }) => status === 'active').map(({ id, text }) => ({ kind: 'goal' as const, id, text }))
    ]
    const who = this.#others.filter(({ unit }) => unit !== null)
    if (things.length === 0 || who.length === 0) return
    const [about, by] = [dice.pick(things), dice.pick(who)]
    const ways =
      about.kind === 'success'
        ? (['nice', 'nice', 'nice', 'join'] as const)
        : (['touches', 'touches', 'join', 'nice'] as const)
    const say = dice.pick<ReactionKind>(ways)
    const isSaid = this.left.reactions.some(
      ({ on, by: person, kind }) => on.id === about.id && person === by.id && kind === say
    )
    if (isSaid) return
    const text = this.#draw<string>(SAID[about.kind][say])
    const id = this.#bring({ kind: 'reaction', text, about, say }, by, 600)
    this.left.reactions.push({
      id,
      on: { ...about, unit: this.#unit },
      kind: say,
      text,
      by: by.id,
      byUnit: by.unit!.id,
      at: teller.at,
      answer: null,
      reply: '',
      answeredAt: null
    })
  }

  /** What the leader has told and is due stands on the board before the session begins, or when the story ends. */
  deliver(until: number): void {
    while (this.#announcements[0] && this.#announcements[0].at <= until) {
      const { id, text, by, at } = this.#announcements.shift()!
      this.#teller.at = Math.max(this.#teller.at, at)
      this.#bring({ id, kind: 'information', text }, by, 0)
    }
  }

  #bring(part: Pick<BroughtItem, 'kind' | 'text'> & Partial<BroughtItem>, from: Outsider, seconds: number): Id {
    const { unit } = part.kind === 'reaction' ? from : { unit: null }
    const item: BroughtItem = {
      id: this.#teller.id(),
      about: null,
      say: null,
      outcome: null,
      from: { person: from.id, name: from.name, unit: unit && { name: unit.name, mark: unit.mark, hue: unit.hue } },
      ...part
    }
    this.#teller.say(null, { type: 'bring', item }, seconds)
    return item.id
  }

  /** In the session the unit answers to what was brought. */
  handle(here: readonly Id[], facilitator: Id): void {
    const [teller, dice] = [this.#teller, this.#dice]
    for (const item of teller.state.outside.brought.filter(({ handled }) => handled === null)) {
      const by = item.kind === 'information' ? facilitator : dice.pick(here)
      const how = howOf(item, dice)
      const text = how === 'write-back' || how === 'invite' ? this.#draw<string>(REPLIES[how]) : ''
      teller.say(by, { type: 'handle-brought', id: item.id, how, text }, dice.between(8, how === 'told' ? 50 : 20))
      this.#settle(item, how, text, by)
    }
  }

  #settle({ id, about, kind }: Brought, how: ReturnType<typeof howOf>, reply: string, by: Id): void {
    const { at } = this.#teller
    if (how === 'told') this.left.told.push({ announcement: id, unit: this.#unit, at, by })
    else if (how === 'thank')
      Object.assign(
        this.left.requests.find((one) => one.id === about?.id)!,
        { thankedBy: by, thankedAt: at }
      )
    else if (kind === 'reaction')
      Object.assign(
        this.left.reactions.find((one) => one.id === id)!,
        { answer: ANSWERS[how], reply, answeredAt: at }
      )
  }
}

function howOf({ kind, say, outcome }: Brought, dice: Dice): 'told' | 'thank' | 'seen' | 'invite' | 'write-back' {
  if (kind === 'information') return 'told'
  if (kind === 'answer') return outcome === 'answered' && dice.chance(0.85) ? 'thank' : 'seen'
  if (say === 'join') return dice.chance(0.5) ? 'invite' : 'write-back'
  return dice.chance(say === 'touches' ? 0.5 : 0.3) ? 'write-back' : 'seen'
}
