import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Addressee, SupportRequest } from '../core/request.ts'

type Row = Omit<SupportRequest, 'to' | 'askedAt' | 'answeredAt' | 'thankedAt'> & {
  toKind: Addressee['kind']
  toPerson: Id | null
  toUnit: Id | null
  askedAt: Date
  answeredAt: Date | null
  thankedAt: Date | null
}

function asRequest({ toKind, toPerson, toUnit, askedAt, answeredAt, thankedAt, ...row }: Row): SupportRequest {
  const to: Addressee =
    toKind === 'person'
      ? { kind: 'person', person: toPerson! }
      : toKind === 'unit'
        ? { kind: 'unit', unit: toUnit! }
        : { kind: 'leader' }
  return {
    ...row,
    to,
    askedAt: askedAt.getTime(),
    answeredAt: answeredAt?.getTime() ?? null,
    thankedAt: thankedAt?.getTime() ?? null
  }
}

const columns = ({ sql }: Tx) => sql`
  id, text, unit_id as unit, by_person as "by", to_kind as "toKind", to_person as "toPerson", to_unit as "toUnit",
  owner, status, answer, answered_by as "answeredBy", answered_at as "answeredAt", asked_at as "askedAt",
  times_asked as "timesAsked", thanked_by as "thankedBy", thanked_at as "thankedAt"`

const addressColumns = (to: Addressee) => ({
  to_kind: to.kind,
  to_person: to.kind === 'person' ? to.person : null,
  to_unit: to.kind === 'unit' ? to.unit : null,
  owner: to.kind === 'person' ? to.person : null
})

export async function insertRequest(tx: Tx, request: SupportRequest): Promise<void> {
  await tx.sql`insert into support_requests ${tx.sql({
    school_id: tx.school,
    id: request.id,
    text: request.text,
    unit_id: request.unit,
    by_person: request.by,
    status: 'open',
    first_asked_at: new Date(request.askedAt),
    asked_at: new Date(request.askedAt),
    ...addressColumns(request.to)
  } as never)}`
}

export async function findRequest(tx: Tx, id: Id): Promise<SupportRequest | null> {
  const [row] = await tx.sql<Row[]>`select ${columns(tx)} from support_requests where id = ${id}`
  return row ? asRequest(row) : null
}

/** All that are open, what waits longest first. */
export async function openRequests(tx: Tx): Promise<SupportRequest[]> {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from support_requests where status = 'open' order by asked_at, id limit 500`
  return rows.map(asRequest)
}

/** What somebody, or a unit of theirs, has asked: what is open, and what was answered since a moment. */
export async function requestsAsked(tx: Tx, person: Id, units: readonly Id[], since: number) {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from support_requests
    where (by_person = ${person} or unit_id = any(${units as Id[]}::uuid[])) and status <> 'withdrawn'
      and (status = 'open' or answered_at >= ${new Date(since)})
    order by status <> 'open', asked_at desc, id limit 200`
  return rows.map(asRequest)
}

/** What somebody answered since a moment: where the thanks are to be read. */
export async function requestsAnsweredBy(tx: Tx, person: Id, since: number): Promise<SupportRequest[]> {
  const rows = await tx.sql<Row[]>`
    select ${columns(tx)} from support_requests
    where answered_by = ${person} and status in ('answered', 'declined') and answered_at >= ${new Date(since)}
    order by answered_at desc, id limit 50`
  return rows.map(asRequest)
}

/** Answers one that is open; null when somebody was first. Two at once: the row decides. */
export async function settleRequest(
  tx: Tx,
  id: Id,
  done: { status: 'answered' | 'declined'; answer: string; by: Id | null; now: number }
): Promise<SupportRequest | null> {
  const [row] = await tx.sql<Row[]>`
    update support_requests set status = ${done.status}, answer = ${done.answer}, answered_by = ${done.by},
      answered_at = ${new Date(done.now)}, owner = coalesce(${done.by}, owner)
    where id = ${id} and status = 'open' returning ${columns(tx)}`
  return row ? asRequest(row) : null
}

export async function takeRequest(tx: Tx, id: Id, person: Id): Promise<boolean> {
  const taken = await tx.sql`
    update support_requests set owner = ${person} where id = ${id} and status = 'open' and owner is null returning id`
  return taken.length > 0
}

/** The same question again, or to somebody else: it waits from now. */
export async function reaskRequest(tx: Tx, id: Id, to: Addressee, now: number): Promise<SupportRequest> {
  const [row] = await tx.sql<Row[]>`
    update support_requests set ${tx.sql(addressColumns(to) as never)}, status = 'open', answer = '', answered_by = null,
      answered_at = null, asked_at = ${new Date(now)}, times_asked = times_asked + 1, thanked_by = null,
      thanked_at = null
    where id = ${id} returning ${columns(tx)}`
  return asRequest(row!)
}

export async function thankFor(tx: Tx, id: Id, person: Id | null, now: number): Promise<boolean> {
  const thanked = await tx.sql`
    update support_requests set thanked_by = ${person}, thanked_at = ${new Date(now)}
    where id = ${id} and status = 'answered' and thanked_at is null returning id`
  return thanked.length > 0
}

/** Takes back one that is still open; null when it was answered already, or is not there. */
export async function withdrawRequest(tx: Tx, id: Id): Promise<SupportRequest | null> {
  const [row] = await tx.sql<Row[]>`
    update support_requests set status = 'withdrawn' where id = ${id} and status = 'open' returning ${columns(tx)}`
  return row ? asRequest(row) : null
}
