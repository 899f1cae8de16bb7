import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '#kernel/id.ts'
import { openWorld } from '../../tools/world.ts'
import { serverFlags } from '../machine.ts'
import { makeUnits } from '../live/schools.ts'
import { openDevice } from './device.ts'
import { createFaultLedger } from './ledger.ts'
import { reckon } from './reckon.ts'
import { createTyping } from '../live/edits.ts'
import { until } from './until.ts'

export type FullDiskOutcome = {
  entered: number
  acknowledged: number
  answers: Record<string, number>
  faults: string[]
}

const SIZE = '300m'
const PATIENCE = 300_000
const LINE = 'x'.repeat(480)

/** A disk of our own, which only root can have. */
export function makeDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'samenspel-schijf-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'samenspel', folder], {
    stdio: 'ignore'
  })
  if (status === 0) return folder
  rmSync(folder, { recursive: true, force: true })
  return null
}

/** The disk under the data folder fills up in the middle of a session; then somebody makes room. */
export async function runFullDisk(disk: string): Promise<FullDiskOutcome> {
  const ledger = createFaultLedger()
  const filler = join(disk, 'filler')
  const world = await openWorld({ dataDir: join(disk, 'data'), nodeFlags: serverFlags() })
  try {
    const [place] = await makeUnits(await world.app(), 1, 4)
    const open = (device: (typeof place & object)['devices'][number], home: number) =>
      openDevice({ urls: () => [world.url], unit: place!.unit, device, ledger, home })
    const devices = place!.devices.map(open)
    const room = { place: place!, devices, typing: createTyping(place!, Math.random) }
    await until(() => devices.every((device) => device.isLive()), PATIENCE, 'the devices to connect')
    const park = (at: number) => devices[at % devices.length]!.enter({ type: 'park', id: newId(), text: LINE })
    park(0)
    await until(() => ledger.counts.acknowledged > 0, PATIENCE, 'the first line')

    fill(filler)
    const refusedBecause = () => (ledger.answers['disk_full'] ?? 0) + (ledger.answers['database_unavailable'] ?? 0)
    for (let n = 0; n < 3000 && refusedBecause() === 0; n++) {
      park(n)
      await sleep(5)
    }
    if (refusedBecause() === 0) ledger.faults.push('the disk was full and nobody was told')
    for (let n = 0; n < 10; n++) park(n)
    await sleep(1000)

    rmSync(filler)
    await reckon(await world.app(), [room], ledger)
    for (const device of devices) device.close()
  } finally {
    await world.close()
    spawnSync('umount', [disk], { stdio: 'ignore' })
    await rm(disk, { recursive: true, force: true })
  }
  const { entered, acknowledged } = ledger.counts
  return { entered, acknowledged, answers: ledger.answers, faults: ledger.faults }
}

function fill(path: string): void {
  const file = openSync(path, 'w')
  for (let size = 1 << 20; size >= 1;) {
    try {
      writeSync(file, Buffer.alloc(size))
    } catch {
      size >>= 1
    }
  }
  closeSync(file)
}
