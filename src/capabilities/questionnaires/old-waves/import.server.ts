/** An earlier time from a file: looked at first, then kept as a campaign that has closed, under the same thresholds. */
import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { THRESHOLD } from '#analytics/suppression/suppress.ts'
import { addDays, dayOf, isDay } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { teamOf, type Asking } from '../campaigns.server.ts'
import { readOldWave, type Line, type OldWave } from '../core/old-wave.ts'
import { allInstruments } from '../instruments.server.ts'
import { mayRunCampaigns } from '../policy.ts'
import { countsOut, workOut } from '../results.server.ts'
import { demand } from '../rights.server.ts'
import * as store from '../store/campaigns.server.ts'

const Wish = v.object({
  title: v.pipe(v.string(), v.trim(), v.maxLength(200)),
  closedOn: v.pipe(v.string(), v.check((day) => isDay(day))), // prettier-ignore
  asked: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5000)),
  team: v.picklist(store.IMPORTED_TEAMS)
})

const demandAsker = (tx: Tx, person: Id) => demand(tx, person, ({ grants }) => mayRunCampaigns(grants, null))

/** What a file comes down to; nothing is stored. A set under five is refused whole. */
export async function previewOldWave(
  tx: Tx,
  lines: readonly Line[],
  { person }: { person: Id }
): Promise<Result<OldWave>> {
  await demandAsker(tx, person)
  const read = readOldWave(lines, await allInstruments(tx))
  if (!read.ok || read.value.problems.length > 0) return read
  if (read.value.answered < THRESHOLD)
    return refuse({ code: 'wave_too_few', params: { count: read.value.answered, least: THRESHOLD } })
  return read
}

/** Keeps it as it would have been kept had it been asked here: rows in random order, results worked out once. */
export async function importOldWave(
  tx: Tx,
  lines: readonly Line[],
  wish: unknown,
  { person, now }: Asking
): Promise<Result<Id>> {
  const read = await previewOldWave(tx, lines, { person })
  if (!read.ok) return read
  const parsed = v.safeParse(Wish, wish)
  if (!parsed.success) return refuse({ code: 'input_invalid', field: v.getDotPath(parsed.issues[0]) ?? undefined })
  const { form, answers, answered, problems } = read.value
  if (problems.length > 0) return refuse({ code: 'wave_problems', params: { count: problems.length } })
  const { title, closedOn, asked, team } = parsed.output
  if (title === '') return refuse({ code: 'text_empty', field: 'title' })
  const today = dayOf(now, await timeZoneOf(tx))
  if (closedOn > today || closedOn < '1990-01-01') return refuse({ code: 'wave_day_wrong', field: 'closedOn' })
  if (asked < answered) return refuse({ code: 'wave_asked_few', field: 'asked', params: { count: answered } })
  const id = newId(now)
  await store.insertCampaign(tx, {
    ...{ id, title, madeBy: person, groupings: [], norm: null, unit: null, kind: 'team', goal: null, form },
    ...{ openedOn: addDays(closedOn, -1), closesOn: closedOn, closedOn: null, remindedOn: null },
    ...{ about: null, observer: null, importedTeam: team }
  })
  // The same team as today's: then who was asked is known, and it stands beside other times by the same rule.
  const people = team === 'same' ? await teamOf(tx, null, today) : []
  await store.insertPeople(tx, id, people.map((one) => ({ person: one.id, labels: {}, tokenHash: randomBytes(32) }))) // prettier-ignore
  const rows = answers.kind === 'rows' ? answers.rows : []
  await store.scatter(tx, id, rows.map((row) => ({ answers: row, texts: {} }))) // prettier-ignore
  const results =
    answers.kind === 'rows'
      ? workOut(rows.map((row) => ({ labels: {}, answers: row })), { form, groupings: [], everybody: Array.from({ length: asked }, () => ({})) }) // prettier-ignore
      : countsOut(answers.counts, { form, asked, answered })
  await store.storeResults(tx, id, results, closedOn)
  return ok(id)
}

/** Only what was brought in can be taken away again: what a team answered here stays. */
export async function removeOldWave(tx: Tx, id: Id, { person }: { person: Id }): Promise<Result<null>> {
  await demandAsker(tx, person)
  return (await store.deleteImported(tx, id)) ? ok(null) : refuse({ code: 'not_found' })
}
