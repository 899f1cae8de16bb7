import type { Tx } from '#platform/db/door.ts'
import type { Cover, Host, Invitation, OwnTime, VisitWish } from './core/offers.ts'
import type { LessonVisit } from './core/visit.ts'
import { insertInvitation, insertTime, insertWish, writeCover, writeHost } from './store/offers.server.ts'
import { insertVisit } from './store/visits.server.ts'

/** What there was before: for a school whose past is told, and never for one that people work in. */
export type PastVisits = {
  hosts: readonly Host[]
  covers: readonly Cover[]
  times: readonly OwnTime[]
  invitations: readonly Invitation[]
  wishes: readonly (VisitWish & { metAt: number | null })[]
  visits: readonly (LessonVisit & { at: number })[]
}

/** Writes the wishes and visits of the past into a school that has none. */
export async function writeVisitHistory(tx: Tx, past: PastVisits): Promise<void> {
  for (const host of past.hosts) await writeHost(tx, host)
  for (const cover of past.covers) await writeCover(tx, cover)
  for (const time of past.times) await insertTime(tx, time)
  for (const invitation of past.invitations) await insertInvitation(tx, invitation)
  for (const { metAt, ...wish } of past.wishes) {
    await insertWish(tx, wish)
    if (metAt !== null) await tx.sql`update visit_wishes set met_at = ${new Date(metAt)} where id = ${wish.id}`
  }
  for (const { at, ...visit } of past.visits) await insertVisit(tx, visit, at)
}
