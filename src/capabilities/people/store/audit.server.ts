import { newId, type Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** What is kept of a change: who, when, what, about whom. Ids and codes, never a name or a text of somebody. */
export const AUDIT_KINDS = [
  'role_granted',
  'role_ended',
  'left',
  'returned',
  'erased',
  'second_step_reset',
  'second_step_asked',
  'second_step_not_asked',
  'imported',
  'import_undone'
] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

export type AuditDetail = { role?: string; until?: string | null; new?: number; changed?: number }

export type AuditEntry = {
  id: Id
  at: Date
  by: Id | null
  kind: AuditKind
  about: Id | null
  unit: Id | null
  detail: AuditDetail
}

export type Change = {
  kind: AuditKind
  /** null: whoever runs the server, from the command line. */
  by: Id | null
  about?: Id | null
  unit?: Id | null
  detail?: AuditDetail
}

/** Writes down a change, in the transaction that makes it. */
export async function recordChange(tx: Tx, change: Change, now: number): Promise<void> {
  const { kind, by, about = null, unit = null, detail = {} } = change
  await tx.sql`
    insert into audit_entries (school_id, id, at, by_person, kind, about_person, unit_id, detail)
    values (${tx.school}, ${newId(now)}, ${new Date(now)}, ${by}, ${kind}, ${about}, ${unit}, ${tx.sql.json(detail)})`
}

/** The latest changes first; `before` continues an earlier page. */
export async function listChanges(
  tx: Tx,
  { limit = 50, before = null, person = null }: { limit?: number; before?: Date | null; person?: Id | null } = {}
): Promise<AuditEntry[]> {
  return await tx.sql<AuditEntry[]>`
    select id, at, by_person as "by", kind, about_person as about, unit_id as unit, detail from audit_entries
    where (${before}::timestamptz is null or at < ${before})
      and (${person}::uuid is null or about_person = ${person} or by_person = ${person})
    order by at desc, id desc limit ${limit}`
}

/** What is older than two years goes; the database lets nothing else go. */
export async function forgetOldChanges(tx: Tx): Promise<void> {
  await tx.sql`select forget_old_audit_entries()`
}
