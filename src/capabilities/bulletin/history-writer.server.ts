import type { Tx } from '#platform/db/door.ts'
import type { BulletinItem } from './core/item.ts'
import type { WallReaction } from './core/reaction.ts'
import type { SupportRequest } from './core/request.ts'
import type { Information } from './store/information.server.ts'

/** What a school that is made up has behind it. */
export type PastBulletin = {
  items: BulletinItem[]
  requests: SupportRequest[]
  information: Information[]
  reactions: (WallReaction & { answeredAt: number | null })[]
}

const moment = (at: number | null): Date | null => (at === null ? null : new Date(at))
/** A statement takes so many rows: what it may hold is bounded by its number of parameters. */
const AT_ONCE = 1000

/** Writes a past as it ended, without asking or telling anybody: what boards know of it is told by their own history. */
export async function writeBulletinHistory(tx: Tx, past: PastBulletin): Promise<void> {
  const { school } = tx
  await insert(
    tx,
    'bulletin_items',
    past.items.map(({ unit, by, at, ...item }) => ({
      ...item,
      school_id: school,
      unit_id: unit,
      by_person: by,
      at: new Date(at)
    }))
  )
  await insert(tx, 'support_requests', past.requests.map(requestRow(school)))
  await insert(
    tx,
    'information_items',
    past.information.map(({ id, text, by, at, notBefore }) => ({
      school_id: school,
      id,
      text,
      by_person: by,
      at: new Date(at),
      not_before: notBefore
    }))
  )
  await insert(
    tx,
    'information_units',
    past.information.flatMap(({ id, units }) =>
      units.map(({ unit, toldAt, toldBy }) => ({
        school_id: school,
        item_id: id,
        unit_id: unit,
        told_at: moment(toldAt),
        told_by: toldBy
      }))
    )
  )
  await insert(
    tx,
    'wall_reactions',
    past.reactions.map(({ id, on, kind, text, by, byUnit, at, answer, reply, answeredAt }) => ({
      school_id: school,
      id,
      on_kind: on.kind,
      on_id: on.id,
      unit_id: on.unit,
      on_text: on.text,
      kind,
      text,
      by_person: by,
      by_unit: byUnit,
      at: new Date(at),
      answer,
      reply,
      answered_at: moment(answeredAt)
    }))
  )
}

const requestRow =
  (school: string) =>
  ({ id, text, unit, by, to, owner, status, answer, timesAsked, thankedBy, ...request }: SupportRequest) => ({
    school_id: school,
    id,
    text,
    unit_id: unit,
    by_person: by,
    to_kind: to.kind,
    to_person: to.kind === 'person' ? to.person : null,
    to_unit: to.kind === 'unit' ? to.unit : null,
    owner,
    status,
    answer,
    answered_by: request.answeredBy,
    answered_at: moment(request.answeredAt),
    first_asked_at: new Date(request.askedAt),
    asked_at: new Date(request.askedAt),
    times_asked: timesAsked,
    thanked_by: thankedBy,
    thanked_at: moment(request.thankedAt)
  })

async function insert({ sql }: Tx, table: string, rows: object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await sql`insert into ${sql(table)} ${sql(rows.slice(from, from + AT_ONCE) as never)}`
}
