import * as v from 'valibot'
import { Refusal } from '#kernel/errors.ts'
import { isId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { findPerson, findUnit } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { askerOf, type Asking } from './asking.server.ts'
import { readLine } from './core/line.ts'
import type { Addressee, SupportRequest } from './core/request.ts'
import { mayAnswer, mayFollowUp } from './policy.ts'
import {
  findRequest,
  insertRequest,
  reaskRequest,
  settleRequest,
  takeRequest,
  thankFor,
  withdrawRequest
} from './store/requests.server.ts'

const id = v.custom<Id>(isId)
const addressee = v.variant('kind', [
  v.object({ kind: v.literal('person'), person: id }),
  v.object({ kind: v.literal('leader') }),
  v.object({ kind: v.literal('unit'), unit: id })
])

/** Nobody is asked who is not here, and no unit that is not there. */
async function demandReachable(tx: Tx, to: Addressee, from: Id | null): Promise<void> {
  if (to.kind === 'person') {
    const person = await findPerson(tx, to.person)
    if (!person) throw new Refusal({ code: 'not_found', field: 'to' })
    if (person.leftOn !== null) throw new Refusal({ code: 'person_left', field: 'to' })
  }
  if (to.kind === 'unit') {
    if (to.unit === from) throw new Refusal({ code: 'request_to_oneself', field: 'to' })
    if (!(await findUnit(tx, to.unit))) throw new Refusal({ code: 'not_found', field: 'to' })
  }
}

/** What a board asks of somebody; in the transaction of the board, so that the two are one. */
export async function askFor(
  tx: Tx,
  wish: { id: Id; text: string; unit: Id | null; by: Id | null; to: Addressee },
  { now, tell }: Pick<Asking, 'now' | 'tell'>
): Promise<SupportRequest> {
  await demandReachable(tx, wish.to, wish.unit)
  const request: SupportRequest = {
    ...wish,
    owner: wish.to.kind === 'person' ? wish.to.person : null,
    status: 'open',
    answer: '',
    answeredBy: null,
    answeredAt: null,
    askedAt: now,
    timesAsked: 1,
    thankedBy: null,
    thankedAt: null
  }
  await insertRequest(tx, request)
  if (request.to.kind === 'unit') await tell(tx, { type: 'request-asked-of-unit', request })
  return request
}

const answerOf = v.object({ outcome: v.picklist(['answered', 'declined']), text: v.string() })

/** Answers, or declines and says why. Of two at the same time the first one counts, and the other is told. */
export async function answerRequest(
  tx: Tx,
  request: Id,
  wish: unknown,
  { person, now, tell }: Asking
): Promise<Result<SupportRequest>> {
  const parsed = v.safeParse(answerOf, wish)
  if (!parsed.success) return refuse({ code: 'input_invalid' })
  const asker = await askerOf(tx, person)
  const known = await findRequest(tx, request)
  if (!known || known.status === 'withdrawn') return refuse({ code: 'not_found' })
  if (!mayAnswer(known, asker)) return refuse({ code: 'not_allowed' })
  const text = readLine(parsed.output.text, 'text')
  if (!text.ok)
    return parsed.output.outcome === 'declined' && text.failure.code === 'text_empty'
      ? refuse({ code: 'reason_missing', field: 'text' })
      : text
  const done = { status: parsed.output.outcome, answer: text.value, by: person, now }
  const settled = await settleRequest(tx, request, done)
  if (!settled) return refuse({ code: 'request_answered' })
  await tell(tx, { type: 'request-answered', request: settled })
  return ok(settled)
}

/** What the board of the unit that was asked says: taken on, or not and why. */
export async function answerAsUnit(
  tx: Tx,
  request: Id,
  done: { status: 'answered' | 'declined'; answer: string; by: Id | null },
  { now, tell }: Pick<Asking, 'now' | 'tell'>
): Promise<void> {
  const settled = await settleRequest(tx, request, { ...done, now })
  if (!settled) throw new Refusal({ code: 'request_answered' })
  await tell(tx, { type: 'request-answered', request: settled })
}

/** "I take care of it": a leader takes up what was asked of the leader. */
export async function takeUpRequest(tx: Tx, request: Id, { person }: Asking): Promise<Result<null>> {
  const asker = await askerOf(tx, person)
  const known = await findRequest(tx, request)
  if (!known || known.status === 'withdrawn') return refuse({ code: 'not_found' })
  if (!mayAnswer(known, asker)) return refuse({ code: 'not_allowed' })
  if (known.owner === person) return ok(null)
  return (await takeRequest(tx, request, person)) ? ok(null) : refuse({ code: 'request_taken' })
}

/** The same question once more, perhaps to somebody else: after a decline, a long wait, or when somebody left. */
export async function askAgain(
  tx: Tx,
  request: Id,
  wish: unknown,
  { person, now, tell }: Asking
): Promise<Result<SupportRequest>> {
  const parsed = v.safeParse(v.nullable(addressee), wish)
  if (!parsed.success) return refuse({ code: 'input_invalid', field: 'to' })
  const asker = await askerOf(tx, person)
  const known = await findRequest(tx, request)
  if (!known || known.status === 'withdrawn') return refuse({ code: 'not_found' })
  if (!mayFollowUp(known, asker)) return refuse({ code: 'not_allowed' })
  if (known.status === 'answered') return refuse({ code: 'request_answered' })
  const to = parsed.output ?? known.to
  await demandReachable(tx, to, known.unit)
  if (known.to.kind === 'unit' && known.status === 'open') await tell(tx, { type: 'request-withdrawn', request: known })
  const asked = await reaskRequest(tx, request, to, now)
  if (to.kind === 'unit') await tell(tx, { type: 'request-asked-of-unit', request: asked })
  return ok(asked)
}

export async function thank(tx: Tx, request: Id, { person, now }: Asking): Promise<Result<null>> {
  const asker = await askerOf(tx, person)
  const known = await findRequest(tx, request)
  if (!known || known.status === 'withdrawn') return refuse({ code: 'not_found' })
  if (!mayFollowUp(known, asker)) return refuse({ code: 'not_allowed' })
  await thankFor(tx, request, person, now)
  return ok(null)
}

/** Takes a request back; whoever has answered it by then keeps the last word. */
export async function takeBackRequest(tx: Tx, request: Id, { tell }: Pick<Asking, 'tell'>): Promise<void> {
  const gone = await withdrawRequest(tx, request)
  if (!gone) throw new Refusal({ code: 'request_answered' })
  if (gone.to.kind === 'unit') await tell(tx, { type: 'request-withdrawn', request: gone })
}
