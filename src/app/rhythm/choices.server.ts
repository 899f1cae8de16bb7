import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** The mails that come by themselves, and that somebody can switch off. */
export const MAILS = ['digest', 'reminder', 'bulletin'] as const
export type MailKind = (typeof MAILS)[number]

/** Which mails somebody wants; everything comes until it is switched off. */
export async function mailChoices(tx: Tx, person: Id): Promise<Record<MailKind, boolean>> {
  const off = await tx.sql<{ kind: MailKind }[]>`select kind from mail_refusals where person_id = ${person}`
  const refused = new Set(off.map(({ kind }) => kind))
  return Object.fromEntries(MAILS.map((kind) => [kind, !refused.has(kind)])) as Record<MailKind, boolean>
}

export async function chooseMails(tx: Tx, person: Id, wanted: Record<MailKind, boolean>): Promise<void> {
  for (const kind of MAILS)
    if (wanted[kind]) await tx.sql`delete from mail_refusals where person_id = ${person} and kind = ${kind}`
    else
      await tx.sql`
        insert into mail_refusals (school_id, person_id, kind) values (${tx.school}, ${person}, ${kind})
        on conflict do nothing`
}

/** What somebody who is erased did not want. */
export async function forgetMailChoices(tx: Tx, person: Id): Promise<void> {
  await tx.sql`delete from mail_refusals where person_id = ${person}`
}
