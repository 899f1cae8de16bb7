import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

export type Path = {
  readWhyAt: Date | null
  sawGoalsAt: Date | null
  buddy: Id | null
  buddyAcceptedAt: Date | null
  skippedAt: Date | null
}

const NOTHING: Path = { readWhyAt: null, sawGoalsAt: null, buddy: null, buddyAcceptedAt: null, skippedAt: null }

const columns = ({ sql }: Tx) => sql`
  read_why_at as "readWhyAt", saw_goals_at as "sawGoalsAt", buddy, buddy_accepted_at as "buddyAcceptedAt",
  skipped_at as "skippedAt"`

export async function findPath(tx: Tx, person: Id): Promise<Path> {
  const [row] = await tx.sql<Path[]>`select ${columns(tx)} from newcomer_paths where person_id = ${person}`
  return row ?? NOTHING
}

type Written = { read_why_at: Date; saw_goals_at: Date; skipped_at: Date | null } & {
  buddy: Id | null
  buddy_chosen_by: Id | null
  buddy_accepted_at: Date | null
}

export async function writePath(tx: Tx, person: Id, parts: Partial<Written>): Promise<void> {
  await tx.sql`
    insert into newcomer_paths (school_id, person_id) values (${tx.school}, ${person}) on conflict do nothing`
  await tx.sql`update newcomer_paths set ${tx.sql(parts as never)} where person_id = ${person}`
}

/** For whom somebody was asked to be the buddy, answered or not. */
export async function buddyOf(tx: Tx, person: Id): Promise<{ newcomer: Id; accepted: boolean }[]> {
  return [
    ...(await tx.sql<{ newcomer: Id; accepted: boolean }[]>`
      select person_id as newcomer, buddy_accepted_at is not null as accepted from newcomer_paths
      where buddy = ${person}`)
  ]
}

export type Answer = { by: Id; text: string; at: Date }

export async function listAnswers(tx: Tx, unit: Id, newcomer: Id): Promise<Answer[]> {
  return [
    ...(await tx.sql<Answer[]>`
      select by_person as "by", text, at from newcomer_answers
      where unit_id = ${unit} and newcomer = ${newcomer} order by at`)
  ]
}

export async function putAnswer(
  tx: Tx,
  { unit, newcomer, by, text, now }: { unit: Id; newcomer: Id; by: Id; text: string; now: number }
): Promise<void> {
  await tx.sql`
    insert into newcomer_answers (school_id, unit_id, newcomer, by_person, text, at)
    values (${tx.school}, ${unit}, ${newcomer}, ${by}, ${text}, ${new Date(now)})
    on conflict (school_id, unit_id, newcomer, by_person) do update set text = excluded.text, at = excluded.at`
}

/** The steps of somebody, and what was said to the question about them or by them: nobody else's, and soon over. */
export async function forgetNewcomer({ sql }: Tx, person: Id): Promise<void> {
  await sql`delete from newcomer_answers where newcomer = ${person} or by_person = ${person}`
  await sql`delete from newcomer_paths where person_id = ${person}`
  await sql`
    update newcomer_paths set buddy = null, buddy_chosen_by = null, buddy_accepted_at = null where buddy = ${person}`
}
