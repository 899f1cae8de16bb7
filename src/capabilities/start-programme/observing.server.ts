import { findSession, listSessions } from '#board-sessions/server'
import { isId, newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { findUnit, fullNames, standingOf, type Unit } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { readObservationForm, type Language } from './content.server.ts'
import { readObservation, type Observed } from './core/observation.ts'
import { mayObserve, mayReadObservations } from './policy.ts'
import type { Asking } from './use-cases.server.ts'

type Row = Observed & { id: Id; session: Id; coach: Id; at: Date }

const rowsOf = async (tx: Tx, unit: Id): Promise<Row[]> => [
  ...(await tx.sql<Row[]>`
    select id, session_id as session, coach, answers, indicators, at from session_observations
    where unit_id = ${unit} order by at`)
]

/** What is seen of a unit's sessions: when they were, and what a coach shared of each. */
export type UnitObservations = {
  unit: Unit
  mayObserve: boolean
  sessions: { id: Id; startedAt: number; shared: number; isMine: boolean }[]
}

/** What a coach saw at one session, by name. */
export type ObservationView = Observed & { id: Id; name: string; isMine: boolean }

async function lookAt(tx: Tx, person: Id, unit: string) {
  const found = isId(unit) ? await findUnit(tx, unit) : null
  if (!found) return null
  const { units, grants } = await standingOf(tx, person)
  const who = { units: units.map(({ id }) => id), grants }
  return mayReadObservations(who, found.id) ? { unit: found, mayObserve: mayObserve(grants, found.id) } : null
}

/** The sessions of a unit with how many forms of a coach there are, for its members and its coach; null for others. */
export async function observationsOf(tx: Tx, person: Id, unit: string): Promise<UnitObservations | null> {
  const seen = await lookAt(tx, person, unit)
  if (!seen) return null
  const [sessions, rows] = [await listSessions(tx, seen.unit.id, 30), await rowsOf(tx, seen.unit.id)]
  const { id, name, mark, hue } = seen.unit
  return {
    unit: { id, name, mark, hue },
    mayObserve: seen.mayObserve,
    sessions: sessions.map((session) => {
      const here = rows.filter((row) => row.session === session.id)
      const isMine = here.some(({ coach }) => coach === person)
      return { id: session.id, startedAt: session.startedAt, shared: here.length, isMine }
    })
  }
}

/** What a coach shared lately with the units of somebody who may read it: which session, and when it was shared. */
export async function recentObservations(
  tx: Tx,
  person: Id,
  since: number
): Promise<{ unit: Unit; session: Id; at: Date }[]> {
  const { units } = await standingOf(tx, person)
  const rows = await tx.sql<{ unit: Id; session: Id; at: Date }[]>`
    select unit_id as unit, session_id as session, max(at) as at from session_observations
    where unit_id = any(${units.map(({ id }) => id)}::uuid[]) and coach <> ${person} and at >= ${new Date(since)}
    group by unit_id, session_id order by max(at) desc`
  return rows.flatMap(({ unit, session, at }) => {
    const home = units.find(({ id }) => id === unit)
    return home ? [{ unit: home, session, at }] : []
  })
}

/** What was shared of one session; null for who may not read it, or when there is no such session that ended. */
export async function observationsAt(tx: Tx, person: Id, unit: string, session: string) {
  const seen = await lookAt(tx, person, unit)
  if (!seen || !isId(session) || !(await findSession(tx, seen.unit.id, session))) return null
  const rows = (await rowsOf(tx, seen.unit.id)).filter((row) => row.session === session)
  const names = await fullNames(
    tx,
    rows.map(({ coach }) => coach)
  )
  const startedAt = (await listSessions(tx, seen.unit.id, 400)).find(({ id }) => id === session)?.startedAt ?? null
  const { id, name, mark, hue } = seen.unit
  return {
    unit: { id, name, mark, hue },
    mayObserve: seen.mayObserve,
    startedAt,
    observations: rows.map(({ id: row, coach, answers, indicators }): ObservationView => ({
      id: row,
      name: names.get(coach) ?? '',
      isMine: coach === person,
      answers,
      indicators
    }))
  }
}

export type ObservationWish = {
  unit: string
  session: string
  answers: Readonly<Record<string, string>>
  indicators: readonly string[]
}

/** The unit's coach shares with the unit what was seen at a session that ended. Once more replaces it. */
export async function shareObservation(
  tx: Tx,
  wish: ObservationWish,
  { person, now }: Asking,
  language: Language = 'nl'
): Promise<Result<void>> {
  const unit = isId(wish.unit) ? await findUnit(tx, wish.unit) : null
  if (!unit) return refuse({ code: 'not_found' })
  if (!mayObserve((await standingOf(tx, person)).grants, unit.id)) return refuse({ code: 'not_allowed' })
  if (!isId(wish.session) || !(await findSession(tx, unit.id, wish.session))) return refuse({ code: 'not_found' })
  const seen = readObservation(wish, readObservationForm(language))
  if (!seen.ok) return seen
  const { answers, indicators } = seen.value
  await tx.sql`
    insert into session_observations (school_id, id, unit_id, session_id, coach, answers, indicators, at)
    values (${tx.school}, ${newId(now)}, ${unit.id}, ${wish.session}, ${person}, ${tx.sql.json(answers)},
      ${indicators}, ${new Date(now)})
    on conflict (school_id, session_id, coach) do update
      set answers = excluded.answers, indicators = excluded.indicators, at = excluded.at`
  return ok(undefined)
}

/** Takes back what one shared, so that the unit no longer reads it. */
export async function takeObservationBack(tx: Tx, session: string, { person }: Asking): Promise<Result<void>> {
  if (!isId(session)) return refuse({ code: 'not_found' })
  const gone = await tx.sql`delete from session_observations where session_id = ${session} and coach = ${person}`
  return gone.count > 0 ? ok(undefined) : refuse({ code: 'not_found' })
}

/** What somebody who is erased saw at sessions goes along. */
export async function forgetObservations({ sql }: Tx, person: Id): Promise<void> {
  await sql`delete from session_observations where coach = ${person}`
}
