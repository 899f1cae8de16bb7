import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { isTeamKind } from './core/thresholds.ts'
import { HUES, proposeHue, proposeMark, type Unit } from './core/unit.ts'
import { recordChanges, type AuditKind } from './store/audit.server.ts'
import { lockPeople } from './store/lock.server.ts'
import { listPeople } from './store/people.server.ts'
import {
  endMemberships,
  findUnit,
  insertUnits,
  listUnits,
  startMemberships,
  updateUnit,
  type MembershipOf
} from './store/units.server.ts'
import { timeZoneOf } from './circle.server.ts'

const NAME_LIMIT = 200
const MARK = /^[\p{L}\p{N}]{1,2}$/u

/** Checks a name and a mark against the other units of the school. */
async function check(tx: Tx, unit: Unit): Promise<Result<Unit>> {
  const others = (await listUnits(tx)).filter(({ id }) => id !== unit.id)
  if (unit.name === '') return refuse({ code: 'name_missing', field: 'name' })
  if (unit.name.length > NAME_LIMIT)
    return refuse({ code: 'value_too_long', field: 'name', params: { limit: NAME_LIMIT, length: unit.name.length } })
  if (others.some(({ name }) => name.toLowerCase() === unit.name.toLowerCase()))
    return refuse({ code: 'unit_name_taken', field: 'name' })
  if (!MARK.test(unit.mark)) return refuse({ code: 'unit_mark_invalid', field: 'mark' })
  if (others.some(({ mark }) => mark.toLowerCase() === unit.mark.toLowerCase()))
    return refuse({ code: 'unit_mark_taken', field: 'mark' })
  return ok(unit)
}

/** Makes a unit; mark and hue are proposed when they are not given. */
export async function makeUnit(tx: Tx, wish: { name: string; mark?: string }, now: number): Promise<Result<Unit>> {
  await lockPeople(tx)
  const others = await listUnits(tx)
  const name = wish.name.trim()
  const mark =
    wish.mark?.trim() ||
    proposeMark(
      name,
      others.map((unit) => unit.mark)
    )
  const hue = proposeHue(others.map((unit) => unit.hue))
  const checked = await check(tx, { id: newId(now), name, mark, hue })
  if (checked.ok) await insertUnits(tx, [checked.value], 'hand')
  return checked
}

export async function changeUnit(
  tx: Tx,
  id: Id,
  wish: { name: string; mark: string; hue: number; kind?: string }
): Promise<Result<Unit>> {
  await lockPeople(tx)
  const unit = await findUnit(tx, id)
  if (!unit) return refuse({ code: 'not_found' })
  const hue = Number.isInteger(wish.hue) && wish.hue >= 0 && wish.hue < HUES ? wish.hue : unit.hue
  const checked = await check(tx, { id, name: wish.name.trim(), mark: wish.mark.trim(), hue })
  const kind = wish.kind !== undefined && isTeamKind(wish.kind) ? wish.kind : unit.kind
  if (checked.ok) await updateUnit(tx, { ...checked.value, kind })
  return checked
}

/**
 * Makes these people the members of a unit from today. Who is not among them leaves it today, but nobody leaves whom
 * the person choosing has not seen as a member: `shown`. Gives back whether anything changed.
 */
export async function setMembers(
  tx: Tx,
  id: Id,
  people: readonly Id[],
  now: number,
  { shown, by = null }: { shown?: readonly Id[]; by?: Id | null } = {}
): Promise<Result<{ isChanged: boolean }>> {
  await lockPeople(tx)
  const unit = (await listUnits(tx)).find((candidate) => candidate.id === id)
  if (!unit) return refuse({ code: 'not_found' })
  const today = dayOf(now, await timeZoneOf(tx))
  const present = new Set((await listPeople(tx)).filter(({ leftOn }) => !leftOn).map((person) => person.id))
  const wanted = new Set(people)
  const starting = [...wanted].filter((person) => !unit.members.includes(person) && !shown?.includes(person))
  if (starting.some((person) => !present.has(person))) return refuse({ code: 'input_invalid', field: 'members' })
  const leaving = unit.members.filter((person) => !wanted.has(person) && (shown?.includes(person) ?? true))
  await endMemberships(tx, membershipsOf(id, leaving), today)
  await startMemberships(tx, membershipsOf(id, starting), today, 'hand')
  await noteMembers(tx, by, { joined: membershipsOf(id, starting), left: membershipsOf(id, leaving) }, now)
  return ok({ isChanged: starting.length + leaving.length > 0 })
}

/** The same for one person: the units that somebody is in from today, of those that were shown as theirs before. */
export async function setUnitsOf(
  tx: Tx,
  person: Id,
  units: readonly Id[],
  now: number,
  { shown = [], by = null }: { shown?: readonly Id[]; by?: Id | null } = {}
): Promise<Result<Id[]>> {
  await lockPeople(tx)
  const known = new Set((await listUnits(tx)).map(({ id }) => id))
  const starting = units.filter((unit) => !shown.includes(unit))
  if (starting.some((unit) => !known.has(unit))) return refuse({ code: 'input_invalid', field: 'units' })
  const leaving = shown.filter((unit) => known.has(unit) && !units.includes(unit))
  const today = dayOf(now, await timeZoneOf(tx))
  const of = (unit: Id) => ({ unit, person })
  await endMemberships(tx, leaving.map(of), today)
  await startMemberships(tx, starting.map(of), today, 'hand')
  await noteMembers(tx, by, { joined: starting.map(of), left: leaving.map(of) }, now)
  return ok([...starting, ...leaving])
}

/** Who became a member and who no longer is one, for everybody of the school to read. */
async function noteMembers(
  tx: Tx,
  by: Id | null,
  { joined, left }: { joined: MembershipOf[]; left: MembershipOf[] },
  now: number
): Promise<void> {
  const as = (kind: AuditKind, memberships: MembershipOf[]) =>
    memberships.map(({ unit, person }) => ({ kind, by, about: person, unit }))
  await recordChanges(tx, [...as('unit_joined', joined), ...as('unit_left', left)], now)
}

const membershipsOf = (unit: Id, people: readonly Id[]): MembershipOf[] => people.map((person) => ({ unit, person }))
