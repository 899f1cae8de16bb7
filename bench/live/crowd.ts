/**
 * The devices of a step, in a process of their own so that they and the server do not wait for each other. Sends on a
 * schedule that was made beforehand (an open loop): when the server is slow the edits keep coming, and what they wait
 * for counts, from the moment at which each was to be sent.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '#kernel/id.ts'
import { seededRandom, type Random } from '#kernel/random.ts'
import type { BoardCommand } from '#board-sessions'
import { createTyping, type Typing } from './edits.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { openLine, type Line } from './line.ts'
import type { BenchUnit, CrowdNews, CrowdOutcome, CrowdPlan } from './plan.ts'

/** Devices that connect at the same time while the room fills. */
const ARRIVING = 32
/** How long (ms) the last edits may take to reach everybody before they count as lost. */
const PATIENCE = 10_000

type Room = { place: BenchUnit; lines: Line[]; typing: Typing }

const tell = (news: CrowdNews): Promise<void> =>
  new Promise((resolve) => process.send!(news, undefined, undefined, () => resolve()))

process.once('message', (plan: CrowdPlan) => {
  void runPlan(plan).then(async (outcome) => {
    await tell({ at: 'done', outcome })
    process.disconnect()
  })
})

async function runPlan(plan: CrowdPlan): Promise<CrowdOutcome> {
  const random = seededRandom(plan.seed)
  const ledger = createLedger()
  const counts = { sent: 0, disconnected: 0, refused: {} as Record<string, number> }
  const rooms = await fillRooms(plan, random, ledger, () => counts.disconnected++)

  const pending = new Set<Promise<void>>()
  const submit = (planned: number, isMeasured: boolean) => {
    const { place, lines, typing } = rooms[Math.floor(random() * rooms.length)]!
    const sender = Math.floor(random() * lines.length)
    const device = place.devices[sender]!
    const command = typing.next(device)
    const key = newId()
    ledger.sent(key, { planned, sender, devices: lines.length, counts: isMeasured })
    counts.sent++
    const answer = lines[sender]!.send({ key, base: lines[sender]!.seq(), command }).then((refusal) => {
      pending.delete(answer)
      if (refusal !== null) return void (counts.refused[refusal] = (counts.refused[refusal] ?? 0) + 1)
      ledger.acknowledged(key, performance.now())
      typing.stored(command)
    })
    pending.add(answer)
  }

  const sendLag: number[] = []
  await keepRate(plan.rate, plan.warmUpSeconds, (planned) => submit(planned, false))
  void tell({ at: 'measuring' })
  const loop = performance.eventLoopUtilization()
  const cpu = process.cpuUsage()
  await keepRate(plan.rate, plan.seconds, (planned) => {
    sendLag.push(performance.now() - planned)
    submit(planned, true)
  })
  const busy = performance.eventLoopUtilization(loop).utilization
  const { user, system } = process.cpuUsage(cpu)
  void tell({ at: 'measured' })

  const deadline = performance.now() + PATIENCE
  while ((pending.size > 0 || ledger.isWaiting()) && performance.now() < deadline) await sleep(20)
  // A moment more, in which doubles could still arrive.
  await sleep(300)
  const tally = ledger.tally()
  for (const { lines } of rooms) for (const line of lines) line.close()
  return { ...counts, ...tally, sendLag, busy, cpuSeconds: (user + system) / 1e6 }
}

/** Connects every device and lets each unit begin its session. */
async function fillRooms(plan: CrowdPlan, random: Random, ledger: Ledger, onLost: () => void): Promise<Room[]> {
  const rooms = plan.units.map((place): Room => ({ place, lines: [], typing: createTyping(place, random) }))
  await each(rooms, ARRIVING / 8, async ({ place, lines, typing }) => {
    for (const [at, device] of place.devices.entries())
      lines.push(
        openLine(plan.url, place.unit, device, {
          onEvent: (key) => ledger.seen(key, at, performance.now()),
          onLost
        })
      )
    await Promise.all(lines.map((line) => line.ready))
    await begin(place, lines, typing)
  })
  return rooms
}

async function begin({ devices, members }: BenchUnit, lines: Line[], typing: Typing): Promise<void> {
  const put = async (line: Line, command: BoardCommand) => {
    const refusal = await line.send({ key: newId(), base: line.seq(), command })
    if (refusal !== null) throw new Error(`a session could not begin: ${command.type} was answered ${refusal}`)
    typing.stored(command)
  }
  const first = devices.findIndex(({ person }) => person === members[0])
  for (const command of typing.opening(members[0]!)) await put(lines[first]!, command)
  await Promise.all(
    devices.flatMap(({ person }, at) => (person && at !== first ? put(lines[at]!, typing.firstCheckIn(person)) : []))
  )
}

async function each<T>(items: T[], together: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: together }, async () => {
      for (const item of left) await work(item)
    })
  )
}

/** Calls `send` at evenly spread moments that are fixed beforehand; those that were missed follow at once. */
async function keepRate(rate: number, seconds: number, send: (planned: number) => void): Promise<void> {
  const start = performance.now()
  const total = Math.round(rate * seconds)
  for (let next = 0; next < total;) {
    const due = start + (next * 1000) / rate
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    else {
      send(due)
      next++
    }
  }
}
