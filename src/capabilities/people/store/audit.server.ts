import { newId, type Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** What is kept of a change: who, when, what, about whom. Ids, codes and names of places, never a name or a text of somebody. */
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
  'import_undone',
  'unit_joined',
  'unit_left',
  'unit_ended',
  'thresholds_set',
  'site_added',
  'site_renamed',
  'site_removed',
  'unit_site',
  'person_site',
  'trust_made',
  'trust_joined',
  'trust_left',
  'trust_put_out',
  'trust_code_renewed',
  'trust_contributed',
  'trust_taken_back'
] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

export type AuditDetail = {
  role?: string
  since?: string
  until?: string | null
  new?: number
  changed?: number
  /** Which kind of team, and its thresholds. */
  team?: string
  fewest?: number
  most?: number
  newOneIn?: number
  /** The name of a place, and what it was called before. */
  site?: string
  /** The name of another school of the trust. */
  school?: string
  from?: string
}

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
export const recordChange = (tx: Tx, change: Change, now: number): Promise<void> => recordChanges(tx, [change], now)

/** Several at once, such as all who became members of a unit with one press of a button. */
export async function recordChanges(tx: Tx, changes: readonly Change[], now: number): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ kind, by, about = null, unit = null, detail = {} }) => ({
    id: newId(now),
    by,
    kind,
    about,
    unit,
    detail
  }))
  await tx.sql`
    insert into audit_entries (school_id, id, at, by_person, kind, about_person, unit_id, detail)
    select ${tx.school}::uuid, id, ${new Date(now)}, by, kind, about, unit, detail
    from jsonb_to_recordset(${tx.sql.json(rows as never)}) as row(id uuid, by uuid, kind text, about uuid, unit uuid, detail jsonb)`
}

/** Where an earlier page ended: many changes may be of one moment. */
export type Before = { at: Date; id: Id }

/** The latest changes first; `before` continues an earlier page. */
export async function listChanges(
  tx: Tx,
  { limit = 50, before = null, person = null }: { limit?: number; before?: Before | null; person?: Id | null } = {}
): Promise<AuditEntry[]> {
  return await tx.sql<AuditEntry[]>`
    select id, at, by_person as "by", kind, about_person as about, unit_id as unit, detail from audit_entries
    where (${before?.at ?? null}::timestamptz is null or (at, id) < (${before?.at ?? null}, ${before?.id ?? null}::uuid))
      and (${person}::uuid is null or about_person = ${person} or by_person = ${person})
    order by at desc, id desc limit ${limit}`
}

/** What is older than two years goes; the database lets nothing else go. */
export async function forgetOldChanges(tx: Tx): Promise<void> {
  await tx.sql`select forget_old_audit_entries()`
}
