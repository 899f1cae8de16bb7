import { setTimeout as sleep } from 'node:timers/promises'
import type { Id } from '#kernel/id.ts'
import { seededRandom } from '#kernel/random.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { openPushService } from '#platform/push/testing.ts'
import { createTyping } from '../live/edits.ts'
import type { BenchUnit } from '../live/plan.ts'
import { makeUnits } from '../live/schools.ts'
import { openDevice } from './device.ts'
import { createFaultLedger, type FaultLedger } from './ledger.ts'
import { openLetters, type LettersOutcome } from './letters.ts'
import { reckon, type Room } from './reckon.ts'
import { openSetup, SETUPS, type SetupName, type Victim } from './setups.ts'
import { until } from './until.ts'

export type StormPlan = {
  setup: SetupName
  units: number
  devicesEach: number
  disconnects: number
  kills: number
  /** Edits a second, over all devices. */
  rate: number
  /** How long (ms) the database is gone once, where it is a server. */
  withoutDatabase: number
  /** How long (ms) the mail server is gone once. */
  withoutMail: number
  /** Nobody waits at the end until the time of a killed taker of a job is over. */
  isReleased: boolean
  seed: number
}

export type StormOutcome = {
  plan: StormPlan
  seconds: number
  disconnects: number
  kills: Partial<Record<Victim, number>>
  /** Milliseconds from a kill until every device that was in reach was connected and an edit went through, by victim. */
  backAfter: Partial<Record<Victim, number[]>>
  entered: number
  acknowledged: number
  enteredOffline: number
  answers: Record<string, number>
  /** Streams that skipped a place and began again; events that came once more and were passed over. */
  gaps: number
  doubles: number
  letters: LettersOutcome | null
  /** Kills in the middle of handing over a mail or a push. */
  killedMailing: number
  /** Empty, or the storm was lost. */
  faults: string[]
}

/** How long (ms) everything gets to come to rest at the end. */
const REST = 300_000
/** How long (ms) a kill that wants to hit a mail or a push waits for one. */
const AIMING = 6_000

/** Disconnects and kills in the middle of sessions, and then the reckoning. */
export async function runStorm(plan: StormPlan, tell: (line: string) => void): Promise<StormOutcome> {
  const random = seededRandom(plan.seed)
  const below = (count: number) => Math.floor(random() * count)
  const ledger = createFaultLedger()
  let mailing = 0
  // A mail server and a push service take their time, so that whoever sends can be hit before, meanwhile and after.
  const slowly = async () => {
    mailing++
    await sleep(below(120))
  }
  const mailbox = await openMailbox({
    onMailFrom: (_address, _session, go) => void slowly().then(() => go()),
    beforeAnswer: slowly
  })
  const pushService = await openPushService({ beforeAnswer: slowly })
  const setup = await openSetup(plan.setup, { smtp: mailbox.url, push: pushService })
  const kills: StormOutcome['kills'] = {}
  const backAfter: StormOutcome['backAfter'] = {}
  let disconnects = 0
  let enteredOffline = 0
  let killedMailing = 0
  let letters: LettersOutcome | null = null
  const began = Date.now()
  try {
    const app = () => setup.worlds[0]!.app()
    const [writing, ...places] = await makeUnits(await app(), plan.units + 1, plan.devicesEach)
    const { received } = mailbox
    const post = await openLetters({
      app,
      urls: setup.urls,
      place: writing!,
      ledger,
      received,
      pushes: pushService
    })
    const rooms = places.map((place): Room => {
      const open = (device: BenchUnit['devices'][number], at: number) =>
        openDevice({ urls: setup.urls, unit: place.unit, device, ledger, home: at })
      return { place, devices: place.devices.map(open), typing: createTyping(place, random) }
    })
    const all = rooms.flatMap(({ devices }) => devices)
    await until(() => all.every((device) => device.isLive()), REST, 'the devices to connect')
    for (const room of rooms) beginSession(room)
    await until(() => all.every((device) => device.unsent() === 0), REST, 'the sessions to begin')

    let isStorming = true
    const typeOn = (room: Room, at: number): Id => {
      const command = room.typing.next(room.place.devices[at]!)
      const key = room.devices[at]!.enter(command)
      room.typing.stored(command)
      return key
    }
    const typing = async () => {
      while (isStorming) {
        const room = rooms[below(rooms.length)]!
        typeOn(room, below(room.devices.length))
        await sleep((1000 / plan.rate) * (0.5 + random()))
      }
    }
    const disconnecting = async () => {
      while (disconnects < plan.disconnects) {
        const room = rooms[below(rooms.length)]!
        const at = below(room.devices.length)
        const device = room.devices[at]!
        await sleep(20 + below(40))
        // Spread over the kills, however long those take.
        const isAhead = plan.kills > 0 && disconnects / plan.disconnects > (sumOf(kills) + 1) / plan.kills
        if (device.isOffline() || isAhead) continue
        disconnects++
        device.cut()
        // What is entered in the cellar goes along later.
        for (let n = below(3); n > 0; n--) {
          enteredOffline++
          typeOn(room, at)
        }
        setTimeout(() => device.mend(), 30 + below(700))
        if (disconnects % 500 === 0) tell(`  ${plan.setup}: ${disconnects} disconnects, ${sumOf(kills)} kills`)
      }
    }
    const killing = async () => {
      const { victims } = SETUPS[plan.setup]
      for (let n = 0; n < plan.kills; n++) {
        const victim: Victim = victims[n % victims.length]!
        if (victim === 'application' && below(2) === 0) {
          const before = mailing
          killedMailing += await until(() => mailing > before, AIMING).then(Number, () => 0)
        }
        const at = Date.now()
        const repaired = setup.kill(victim, below(2), below(400))
        await calm(rooms, typeOn, ledger)
        ;(backAfter[victim] ??= []).push(Date.now() - at)
        await repaired
        kills[victim] = (kills[victim] ?? 0) + 1
        await sleep(200 + below(400))
      }
      await mailbox.away(plan.withoutMail)
      if (setup.withoutDatabase && plan.withoutDatabase > 0) await setup.withoutDatabase(plan.withoutDatabase)
    }
    const isBusy = [typing(), post.run(() => isStorming)]
    await Promise.all([disconnecting(), killing()])
    isStorming = false
    await Promise.all(isBusy)
    await sleep(1000)
    for (const device of all) if (device.isOffline()) device.mend()
    await reckon(await app(), [...rooms, post.room], ledger)
    letters = await post.reckon(plan.isReleased)
    for (const device of all) device.close()
    post.close()
  } finally {
    await setup.close()
    await Promise.all([mailbox.close(), pushService.close()])
  }
  const { entered, acknowledged, gaps, doubles } = ledger.counts
  const { answers, faults } = ledger
  const seconds = Math.round((Date.now() - began) / 1000)
  return {
    plan,
    seconds,
    disconnects,
    kills,
    backAfter,
    entered,
    acknowledged,
    enteredOffline,
    answers,
    gaps,
    doubles,
    letters,
    killedMailing,
    faults
  }
}

export const sumOf = (counts: Partial<Record<string, number>>): number =>
  Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0)

/** The device of the first member starts the session, and everybody checks in. */
function beginSession({ place, devices, typing }: Room): void {
  const first = place.devices.findIndex(({ person }) => person === place.members[0])
  for (const command of typing.opening(place.members[0]!)) {
    devices[first]!.enter(command)
    typing.stored(command)
  }
}

/** What somebody enters in each room is answered, and everybody in reach has seen it: the fault is over for people. */
async function calm(rooms: Room[], type: (room: Room, at: number) => Id, ledger: FaultLedger): Promise<void> {
  const entered = rooms.map((room) => {
    const at = room.devices.findIndex((device) => !device.isOffline())
    return { room, key: type(room, Math.max(0, at)) }
  })
  const isOver = () =>
    entered.every(({ room, key }) => {
      const seq = ledger.answerTo(room.place.unit, key)
      return seq !== null && room.devices.every((device) => device.isOffline() || device.board().seq >= seq)
    })
  await until(isOver, REST, 'an edit to be stored and seen again')
}
