import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { OutcomeKind, Step } from '../core/ladder.ts'

export type Note = { step: Step; text: string; writtenBy: Id | null }
export type Outcome = { id: Id; kind: OutcomeKind; text: string; unit: Id | null; madeBy: Id | null; madeOn: Day }

export async function readNotes(tx: Tx, campaign: Id): Promise<Note[]> {
  return await tx.sql<Note[]>`
    select step, text, written_by as "writtenBy" from campaign_notes where campaign_id = ${campaign}`
}

export async function saveNote(tx: Tx, campaign: Id, { step, text, writtenBy }: Note): Promise<void> {
  await tx.sql`
    insert into campaign_notes (school_id, campaign_id, step, text, written_by)
    values (${tx.school}, ${campaign}, ${step}, ${text}, ${writtenBy})
    on conflict (school_id, campaign_id, step) do update set text = excluded.text, written_by = excluded.written_by`
}

export async function readOutcomes(tx: Tx, campaign: Id): Promise<Outcome[]> {
  return await tx.sql<Outcome[]>`
    select id, kind, text, unit_id as unit, made_by as "madeBy", made_on as "madeOn" from campaign_outcomes
    where campaign_id = ${campaign} order by made_on, id`
}

export async function insertOutcome(tx: Tx, campaign: Id, outcome: Outcome): Promise<void> {
  const { id, kind, text, unit, madeBy, madeOn } = outcome
  await tx.sql`
    insert into campaign_outcomes (school_id, id, campaign_id, kind, text, unit_id, made_by, made_on)
    values (${tx.school}, ${id}, ${campaign}, ${kind}, ${text}, ${unit}, ${madeBy}, ${madeOn})`
}
