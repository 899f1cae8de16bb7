import type { IncomingMessage, ServerResponse } from 'node:http'
import { statusOf, type Failure } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import type { Database } from '#platform/db/door.ts'
import type { Hub } from '#platform/realtime/hub.ts'
import { openSse, type Sse } from '#platform/realtime/sse.server.ts'
import type { BoardFeed } from './feed.server.ts'
import { frameOf, type BoardEngine, type BoardNews, type Sender } from './engine.server.ts'
import { parseCommand } from './parse.server.ts'
import { isVisited, presentAfter, presentAt } from './core/outside.ts'
import { maySeeMoods, maySendCommands, mayWatchBoard, type Viewer } from './policy.ts'
import { eventsAfter } from './store/log.server.ts'
import { loadBoard } from './store/load.server.ts'
import { moodsNow } from './store/moods.server.ts'

/** A device this far behind gets the whole board instead of what happened. */
const TOO_FAR_BEHIND = 500
/** How often (ms) an open stream asks whether its viewer may still see the board. */
const RECHECK = 60_000
/** Bytes of one command. A line is 500 characters; whoever pastes a book gets a sentence about it. */
const COMMAND_LIMIT = 32 * 1024

export type LiveParts = {
  database: Database
  engine: BoardEngine
  hub: Hub<BoardNews>
  feed: BoardFeed
  /** The people around a board, as the screens show them. */
  directory: (school: Id, unit: Id) => Promise<unknown>
  clock: () => number
}

/** Anything that may be around a board, with the unit it asks for. */
export type LiveRequest = { request: IncomingMessage; response: ServerResponse; viewer: Viewer; unit: Id }

/** How far a device has come: its place in the log, and which writing of the board it holds. */
export type Reached = { after: number; rewritten: number }

type PairingRequest = {
  request: IncomingMessage
  response: ServerResponse
  channel: string
  isPaired: () => Promise<boolean>
}

/**
 * The live line: everything after `after`, then what happens. A board that was rewritten since comes whole. Backfill, cut over, stream: what is published while
 * the backlog is read waits, and what the backlog already held is not sent twice.
 */
export async function streamBoard(
  parts: LiveParts,
  { request, response, viewer, unit, isAllowed }: LiveRequest & { isAllowed: () => Promise<boolean> },
  { after, rewritten }: Reached
) {
  if (!mayWatchBoard(viewer, unit)) return sendFailure(response, { code: 'not_allowed' })
  const { school } = viewer
  const sse = openSse(request, response)
  const waiting: BoardNews[] = []
  let deliver = (news: BoardNews): void => void waiting.push(news)
  sse.onClose(parts.hub.subscribe(unit, (news) => deliver(news)))
  const following = parts.feed.follow(school, unit)
  sse.onClose(following.stop)

  const { events, board, moods } = await parts.database.read(school, async (tx) => {
    const state = await loadBoard(tx, unit)
    const isNear = rewritten === state.rewritten && after <= state.seq && state.seq - after <= TOO_FAR_BEHIND
    return {
      board: state,
      events: isNear ? await eventsAfter(tx, unit, after) : null,
      moods: maySeeMoods(viewer, isVisited(state))
        ? await moodsNow(tx, unit, state.session?.id ?? null, parts.clock())
        : {}
    }
  })
  sse.send('hello', { now: parts.clock(), seq: board.seq })
  if (events) sse.write(events.map(frameOf).join(''))
  else sse.write(`event: reset\nid: ${board.seq}\ndata: ${JSON.stringify(board)}\n\n`)
  sse.send('all-moods', moods)

  let seen = board.seq
  const check = () => endUnlessAllowed(sse, isAllowed)
  let visitors = presentAt(board)
  const showsFaces = () => maySeeMoods(viewer, visitors.size > 0)
  deliver = (news) => {
    if (news.kind === 'events') {
      const before = showsFaces()
      visitors = news.events.filter(({ seq }) => seq > seen).reduce(presentAfter, visitors)
      turnFaces(parts, sse, { viewer, unit }, before, showsFaces())
    }
    if ((news.kind !== 'moods' && news.kind !== 'all-moods') || showsFaces())
      seen = pass(parts, sse, news, seen, school, unit)
    if (news.kind === 'people' || endsVisits(news)) void check()
  }
  const checking = setInterval(() => void check(), RECHECK)
  sse.onClose(() => clearInterval(checking))
  for (const news of waiting) deliver(news)
  following.start(board)
}

/** Faces go from a digiboard when somebody comes who is no member, and come back when nobody is there any more. */
function turnFaces(
  parts: LiveParts,
  sse: Sse,
  { viewer, unit }: { viewer: Viewer; unit: Id },
  before: boolean,
  now: boolean
): void {
  if (before && !now) sse.send('all-moods', {})
  if (!before && now)
    void parts.database
      .read(viewer.school, async (tx) => {
        const { session } = await loadBoard(tx, unit)
        return moodsNow(tx, unit, session?.id ?? null, parts.clock())
      })
      .then(
        (moods) => sse.send('all-moods', moods),
        () => sse.close()
      )
}

/** A visit is for one session; after it, and when it is taken back, the visitor's line ends. */
const endsVisits = (news: BoardNews): boolean =>
  news.kind === 'events' &&
  news.events.some(({ type }) => ['session-closed', 'session-cancelled', 'visitor-uninvited'].includes(type))

/** Whoever leaves the unit, signs out elsewhere or has the pairing ended, is told so and sees no more. */
async function endUnlessAllowed(sse: Sse, isAllowed: () => Promise<boolean>): Promise<void> {
  const allowed = await isAllowed().catch(() => true)
  if (allowed) return
  sse.send('ended', {})
  sse.close()
}

function pass(parts: LiveParts, sse: Sse, news: BoardNews, seen: number, school: Id, unit: Id): number {
  switch (news.kind) {
    case 'events': {
      const last = news.events.at(-1)!.seq
      if (last <= seen) return seen
      const fresh =
        news.events[0]!.seq > seen
          ? news.frame
          : news.events
              .filter((e) => e.seq > seen)
              .map(frameOf)
              .join('')
      sse.write(fresh)
      return last
    }
    case 'moods':
    case 'all-moods':
      sse.send(news.kind, news.moods)
      return seen
    case 'paired':
      return seen
    case 'reset':
      void parts.database
        .read(school, (tx) => loadBoard(tx, unit))
        .then((board) => sse.write(`event: reset\nid: ${board.seq}\ndata: ${JSON.stringify(board)}\n\n`))
      return seen
    case 'people':
      void parts.directory(school, unit).then(
        (people) => sse.send('people', people),
        // The database is away: the device comes back, and its page brings the people.
        () => sse.close()
      )
      return seen
  }
}

/**
 * A digiboard that shows a code waits here until a member has typed it, on whichever process. Asks when it begins to
 * wait and whenever something may have been missed.
 */
export function streamPairing(parts: LiveParts, { request, response, channel, isPaired }: PairingRequest) {
  const sse = openSse(request, response)
  const ask = () =>
    void isPaired().then(
      (paired) => paired && sse.send('paired', {}),
      () => sse.close()
    )
  sse.onClose(parts.hub.subscribe(channel, (news) => (news.kind === 'paired' ? sse.send('paired', {}) : ask())))
  ask()
}

/** One command from a device. Answers when it is stored for good. */
export async function receiveCommand(parts: LiveParts, { request, response, viewer, unit }: LiveRequest) {
  if (!maySendCommands(viewer, unit)) return sendFailure(response, { code: 'not_allowed' })
  const body = await readJson(request)
  if (body === 'too-large')
    return sendFailure(response, { code: 'text_too_long', params: { limit: 500, length: COMMAND_LIMIT } })
  const sent = parseCommand(body)
  if (!sent) return sendFailure(response, { code: 'input_invalid' })
  const sender: Sender =
    viewer.kind === 'digiboard'
      ? { person: sent.as ?? null, device: viewer.device }
      : { person: viewer.person, device: null, ...(viewer.kind === 'visitor' ? { as: 'visitor' as const } : {}) }
  const receipt = await parts.engine.submit(viewer.school, unit, sender, sent)
  if (!receipt.ok) return sendFailure(response, receipt.failure)
  sendJson(response, 200, receipt.value)
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff'
  })
  response.end(text)
}

export const sendFailure = (response: ServerResponse, failure: Failure): void =>
  sendJson(response, statusOf(failure), { error: failure })

/** The body as JSON; undefined when it is none. Reads no more than a command may be. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= COMMAND_LIMIT) chunks.push(chunk)
  }
  if (size > COMMAND_LIMIT) return 'too-large'
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
