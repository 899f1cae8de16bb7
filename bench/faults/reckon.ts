import type { App } from '#app/app.server.ts'
import type { BoardState } from '#board-sessions'
import { loadBoard } from '#board-sessions/server'
import type { Id } from '#kernel/id.ts'
import type { Typing } from '../live/edits.ts'
import type { BenchUnit } from '../live/plan.ts'
import type { FaultDevice } from './device.ts'
import type { FaultLedger } from './ledger.ts'
import { schoolOf } from './schools.ts'
import { until } from './until.ts'

export type Room = { place: BenchUnit; devices: FaultDevice[]; typing: Typing }

/** How long (ms) everything gets to come to rest at the end. */
const REST = 300_000

/** All is sent and seen; then the log is held against the ledger, and every device's board against the tables. */
export async function reckon(app: App, rooms: Room[], ledger: FaultLedger): Promise<void> {
  const all = rooms.flatMap(({ devices }) => devices)
  const quiet = (device: FaultDevice) => device.isLive() && device.unsent() === 0
  const isSent = await until(() => all.every(quiet), REST).catch(() => false)
  if (isSent === false)
    ledger.faults.push(`${all.filter((device) => !quiet(device)).length} devices did not come to rest`)
  for (const { place, devices } of rooms) {
    const school = await schoolOf(app, place.unit)
    const found = await app.database.read(school, async (tx) => ({
      state: await loadBoard(tx, place.unit),
      log: [
        ...(await tx.sql<{ seq: number; key: Id }[]>`
        select seq, key from board_events where unit_id = ${place.unit} order by seq`)
      ]
    }))
    ledger.check(place.unit, found.log)
    const isThere = await until(() => devices.every((device) => device.board().seq === found.state.seq), REST).catch(
      () => false
    )
    if (isThere === false)
      ledger.faults.push(
        `devices of ${place.unit} stopped at ${devices.map((device) => device.board().seq).join(', ')} of ${found.state.seq}`
      )
    const truth = canonical(found.state)
    devices.forEach((device, at) => {
      if (canonical(device.board()) !== truth) ledger.faults.push(`device ${at} of ${place.unit} shows another board`)
    })
  }
}

/** The order of lists is the screens' business. */
function canonical(state: BoardState): string {
  const sorted = Object.entries(state).map(([name, value]) => [
    name,
    Array.isArray(value) ? [...(value as { id: Id }[])].sort((a, b) => (a.id < b.id ? -1 : 1)) : (value as unknown)
  ])
  return JSON.stringify(sortKeys(Object.fromEntries(sorted)))
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)])
  )
}
