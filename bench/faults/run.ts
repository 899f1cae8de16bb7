/**
 * `npm run faults`: 10,000 disconnects and 200 kills in the middle of sessions, then the reckoning; writes bench/FAULTS.md.
 * `--short` is the form that `npm test` runs. Other sizes: `--disconnects=1000 --kills=20 --setup=redis`.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt, starting } from '../../tools/bootstrap.js'
import { machineFacts } from '../machine.ts'
import { sectionText } from '../report.ts'
import { describeStorms } from './describe.ts'
import { makeDisk, runFullDisk, type FullDiskOutcome } from './full-disk.ts'
import { SETUPS, type SetupName } from './setups.ts'
import { runStorm, sumOf, type StormOutcome, type StormPlan } from './storm.ts'

const FILE = join(import.meta.dirname, '../FAULTS.md')

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    disconnects: { type: 'string' },
    kills: { type: 'string' },
    setup: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    report: { type: 'string' },
    list: { type: 'string' }
  }
})
const names = (values.setup ?? Object.keys(SETUPS)) as SetupName[]
const unknown = names.filter((name) => !(name in SETUPS))
if (unknown.length > 0) {
  console.error(`No setup is called ${unknown.join(', ')}. There are: ${Object.keys(SETUPS).join(', ')}.`)
  process.exit(2)
}
const FULL = { disconnects: 10_000, kills: 200 }
const disconnects = Number(values.disconnects ?? (values.short ? 160 : FULL.disconnects))
const kills = Number(values.kills ?? (values.short ? 12 : FULL.kills))

if (values.list) {
  writeFileSync(values.list, JSON.stringify(names))
  process.exit(0)
}

/** An even share for each setup; the first ones get what is left. */
const share = (total: number, at: number): number =>
  Math.floor(total / names.length) + (at < total % names.length ? 1 : 0)

/** What this process itself left lying is told, and ends no run of an hour: the servers are processes of their own. */
process.on('unhandledRejection', (reason) => console.log('  of this tool itself:', reason))

await starting(async () => {
  await ensureBuilt()
  const facts = machineFacts()
  const outcomes: StormOutcome[] = []
  let fullDisk: FullDiskOutcome | null = null
  const disk = values.setup ? null : makeDisk()
  if (disk) {
    console.log('a full disk')
    fullDisk = await runFullDisk(disk)
    console.log(
      `  ${fullDisk.entered} entered, ${fullDisk.acknowledged} acknowledged, ${fullDisk.faults.length} faults; ${JSON.stringify(fullDisk.answers)}`
    )
    for (const fault of fullDisk.faults.slice(0, 20)) console.log(`  FAULT ${fault}`)
  } else if (!values.setup) console.log('The full disk was not tried: only root can make a small one.')
  // The short form is a test; what was run on part of the setups says nothing about the others.
  const isToKeep = !values.short && !values.setup
  for (const [at, setup] of names.entries()) {
    const plan: StormPlan = {
      setup,
      units: values.short ? 2 : 4,
      devicesEach: values.short ? 4 : 6,
      disconnects: share(disconnects, at),
      kills: share(kills, at),
      rate: values.short ? 15 : 25,
      withoutDatabase: values.short ? 3000 : 60_000,
      withoutMail: values.short ? 2000 : 60_000,
      isReleased: values.short,
      seed: Number(values.seed) + at
    }
    console.log(`${setup}: ${SETUPS[setup].title}`)
    const outcome = await runStorm(plan, (line) => console.log(line))
    outcomes.push(outcome)
    const { entered, acknowledged, faults, seconds, letters, killedMailing } = outcome
    console.log(
      `  ${letters?.closed} sessions closed, ${letters?.moved} times moved: ${letters?.jobs} jobs, ${letters?.mails} mails, ${letters?.cameTwice} of them once more, ${letters?.pushes} pushes, ${letters?.pushedTwice} of them once more, ${letters?.mailedInstead} not on a device; ${killedMailing} kills while one was handed over`
    )
    console.log(
      `  ${outcome.disconnects} disconnects, ${sumOf(outcome.kills)} kills in ${seconds} s: ${entered} entered, ${acknowledged} acknowledged, ${faults.length} faults`
    )
    for (const fault of faults.slice(0, 20)) console.log(`  FAULT ${fault}`)
    const text = `${sectionText(describeStorms(outcomes, names, facts, FULL, fullDisk))}\n`
    if (isToKeep) writeFileSync(FILE, text)
    else if (at === names.length - 1) console.log(`\n${text}`)
  }
  // For tools/test.ts: each setup is a test, and so is the disk.
  const lost = [...outcomes, ...(fullDisk ? [fullDisk] : [])].filter(({ faults }) => faults.length > 0).length
  if (values.report)
    writeFileSync(values.report, JSON.stringify({ passed: outcomes.length + (fullDisk ? 1 : 0) - lost, failed: lost }))
  process.exitCode = lost > 0 ? 1 : 0
})
