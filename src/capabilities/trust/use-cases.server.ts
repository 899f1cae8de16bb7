import * as v from 'valibot'
import { dayOf } from '#kernel/days.ts'
import { Refusal } from '#kernel/errors.ts'
import { isId, newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { findPerson, recordChange, standingOf, timeZoneOf, type Grant } from '#people/server'
import { findCampaign, questionnaireContent, type ResultsToShow } from '#questionnaires/server'
import { hashCode, newCode } from '#platform/auth/tokens.ts'
import type { Tx } from '#platform/db/door.ts'
import { besideOthers, type Comparison } from './core/comparison.ts'
import { mayContribute, mayLeadIntoTrust } from './policy.ts'
import * as store from './store.server.ts'

export type Asking = { person: Id; now: number }

const MONTH = 30 * 86_400_000

/** Somebody of this school who is here, and of whom this holds. */
async function demand(tx: Tx, person: Id, allows: (grants: readonly Grant[]) => boolean): Promise<void> {
  const known = await findPerson(tx, person)
  if (!known || known.leftOn !== null || !allows((await standingOf(tx, person)).grants))
    throw new Refusal({ code: 'not_allowed' })
}

/** Twelve letters that are shown once; a month later they open nothing. */
function freshCode(now: number): { shown: string; code: store.Code } {
  const shown = newCode(3, 4)
  return { shown, code: { hash: hashCode(shown), until: new Date(now + MONTH) } }
}

/** The trust of this school with the names of its schools; null when it is in none. */
export const trustOf = (tx: Tx): Promise<store.Trust | null> => store.readTrust(tx)

/** The schools of the trust as its leaders see them, each to be named when its membership ends; none outside a trust. */
export const membersOf = (tx: Tx): Promise<store.TrustMember[]> => store.readMembers(tx)

/** Which school put this one out of which trust, as long as it is in none. */
export const putOutOf = (tx: Tx): Promise<store.PutOut | null> => store.readPutOut(tx)

const Named = v.object({ name: v.pipe(v.string(), v.trim(), v.maxLength(120)) })

/** Makes a trust with this school in it, and the code with which others join. */
export async function makeTrust(tx: Tx, wish: unknown, { person, now }: Asking): Promise<Result<{ code: string }>> {
  await demand(tx, person, mayLeadIntoTrust)
  const parsed = v.safeParse(Named, wish)
  if (!parsed.success) return refuse({ code: 'trust_name_long', field: 'name', params: { limit: 120 } })
  const { name } = parsed.output
  if (name === '') return refuse({ code: 'text_empty', field: 'name' })
  const { shown, code } = freshCode(now)
  const today = dayOf(now, await timeZoneOf(tx))
  const done = await store.makeTrust(tx, { id: newId(now), name, code, today })
  if (done !== 'made') return refuse(REFUSED[done])
  await recordChange(tx, { kind: 'trust_made', by: person }, now)
  return ok({ code: shown })
}

const REFUSED = {
  already: { code: 'trust_already' },
  demonstration: { code: 'trust_demonstration' },
  unknown: { code: 'trust_code_unknown', field: 'code' },
  no_trust: { code: 'trust_none' },
  not_possible: { code: 'trust_not_possible' },
  old: { code: 'trust_too_old' }
} as const

/** Joins with the code that another school was shown. */
export async function joinTrust(tx: Tx, typed: string, { person, now }: Asking): Promise<Result<store.Trust>> {
  await demand(tx, person, mayLeadIntoTrust)
  const today = dayOf(now, await timeZoneOf(tx))
  const done = await store.joinTrust(tx, { hash: hashCode(typed), now, today })
  if (done !== 'joined') return refuse(REFUSED[done])
  await recordChange(tx, { kind: 'trust_joined', by: person }, now)
  return ok((await store.readTrust(tx))!)
}

/** A new code; the one before it stops. */
export async function renewCode(tx: Tx, { person, now }: Asking): Promise<Result<{ code: string }>> {
  await demand(tx, person, mayLeadIntoTrust)
  const { shown, code } = freshCode(now)
  if (!(await store.renewCode(tx, code))) return refuse(REFUSED.no_trust)
  await recordChange(tx, { kind: 'trust_code_renewed', by: person }, now)
  return ok({ code: shown })
}

/** Takes the school out, with everything it gave. */
export async function leaveTrust(tx: Tx, { person, now }: Asking): Promise<Result<null>> {
  await demand(tx, person, mayLeadIntoTrust)
  if (!(await store.leaveTrust(tx))) return refuse(REFUSED.no_trust)
  await recordChange(tx, { kind: 'trust_left', by: person }, now)
  return ok(null)
}

/**
 * Ends the membership of another school of the trust: whoever may let schools in may do so. What it gave goes at once,
 * and so does the code, which it may know. Gives the name of that school.
 */
export async function endMembership(
  tx: Tx,
  membership: string,
  { person, now }: Asking
): Promise<Result<{ name: string }>> {
  await demand(tx, person, mayLeadIntoTrust)
  if (!(await store.readTrust(tx))) return refuse(REFUSED.no_trust)
  const today = dayOf(now, await timeZoneOf(tx))
  const name = isId(membership) ? await store.endMembership(tx, { membership, now, today }) : null
  if (name === null) return refuse({ code: 'trust_member_gone' })
  await recordChange(tx, { kind: 'trust_put_out', by: person, detail: { school: name } }, now)
  return ok({ name })
}

/** Gives what this campaign shows to the comparison: of sentences that come with the program and belong to a part. */
export async function contribute(tx: Tx, campaign: Id, { person, now }: Asking): Promise<Result<null>> {
  await demand(tx, person, mayContribute)
  const found = await findCampaign(tx, campaign)
  if (!found) return refuse({ code: 'not_found' })
  const ours = new Set(
    questionnaireContent().instruments.flatMap(({ key, audience }) => (audience === 'team' ? [key] : []))
  )
  const sentences = found.form.constructs.flatMap(({ instrument, items }) => (ours.has(instrument) ? items : []))
  const done = await store.contribute(tx, campaign, sentences, dayOf(now, await timeZoneOf(tx)))
  if (done !== 'contributed') return refuse(REFUSED[done])
  await recordChange(tx, { kind: 'trust_contributed', by: person }, now)
  return ok(null)
}

/** Takes it back; nothing in which it was counted is shown any more. */
export async function takeBack(tx: Tx, campaign: Id, { person, now }: Asking): Promise<Result<null>> {
  await demand(tx, person, mayContribute)
  if (!(await store.takeBack(tx, campaign))) return refuse({ code: 'not_found' })
  await recordChange(tx, { kind: 'trust_taken_back', by: person }, now)
  return ok(null)
}

export type BesideTrust = {
  name: string
  /** All schools of the trust, this one among them. */
  schools: string[]
  /** Whether this campaign could be given. */
  isPossible: boolean
  /** null: not given. */
  comparison: Comparison | null
}

/** What goes beside results that somebody may see already; null when the school is in no trust. */
export async function besideTrust(tx: Tx, { campaign, view }: ResultsToShow, now: number): Promise<BesideTrust | null> {
  const trust = await store.readTrust(tx)
  if (!trust || view.tooFew) return null
  const pools = await store.poolsOf(tx, campaign.id, dayOf(now, await timeZoneOf(tx)))
  const isPossible = campaign.kind === 'team' && campaign.unit === null && campaign.importedTeam === null
  return {
    ...{ name: trust.name, schools: trust.schools, isPossible },
    comparison: pools.length === 0 ? null : besideOthers(trust.name, view.sections, pools)
  }
}
