import type { App } from '#app/app.server.ts'
import { hearOnDevice } from '#app/rhythm/choices.server.ts'
import { topicOf } from '#app/rhythm/reach.server.ts'
import type { Id } from '#kernel/id.ts'
import { hashToken } from '#platform/auth/tokens.ts'
import { keepDevice } from '#platform/push/devices.ts'
import { aBrowser, type ReceivedPush } from '#platform/push/testing.ts'
import type { FaultLedger } from './ledger.ts'

/** What became of a job. */
export type JobRow = { id: Id; kind: string; key: string; outcome: string | null; attempts: number }

/** A browser of somebody who wants to hear of a session there and not by mail. */
export type PushDevice = ReturnType<typeof aBrowser> & { id: Id }

/** Signs somebody in on so many browsers more, and switches messages on there, as the account page does. */
export async function switchOnDevices(app: App, school: Id, person: Id, host: string, count: number) {
  const devices: PushDevice[] = []
  for (let at = 0; at < count; at++) {
    const browser = aBrowser(host)
    const id = await app.database.signin(async (tx) => {
      const [member] = await tx.sql<{ account: Id }[]>`
        select account_id as account from memberships where school_id = ${school} and person_id = ${person}`
      const token = await app.auth.sessions.start(tx, { account: member!.account, school, device: 'Firefox' })
      await keepDevice(tx, token, browser.address, app.clock())
      const [kept] = await tx.sql<{ id: Id }[]>`select id from push_devices where session_hash = ${hashToken(token)}`
      return kept!.id
    })
    devices.push({ ...browser, id })
  }
  await app.database.transact(school, (tx) => hearOnDevice(tx, person))
  return devices
}

export type PushesOutcome = {
  /** Pushes that came, and those of them that came once more, each time as the same. */
  pushes: number
  pushedTwice: number
  /** Told by mail in the end, because a device could not be reached often enough. */
  mailedInstead: number
}

type Parts = {
  school: Id
  person: Id
  devices: readonly PushDevice[]
  jobs: readonly JobRow[]
  received: readonly ReceivedPush[]
  /** The jobs of which a mail came. */
  mailed: ReadonlySet<Id>
}

/**
 * Every push that was asked for came at least once, where it was for, and whatever came more than once came as the same:
 * the push service and the screen put it in the place of the one before (topic and tag). Never more often than its job was
 * tried, and nothing came that nobody asked for.
 */
export function checkPushes({ faults }: FaultLedger, { school, person, devices, jobs, received, mailed }: Parts) {
  const outcome: PushesOutcome = { pushes: 0, pushedTwice: 0, mailedInstead: 0 }
  const pushJobs = jobs.filter(({ kind }) => kind === 'push')
  for (const device of devices) {
    const copies = new Map<string, string[]>()
    for (const { path, headers, body } of received.filter((one) => one.path === device.path)) {
      const topic = String(headers['topic'])
      const message = readOrNull(device, body)
      if (message?.tag !== topic) faults.push(`a push to ${path} cannot be read, or has another tag than its topic`)
      copies.set(topic, [...(copies.get(topic) ?? []), JSON.stringify([message, headers['content-encoding']])])
      outcome.pushes++
    }
    const asked = pushJobs.filter(({ key }) => key.endsWith(`:${person}:${device.id}`))
    for (const job of asked) {
      const [kind = '', unit, session] = job.key.split(':')
      const topic = topicOf(school, { kind: kind as 'digest', what: `${unit}:${session}` })
      const came = copies.get(topic) ?? []
      copies.delete(topic)
      outcome.pushedTwice += Math.max(0, came.length - 1)
      if (new Set(came).size > 1) faults.push(`the push ${job.key} came once more as another`)
      if (came.length > job.attempts)
        faults.push(`the push ${job.key} came ${came.length} times in ${job.attempts} attempts`)
      if (came.length > 0) continue
      const instead = jobs.find((one) => one.kind === kind && one.key === `${unit}:${session}:${person}:mail`)
      const isElsewhere = pushJobs.some(
        (other) =>
          other !== job && other.outcome === 'done' && other.key.startsWith(`${kind}:${unit}:${session}:${person}:`)
      )
      if (job.outcome === 'dropped' && ((instead && mailed.has(instead.id)) || isElsewhere)) outcome.mailedInstead++
      else faults.push(`the push ${job.key} (${job.outcome}, ${job.attempts} attempts) never came`)
    }
    if (copies.size > 0) faults.push(`${copies.size} pushes came to ${device.path} of no job`)
  }
  const known = new Set(devices.map(({ path }) => path))
  if (received.some(({ path }) => !known.has(path))) faults.push('a push came to a device that nobody has')
  return outcome
}

function readOrNull(device: PushDevice, body: Buffer): { tag: string } | null {
  try {
    return device.read(body) as { tag: string }
  } catch {
    return null
  }
}
