import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { circleOf } from '#people/server'
import { testDatabase } from '#platform/db/testing.ts'
import { createHub } from '#platform/realtime/hub.ts'
import { closeAllStreams } from '#platform/realtime/sse.server.ts'
import type { BoardCommand } from './core/commands.ts'
import { createBoardEngine, type BoardNews, type Sender } from './engine.server.ts'
import { createBoardFeed } from './feed.server.ts'
import { streamBoard } from './live.server.ts'
import type { Viewer } from './policy.ts'
import { makeBoardUnit, PERSON } from './testing.ts'

const database = await testDatabase()
const hub = createHub<BoardNews>()
const clock = () => Date.parse('2026-03-10T14:15:00Z')
const feed = createBoardFeed({ database, hub, clock })
const engine = createBoardEngine({ database, hub, clock, circle: circleOf, share: (stored) => feed.take(stored) })
const parts = { database, engine, hub, feed, clock, directory: async () => [] }

const [noor, karim] = PERSON as [Id, Id]
const guest = newId()
let school: Id, unit: Id
let server: Server
/** Who looks, by the name that stands in the address. */
let viewers: Record<string, Viewer>

beforeAll(async () => {
  ;({ school, unit } = await makeBoardUnit(database))
  viewers = {
    member: { kind: 'member', school, person: karim, units: [unit] },
    digiboard: { kind: 'digiboard', school, unit, device: newId() },
    visitor: { kind: 'visitor', school, person: guest, unit }
  }
  server = createServer((request, response) => {
    const viewer = viewers[request.url!.slice(1)]!
    void streamBoard(
      parts,
      { request, response, viewer, unit, isAllowed: async () => true },
      { after: 0, rewritten: 0 }
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  closeAllStreams()
  server.close()
})

const send = async (command: BoardCommand, person: Id = noor, as?: Sender['as']) => {
  const sent = { key: newId(), base: Number.MAX_SAFE_INTEGER, command }
  const receipt = await engine.submit(school, unit, { person, device: null, as }, sent)
  if (!receipt.ok) throw new Error(receipt.failure.code)
}
const checkIn = (person: Id, mood: 'heavy' | 'great') =>
  send({ type: 'check-in', id: newId(), person, mood, need: 'een half uur' }, person)
const note = (text: string) => send({ type: 'park', id: newId(), text })

/** A device with its stream open; `until` gives all that came, once this text was among it. */
async function look(name: string) {
  const { body } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`)
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const until = async (text: string) => {
    while (!heard.includes(text)) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`${name}: the line ended before '${text}'`)
      heard += value
    }
    return heard
  }
  return { until, close: () => reader.cancel() }
}

test('faces go to members only while somebody is there who is no member, and to the digiboard again afterwards', async () => {
  await send({ type: 'start-session', session: newId() })
  await checkIn(noor, 'heavy')
  const [member, digiboard] = await Promise.all([look('member'), look('digiboard')])
  expect(await member.until('all-moods')).toContain('heavy')
  expect(await digiboard.until('all-moods')).toContain('heavy')

  await send({ type: 'invite-visitor', person: guest, name: 'Iris Vos' })
  await send({ type: 'join-as-visitor', person: guest, role: 'listen' }, guest, 'visitor')
  const [visitor, late] = await Promise.all([look('visitor'), look('digiboard')])
  await checkIn(karim, 'great')
  await note('de klok loopt achter')
  expect(await member.until('de klok loopt achter')).toContain('great')
  expect(await digiboard.until('de klok loopt achter')).not.toContain('great')
  for (const line of [visitor, late]) expect(await line.until('de klok loopt achter')).not.toMatch(/heavy|great/)
  // That they checked in, and what they need, is for everybody in the room.
  expect(await visitor.until('een half uur')).toContain('checked-in')

  await send({ type: 'leave-as-visitor', person: guest }, guest, 'visitor')
  expect(await digiboard.until('great')).toContain('visitor-left')
  expect(await visitor.until('visitor-left')).not.toMatch(/heavy|great/)
  await Promise.all([member, digiboard, visitor, late].map((line) => line.close()))
})
