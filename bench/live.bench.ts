import { fork } from 'node:child_process'
import { join } from 'node:path'
import { openWorld, type World } from '../tools/world.ts'
import type { CrowdNews, CrowdOutcome, CrowdPlan } from './live/plan.ts'
import { openProfile } from './live/profile.ts'
import { makeUnits } from './live/schools.ts'
import { databaseVersion, machineFacts, serverFlags } from './machine.ts'
import { cpuOf, cpuOfMachine, memoryOf } from './processes.ts'
import { figure, held, megabytes, type Section } from './report.ts'
import { percentile, spreadOf, sum, type Spread } from './statistics.ts'

type Step = { sessions: number; rate: number; aim?: { of: 'p95' | 'p99'; below: number } }

const DEVICES = 8
const STEPS: Step[] = [
  { sessions: 30, rate: 40 },
  { sessions: 30, rate: 120 },
  { sessions: 30, rate: 240 },
  { sessions: 30, rate: 700, aim: { of: 'p95', below: 50 } },
  { sessions: 200, rate: 100, aim: { of: 'p99', below: 50 } }
]
const WARM_UP = { full: 6, quick: 2 }
const SECONDS = { full: 25, quick: 5 }

/** From here on (ms, p99) the devices themselves were late, and the figures are theirs too. */
const CLIENT_LATE = 10

type Measured = {
  step: Step
  latency: Spread
  acknowledgement: Spread
  outcome: CrowdOutcome
  memory: { before: number; after: number; peak: number }
  /** Share of one core. */
  cpu: { application: number; database: number; devices: number; others: number }
}

/** How fast an edit reaches everybody, at several loads. Each step has a server and a database of its own. */
export async function benchLive({
  quick = false,
  rates
}: { quick?: boolean; rates?: number[] } = {}): Promise<Section> {
  const facts = machineFacts()
  const speed = quick ? 'quick' : 'full'
  const measured: Measured[] = []
  let version = ''
  for (const step of STEPS.filter(({ rate }) => !rates?.length || rates.includes(rate))) {
    const world = await openWorld({ nodeFlags: serverFlags() })
    try {
      version ||= await databaseVersion(world)
      measured.push(await runStep(world, step, WARM_UP[speed], SECONDS[speed]))
    } finally {
      await world.close()
    }
    console.log(progress(measured.at(-1)!))
  }
  const profiles: Section['blocks'] = []
  for (const { step } of measured.filter((one) => one.step.aim && !isHeld(one)))
    profiles.push(...(await profileStep(step, WARM_UP[speed], SECONDS[speed])))
  const section = describe(measured, `${facts}; ${version}`, SECONDS[speed])
  return { ...section, blocks: [...section.blocks, ...profiles] }
}

/** The same once more for a step that missed its aim, with the server looked at from within. */
async function profileStep(step: Step, warmUpSeconds: number, seconds: number): Promise<Section['blocks']> {
  const profile = openProfile()
  const world = await openWorld({ nodeFlags: [...serverFlags(), ...profile.flags] })
  let measured: Measured
  try {
    measured = await runStep(world, step, warmUpSeconds, seconds)
  } finally {
    await world.close()
  }
  const { latency, cpu } = measured
  const share = (part: number) => `${Math.round(part * 100)}%`
  return [
    `What limits ${step.sessions} x ${DEVICES} at ${step.rate}/s: the same once more with a profile of the application (p50 ${figure(latency.p50, 1)}, p95 ${figure(latency.p95, 1)} ms; application ${share(cpu.application)}, database ${share(cpu.database)}, devices ${share(cpu.devices)}, others ${share(cpu.others)} of a core).`,
    ...profile.read(seconds)
  ]
}

async function runStep(world: World, step: Step, warmUpSeconds: number, seconds: number): Promise<Measured> {
  const units = await makeUnits(await world.app(), step.sessions, DEVICES)
  const plan = { url: world.url, units, rate: step.rate, warmUpSeconds, seconds, seed: step.rate }
  const pid = world.server.pid!
  const look = () => ({ at: Date.now(), cpu: cpuOf(pid), machine: cpuOfMachine(), memory: memoryOf(pid).now })
  let start = look()
  let end = start
  const outcome = await runCrowd(plan, (at) => {
    if (at === 'measuring') start = look()
    else end = look()
  })
  const elapsed = (end.at - start.at) / 1000
  const application = end.cpu.application - start.cpu.application
  const database = end.cpu.database - start.cpu.database
  const others = end.machine - start.machine - application - database - outcome.cpuSeconds
  return {
    step,
    outcome,
    latency: spreadOf(outcome.latencies),
    acknowledgement: spreadOf(outcome.acknowledgements),
    memory: { before: start.memory, after: end.memory, peak: memoryOf(pid).peak },
    cpu: {
      application: application / elapsed,
      database: database / elapsed,
      devices: outcome.cpuSeconds / elapsed,
      others: Math.max(0, others / elapsed)
    }
  }
}

function runCrowd(plan: CrowdPlan, onNews: (at: 'measuring' | 'measured') => void): Promise<CrowdOutcome> {
  const crowd = fork(join(import.meta.dirname, 'live/crowd.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return new Promise<CrowdOutcome>((resolve, reject) => {
    crowd.on('message', (news: CrowdNews) => {
      if (news.at === 'done') resolve(news.outcome)
      else onNews(news.at)
    })
    crowd.once('exit', (code) => reject(new Error(`the devices' process stopped with ${code}`)))
    crowd.send(plan)
  }).finally(() => crowd.kill())
}

const errorsOf = ({ refused }: CrowdOutcome): number => sum(Object.values(refused))

function progress({ step, latency, outcome, cpu, memory }: Measured): string {
  const wrong = `lost ${outcome.lost}, doubled ${outcome.doubled}, errors ${JSON.stringify(outcome.refused)}`
  const share = (part: number) => `${Math.round(part * 100)}%`
  return (
    `  ${step.sessions} x ${DEVICES} at ${step.rate}/s: p50 ${figure(latency.p50, 1)}, p95 ${figure(latency.p95, 1)}, ` +
    `p99 ${figure(latency.p99, 1)}, max ${figure(latency.max, 1)} ms; ${wrong}; ${megabytes(memory.after)}; ` +
    `cpu ${share(cpu.application)} + ${share(cpu.database)} database + ${share(cpu.devices)} devices, ${share(cpu.others)} others`
  )
}

const isHeld = ({ step, latency }: Measured): boolean =>
  !step.aim || (latency[step.aim.of] ?? Infinity) < step.aim.below

const aimOf = (measured: Measured): string => {
  const { aim } = measured.step
  return aim ? held(isHeld(measured), `${aim.of} under ${aim.below} ms`) : ''
}

function describe(measured: Measured[], facts: string, seconds: number): Section {
  const percent = (share: number) => `${Math.round(share * 100)}%`
  const name = ({ step }: Measured) => `${step.sessions} x ${DEVICES} at ${step.rate}/s`
  const late = measured.filter(({ outcome }) => (percentile(outcome.sendLag, 0.99) ?? 0) > CLIENT_LATE)
  return {
    title: 'Live: from one device to all others',
    blocks: [
      `${facts}. Repeat: \`npm run bench -- live\`.`,
      `Per edit: milliseconds from the moment at which it was planned to be sent until the last of the other ${DEVICES - 1} devices of the unit had it. Every edit is stored, on disk, before it is shown. ${seconds} s per step after a warm-up, sent on a schedule that does not wait for the server; a new server and an empty database per step; devices in a process of their own on the same machine: per unit a digiboard and ${DEVICES - 1} phones, each with its own connections. Edits are a mix of new, changed and reviewed actions, check-ins, offers of help, parked lines and measured goals.`,
      {
        columns: ['sessions x devices', 'p50', 'p95', 'p99', 'max', 'stored p95', 'lost', 'doubled', 'errors', 'aim'],
        rows: measured.map((step) => [
          name(step),
          ...[step.latency.p50, step.latency.p95, step.latency.p99, step.latency.max].map((value) => figure(value, 1)),
          figure(step.acknowledgement.p95, 1),
          String(step.outcome.lost),
          String(step.outcome.doubled),
          String(errorsOf(step.outcome) + step.outcome.disconnected),
          aimOf(step)
        ])
      },
      'Lost: acknowledged, but not seen by a device within ten seconds of the end; doubled: seen more than once; both per edit and device, the warm-up included. Errors: answers that were no receipt, and streams that broke. "Stored" is the answer to the sender.',
      {
        columns: [
          'sessions x devices',
          'sent',
          'acknowledged',
          'memory before',
          'after',
          'peak',
          'application',
          'database',
          'devices',
          'others',
          'sending late p99'
        ],
        rows: measured.map((step) => [
          name(step),
          String(step.outcome.sent),
          String(step.outcome.acknowledged),
          megabytes(step.memory.before),
          megabytes(step.memory.after),
          megabytes(step.memory.peak),
          percent(step.cpu.application),
          percent(step.cpu.database),
          percent(step.cpu.devices),
          percent(step.cpu.others),
          `${figure(percentile(step.outcome.sendLag, 0.99), 1)} ms`
        ])
      },
      "Memory is the application's (resident, without the database), before and after the measured time and at its highest. The last columns are shares of one core (others: what else ran on the machine meanwhile), and by how much the devices' own process was late to send.",
      late.length > 0
        ? `**The devices' process was itself late** in ${late.map(name).join(', ')}: the machine was full, and those figures are too high.`
        : "The devices' process kept its schedule in every step.",
      'For comparison, measured elsewhere on such a machine (as the product description quotes it): Planka 2.1.1 (Node, socket.io, PostgreSQL) 30 x 8 at 40/s p50/p95/p99 15/23/32 ms, at 120/s 11/68/131 ms, broken at 160/s (975 ms); 200 x 8 at 100/s 16/48/216 ms; 317-435 MB.'
    ]
  }
}
