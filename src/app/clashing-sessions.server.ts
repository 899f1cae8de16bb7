import { sessionLengths } from '#board-sessions/server'
import { clashesOf, isHeld, overlap, type PlannedSession, type TimedSession } from '#calendar'
import { sessionsOf } from '#calendar/server'
import { addDays, weekdayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { WeeklySlot } from '#people'
import { listUnits, type Unit } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { unitSessions } from './sessions-planned.server.ts'

/** From one day until another, both included. */
export type Span = { from: Day; until: Day }
type Named = Pick<Unit, 'id' | 'name'>
type Timed = TimedSession & { unit: Id }

const timed = (unit: Id, sessions: readonly PlannedSession[], lasts: number): Timed[] =>
  sessions.filter(isHeld).map(({ day, minute }) => ({ unit, day, minute, lasts }))

/** The sessions that are held of some units, with how long each unit takes for one. */
async function heldOf(tx: Tx, units: readonly Id[], { from, until }: Span): Promise<Timed[]> {
  const lengthOf = await sessionLengths(tx, units)
  const found: Timed[] = []
  for (const unit of units) found.push(...timed(unit, await unitSessions(tx, unit, from, until), lengthOf(unit)))
  return found
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

/** Two of somebody's units that meet at the same time: when first, and how often after that. */
export type OwnClash = {
  day: Day
  one: { name: string; minute: number }
  other: { name: string; minute: number }
  more: number
}

/** Which of somebody's own units meet at the same time, each pair of units once. */
export async function ownClashes(tx: Tx, units: readonly Named[], span: Span): Promise<OwnClash[]> {
  if (units.length < 2) return []
  const ids = units.map(({ id }) => id)
  const nameOf = (id: Id) => units.find((unit) => unit.id === id)?.name ?? ''
  const pairs = new Map<string, OwnClash>()
  for (const [one, other] of clashesOf(await heldOf(tx, ids, span))) {
    const key = [one.unit, other.unit].sort().join(' ')
    const known = pairs.get(key)
    if (known) known.more++
    else
      pairs.set(key, {
        day: one.day,
        one: { name: nameOf(one.unit), minute: one.minute },
        other: { name: nameOf(other.unit), minute: other.minute },
        more: 0
      })
  }
  return [...pairs.values()]
}

/** Another unit with some of the same people, with its sessions. */
export type Neighbour = { id: Id; name: string; people: Id[]; sessions: Timed[] }

/** A unit and the other units that its people are in as well. */
export type Surroundings = { unit: Id; lasts: number; neighbours: Neighbour[] }

/** The units that people of this unit are in as well, with when those meet. */
export async function surroundingsOf(tx: Tx, unit: Id, span: Span): Promise<Surroundings> {
  const units = await listUnits(tx)
  const members = new Set(units.find(({ id }) => id === unit)?.members ?? [])
  const shared = units
    .map(({ id, name, members: theirs }) => ({ id, name, people: theirs.filter((person) => members.has(person)) }))
    .filter(({ id, people }) => id !== unit && people.length > 0)
  const lasts = (await sessionLengths(tx, [unit]))(unit)
  const ids = shared.map(({ id }) => id)
  const held = ids.length > 0 ? await heldOf(tx, ids, span) : []
  const neighbours = shared.map((one) => ({ ...one, sessions: held.filter((session) => session.unit === one.id) }))
  return { unit, lasts, neighbours }
}

/** Who of a unit is in the session of another unit at the same time. */
export type Clash = { unit: string; people: Id[] }
type Moment = Pick<PlannedSession, 'day' | 'minute'>

/** With which other units a session at this moment would be at the same time. */
export const clashesAt = ({ unit, lasts, neighbours }: Surroundings, { day, minute }: Moment): Clash[] =>
  neighbours
    .filter(({ sessions }) => sessions.some((other) => overlap({ unit, day, minute, lasts }, other)))
    .map(({ name, people }) => ({ unit: name, people }))

/** What the others have in the week of a session: what to look out for when it is moved. */
export const inWeekOf = ({ unit, lasts, neighbours }: Surroundings, { day, minute }: Moment) =>
  neighbours.flatMap(({ name, people, sessions }) =>
    sessions
      .filter((other) => mondayOf(other.day) === mondayOf(day))
      .map((other) => ({
        unit: name,
        day: other.day,
        minute: other.minute,
        people,
        isThen: overlap({ unit, day, minute, lasts }, other)
      }))
  )

/** How many days ahead a weekly moment is laid beside those of others: beyond any holiday. */
const AHEAD = 91

/**
 * With which units sessions at each of these weekly moments would be at the same time, as if it were chosen today.
 * Holidays count, and what was moved.
 */
export async function clashesOfMoments(
  tx: Tx,
  unit: Id,
  moments: readonly (readonly WeeklySlot[])[],
  today: Day
): Promise<Clash[][]> {
  const span = { from: today, until: addDays(today, AHEAD) }
  const { neighbours, lasts } = await surroundingsOf(tx, unit, span)
  if (neighbours.length === 0) return moments.map(() => [])
  const theirs = neighbours.flatMap(({ sessions }) => sessions)
  const found: Clash[][] = []
  for (const slots of moments) {
    const calendar = { unit, patterns: [{ slots, since: mondayOf(today), from: today, until: null }] }
    const own = timed(unit, await sessionsOf(tx, calendar, span.from, span.until), lasts)
    const clashing = new Set(clashesOf([...own, ...theirs]).flatMap(([one, other]) => withUnit(unit, one, other)))
    found.push(neighbours.filter(({ id }) => clashing.has(id)).map(({ name, people }) => ({ unit: name, people })))
  }
  return found
}

/** The other of two sessions when one of them is of this unit. */
const withUnit = (unit: Id, one: Timed, other: Timed): Id[] =>
  one.unit === unit ? [other.unit] : other.unit === unit ? [one.unit] : []
