import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { TalkQuestion } from '../core/talk.ts'

export async function writeSealedNote(tx: Tx, visit: Id, person: Id, sealed: Buffer, now: number): Promise<void> {
  await tx.sql`insert into visit_notes (school_id, visit_id, person_id, sealed, at)
    values (${tx.school}, ${visit}, ${person}, ${sealed}, ${new Date(now)})
    on conflict (school_id, visit_id, person_id) do update set sealed = excluded.sealed, at = excluded.at`
}

export async function sealedNote(tx: Tx, visit: Id, person: Id): Promise<Uint8Array | null> {
  const [row] = await tx.sql<{ sealed: Uint8Array }[]>`
    select sealed from visit_notes where visit_id = ${visit} and person_id = ${person}`
  return row?.sealed ?? null
}

export const removeNote = async (tx: Tx, visit: Id, person: Id): Promise<unknown> =>
  tx.sql`delete from visit_notes where visit_id = ${visit} and person_id = ${person}`

export type SealedTalk = {
  visit: Id
  question: TalkQuestion
  sealed: Uint8Array
  isKept: boolean | null
  sharedWith: Id[]
}

export async function sealedTalks(tx: Tx, visit: Id): Promise<SealedTalk[]> {
  return [
    ...(await tx.sql<SealedTalk[]>`
      select visit_id as visit, question, sealed, is_kept as "isKept", shared_with as "sharedWith" from visit_talks
      where visit_id = ${visit} order by question`)
  ]
}

/** What hosts shared with somebody. */
export async function sealedFor(tx: Tx, person: Id): Promise<SealedTalk[]> {
  return [
    ...(await tx.sql<SealedTalk[]>`
      select visit_id as visit, question, sealed, is_kept as "isKept", shared_with as "sharedWith" from visit_talks
      where is_kept and ${person} = any(shared_with) order by at desc limit 50`)
  ]
}

/** What was said anew is for the host to decide on anew. */
export async function writeSealedTalk(
  tx: Tx,
  { visit, question, sealed }: Pick<SealedTalk, 'visit' | 'question' | 'sealed'>,
  now: number
): Promise<void> {
  await tx.sql`insert into visit_talks (school_id, visit_id, question, sealed, at)
    values (${tx.school}, ${visit}, ${question}, ${sealed as Buffer}, ${new Date(now)})
    on conflict (school_id, visit_id, question) do update
      set sealed = excluded.sealed, at = excluded.at, is_kept = null, shared_with = '{}'`
}

export const removeTalk = async (tx: Tx, visit: Id, question: TalkQuestion): Promise<unknown> =>
  tx.sql`delete from visit_talks where visit_id = ${visit} and question = ${question}`

export async function decideSealedTalk(
  tx: Tx,
  visit: Id,
  question: TalkQuestion,
  { isKept, sharedWith }: Pick<SealedTalk, 'isKept' | 'sharedWith'>
): Promise<void> {
  await tx.sql`update visit_talks set is_kept = ${isKept}, shared_with = ${sharedWith}::uuid[]
    where visit_id = ${visit} and question = ${question}`
}

/** The talk is over: what the host did not keep is gone. */
export const removeUnkept = async (tx: Tx, visit: Id): Promise<unknown> =>
  tx.sql`delete from visit_talks where visit_id = ${visit} and is_kept is not true`

export type OwnGuide = { id: Id; person: Id; title: string; lines: string[]; isShared: boolean }

/** One's own viewing guides, and those that colleagues share. */
export async function guidesFor(tx: Tx, person: Id): Promise<OwnGuide[]> {
  return [
    ...(await tx.sql<OwnGuide[]>`
      select id, person_id as person, title, lines, is_shared as "isShared" from visit_guides
      where removed_at is null and (person_id = ${person} or is_shared) order by at desc, id limit 100`)
  ]
}

export async function insertGuide(
  tx: Tx,
  { id, person, title, lines, isShared }: OwnGuide,
  now: number
): Promise<void> {
  await tx.sql`insert into visit_guides (school_id, id, person_id, title, lines, is_shared, at)
    values (${tx.school}, ${id}, ${person}, ${title}, ${lines}, ${isShared}, ${new Date(now)})`
}

export async function removeGuide(tx: Tx, id: Id, person: Id, now: number): Promise<boolean> {
  const gone = await tx.sql`update visit_guides set removed_at = ${new Date(now)}
    where id = ${id} and person_id = ${person} and removed_at is null returning id`
  return gone.length > 0
}

export const chosenGuide = async (tx: Tx, visit: Id): Promise<string | null> =>
  (await tx.sql<{ guide: string | null }[]>`select guide from visits where id = ${visit}`)[0]?.guide ?? null

export const chooseGuideOf = async (tx: Tx, visit: Id, guide: string | null): Promise<unknown> =>
  tx.sql`update visits set guide = ${guide} where id = ${visit}`

/** Everything that somebody who is erased wrote or gave; visits stay as counts. */
export async function forgetVisitsOf(tx: Tx, person: Id): Promise<void> {
  await tx.sql`delete from visit_notes where person_id = ${person}`
  await tx.sql`delete from visit_talks where visit_id in
    (select id from visits where visitor_id = ${person} or host_id = ${person})`
  await tx.sql`update visit_talks set shared_with = array_remove(shared_with, ${person}::uuid)`
  await tx.sql`delete from visit_times where person_id = ${person}`
  await tx.sql`delete from visit_covers where person_id = ${person}`
  await tx.sql`delete from visit_hosts where person_id = ${person}`
  await tx.sql`delete from visit_absences where person_id = ${person}`
  await tx.sql`delete from visit_closed_lessons where person_id = ${person}`
  // An invitation has to say something; nothing more is said here.
  await tx.sql`update visit_invitations set question = '-', withdrawn_at = coalesce(withdrawn_at, now())
    where person_id = ${person}`
  await tx.sql`update visit_wishes set question = '', withdrawn_at = coalesce(withdrawn_at, now()) where person_id = ${person}`
  await tx.sql`update visit_guides set removed_at = coalesce(removed_at, now()), lines = '{-}', title = '-'
    where person_id = ${person}`
}
