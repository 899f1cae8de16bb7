/** The talk about results: a note for each step of the ladder, and what it ended in. */
import * as v from 'valibot'
import { dayOf, type Day } from '#kernel/days.ts'
import { Refusal } from '#kernel/errors.ts'
import { isId, newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import type { Asking } from './campaigns.server.ts'
import { OUTCOME_KINDS, STEPS, type OutcomeKind, type Step } from './core/ladder.ts'
import { demandReader } from './rights.server.ts'
import * as store from './store/campaigns.server.ts'
import * as talk from './store/talk.server.ts'

/** The steps and outcomes as they stand; for whoever sees the results. */
export async function talkOf(tx: Tx, campaign: Id): Promise<{ notes: talk.Note[]; outcomes: talk.Outcome[] }> {
  return { notes: await talk.readNotes(tx, campaign), outcomes: await talk.readOutcomes(tx, campaign) }
}

const Note = v.object({
  step: v.picklist(STEPS),
  text: v.pipe(v.string(), v.trim(), v.maxLength(4000))
})

/** Whoever sees the results may write; the last one stands. */
export async function writeNote(tx: Tx, campaign: Id, wish: unknown, { person }: Asking): Promise<Result<Step>> {
  await demandClosed(tx, campaign, person)
  const parsed = v.safeParse(Note, wish)
  if (!parsed.success) return refuse({ code: 'input_invalid', field: v.getDotPath(parsed.issues[0]) ?? undefined })
  await talk.saveNote(tx, campaign, { ...parsed.output, writtenBy: person })
  return ok(parsed.output.step)
}

const Outcome = v.object({
  kind: v.picklist(OUTCOME_KINDS),
  text: v.pipe(v.string(), v.trim(), v.maxLength(500)),
  unit: v.nullable(v.pipe(v.string(), v.check((id) => isId(id)))) // prettier-ignore
})

export type Ended = { id: Id; kind: OutcomeKind; text: string; unit: Id | null }

/** What the talk ended in. A goal belongs to a unit; putting it on the board is the caller's, in the board's own way. */
export async function endInOutcome(
  tx: Tx,
  campaign: Id,
  wish: unknown,
  { person, now }: Asking
): Promise<Result<Ended>> {
  await demandClosed(tx, campaign, person)
  const parsed = v.safeParse(Outcome, wish)
  if (!parsed.success) return refuse({ code: 'input_invalid', field: v.getDotPath(parsed.issues[0]) ?? undefined })
  const { kind, text, unit } = parsed.output
  if (text === '') return refuse({ code: 'text_empty', field: 'text' })
  if ((kind === 'goal') !== (unit !== null)) return refuse({ code: 'input_invalid', field: 'unit' })
  const outcome = { id: newId(now), kind, text, unit, madeBy: person, madeOn: await today(tx, now) }
  await talk.insertOutcome(tx, campaign, outcome)
  return ok(outcome)
}

const today = async (tx: Tx, now: number): Promise<Day> => dayOf(now, await timeZoneOf(tx))

async function demandClosed(tx: Tx, campaign: Id, person: Id): Promise<void> {
  const found = await store.findCampaign(tx, campaign)
  await demandReader(tx, found, person)
  if (!found) throw new Refusal({ code: 'not_found' })
  if (found.closedOn === null) throw new Refusal({ code: 'campaign_open' })
}
