import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { ReactionAnswer, ReactionKind, WallReaction, WallThing } from '../core/reaction.ts'

type Row = {
  id: Id
  onKind: WallThing['kind']
  onId: Id
  unit: Id
  onText: string
  kind: ReactionKind
  text: string
  by: Id
  byUnit: Id | null
  at: Date
  answer: ReactionAnswer | null
  reply: string
}

const asReaction = ({ onKind, onId, unit, onText, at, ...row }: Row): WallReaction => ({
  ...row,
  on: { kind: onKind, id: onId, unit, text: onText },
  at: at.getTime()
})

const columns = ({ sql }: Tx) => sql`
  id, on_kind as "onKind", on_id as "onId", unit_id as unit, on_text as "onText", kind, text, by_person as "by",
  by_unit as "byUnit", at, answer, reply`

/** Stores it; false when this person has said this of this thing before. */
export async function insertReaction(tx: Tx, reaction: WallReaction): Promise<boolean> {
  const made = await tx.sql`insert into wall_reactions ${tx.sql({
    school_id: tx.school,
    id: reaction.id,
    on_kind: reaction.on.kind,
    on_id: reaction.on.id,
    unit_id: reaction.on.unit,
    on_text: reaction.on.text,
    kind: reaction.kind,
    text: reaction.text,
    by_person: reaction.by,
    by_unit: reaction.byUnit,
    at: new Date(reaction.at)
  } as never)} on conflict do nothing returning id`
  return made.length > 0
}

/** What has been said to what stands on the wall, since a moment. */
export async function reactionsSince(tx: Tx, since: number): Promise<WallReaction[]> {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from wall_reactions where at >= ${new Date(since)} order by at, id limit 2000`
  return rows.map(asReaction)
}

/** What I said, and what became of it. */
export async function reactionsBy(tx: Tx, person: Id, since: number): Promise<WallReaction[]> {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from wall_reactions
    where by_person = ${person} and at >= ${new Date(since)} order by at desc, id limit 100`
  return rows.map(asReaction)
}

export async function answerReaction(tx: Tx, id: Id, done: { answer: ReactionAnswer; reply: string; now: number }) {
  await tx.sql`
    update wall_reactions set answer = ${done.answer}, reply = ${done.reply}, answered_at = ${new Date(done.now)}
    where id = ${id}`
}

/** Takes one's own reaction back, as long as nobody answered it. */
export async function deleteReaction(tx: Tx, id: Id, person: Id): Promise<WallReaction | null> {
  const [row] = await tx.sql<Row[]>`
    delete from wall_reactions where id = ${id} and by_person = ${person} and answer is null returning ${columns(tx)}`
  return row ? asReaction(row) : null
}
