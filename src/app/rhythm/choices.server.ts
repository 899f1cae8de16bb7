import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** What comes by itself, and what somebody can switch off. */
export const NOTICES = ['digest', 'reminder', 'observation', 'bulletin'] as const
export type NoticeKind = (typeof NOTICES)[number]

/** What can come on a device instead of by mail: what is short and of today. */
export const ON_DEVICE = ['digest', 'reminder', 'observation'] as const satisfies readonly NoticeKind[]
const canBeOnDevice = (kind: NoticeKind): boolean => (ON_DEVICE as readonly NoticeKind[]).includes(kind)

/** How a kind of notice reaches somebody: one way, so that nothing is told twice. */
export type Channel = 'mail' | 'device' | 'none'
export type Channels = Record<NoticeKind, Channel>

/** How somebody wants to hear of things; everything comes by mail until something else is chosen. */
export async function channelsOf(tx: Tx, person: Id): Promise<Channels> {
  const [off, device] = await Promise.all([
    tx.sql<{ kind: NoticeKind }[]>`select kind from mail_refusals where person_id = ${person}`,
    tx.sql<{ kind: NoticeKind }[]>`select kind from device_wishes where person_id = ${person}`
  ])
  const holds = (rows: { kind: NoticeKind }[], kind: NoticeKind) => rows.some((row) => row.kind === kind)
  const channel = (kind: NoticeKind): Channel => (holds(off, kind) ? 'none' : holds(device, kind) ? 'device' : 'mail')
  return Object.fromEntries(NOTICES.map((kind) => [kind, channel(kind)])) as Channels
}

/** Keeps what somebody chose; kinds that are not named stay as they are, and what no device can show comes by mail. */
export async function chooseChannels(tx: Tx, person: Id, wanted: Partial<Channels>): Promise<void> {
  for (const kind of NOTICES) {
    const channel = wanted[kind]
    if (channel === undefined) continue
    await tx.sql`delete from mail_refusals where person_id = ${person} and kind = ${kind}`
    await tx.sql`delete from device_wishes where person_id = ${person} and kind = ${kind}`
    if (channel === 'none')
      await tx.sql`
        insert into mail_refusals (school_id, person_id, kind) values (${tx.school}, ${person}, ${kind})
        on conflict do nothing`
    if (channel === 'device' && canBeOnDevice(kind))
      await tx.sql`
        insert into device_wishes (school_id, person_id, kind) values (${tx.school}, ${person}, ${kind})
        on conflict do nothing`
  }
}

/** Who switches a device on wants to hear there what came by mail so far; what was switched off stays off. */
export async function hearOnDevice(tx: Tx, person: Id): Promise<void> {
  const channels = await channelsOf(tx, person)
  const mailed = ON_DEVICE.filter((kind) => channels[kind] === 'mail')
  await chooseChannels(tx, person, Object.fromEntries(mailed.map((kind) => [kind, 'device'])))
}

/** What somebody who is erased had chosen. */
export async function forgetChannels(tx: Tx, person: Id): Promise<void> {
  await tx.sql`delete from mail_refusals where person_id = ${person}`
  await tx.sql`delete from device_wishes where person_id = ${person}`
}
