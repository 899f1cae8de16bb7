import { dayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { refuse, type Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { timeZoneOf } from './circle.server.ts'
import { duosOf, type Duo } from './core/duo.ts'
import {
  defaultThresholds,
  readThresholds,
  type TeamKind,
  type Thresholds,
  type ThresholdsByKind
} from './core/thresholds.ts'
import { findingsOf, type UnitFindings } from './core/unit-check.ts'
import { firstDayOf, membersOn } from './store/memberships.server.ts'
import { listPeople } from './store/people.server.ts'
import { recordChange } from './store/audit.server.ts'
import { findUnit, listUnits } from './store/units.server.ts'

/** The thresholds of each kind of team: those of the school where it set any, else ours. */
export async function thresholdsOf(tx: Tx): Promise<ThresholdsByKind> {
  const rows = await tx.sql<(Thresholds & { kind: TeamKind })[]>`
    select kind, fewest, most, new_one_in as "newOneIn" from unit_thresholds`
  const thresholds = defaultThresholds()
  for (const { kind, ...own } of rows) thresholds[kind] = own
  return thresholds
}

/** Sets the thresholds of one kind of team. What stays the same is not written down as a change. */
export async function setThresholds(
  tx: Tx,
  kind: TeamKind,
  typed: Record<keyof Thresholds, string>,
  by: Id | null,
  now: number
): Promise<Result<Thresholds>> {
  const read = readThresholds(typed)
  if (!read.ok) return refuse({ ...read.failure, field: kind })
  const before = (await thresholdsOf(tx))[kind]
  const { fewest, most, newOneIn } = read.value
  if (before.fewest === fewest && before.most === most && before.newOneIn === newOneIn) return read
  await tx.sql`
    insert into unit_thresholds (school_id, kind, fewest, most, new_one_in)
    values (${tx.school}, ${kind}, ${fewest}, ${most}, ${newOneIn})
    on conflict (school_id, kind) do update
      set fewest = excluded.fewest, most = excluded.most, new_one_in = excluded.new_one_in`
  await recordChange(tx, { kind: 'thresholds_set', by, detail: { team: kind, ...read.value } }, now)
  return read
}

export type CheckedUnit = {
  thresholds: Thresholds
  findings: UnitFindings
  /** Who shares a class with whom, both in this unit. */
  duos: Duo[]
  guests: { id: Id; until: Day | null }[]
}

/** What is worth talking about in a unit, as its page shows it. */
export async function checkUnitNow(tx: Tx, unit: Id, now: number): Promise<CheckedUnit | null> {
  const found = await findUnit(tx, unit)
  if (!found) return null
  const today = dayOf(now, await timeZoneOf(tx))
  const [people, units, thresholds] = [await listPeople(tx), await listUnits(tx), await thresholdsOf(tx)]
  const present = new Map(people.filter(({ leftOn }) => !leftOn).map((person) => [person.id, person]))
  const there = (await membersOn(tx, unit, today)).filter(({ id }) => present.has(id))
  const unitsOf = new Map<Id, Id[]>()
  for (const { id, members } of units)
    for (const member of members) unitsOf.set(member, [...(unitsOf.get(member) ?? []), id])
  const duos = duosOf([...present.values()])
  const members = there.filter(({ isGuest }) => !isGuest)
  const isHere = new Set(members.map(({ id }) => id))
  return {
    thresholds: thresholds[found.kind],
    findings: findingsOf(
      members.map(({ id, since }) => ({ id, since, workingDays: present.get(id)!.workingDays })),
      { thresholds: thresholds[found.kind], today, firstDay: (await firstDayOf(tx, unit)) ?? today, duos, unitsOf }
    ),
    duos: duos.filter(({ pair }) => pair.every((id) => isHere.has(id))),
    guests: there.filter(({ isGuest }) => isGuest).map(({ id, until }) => ({ id, until }))
  }
}

/** With whom somebody shares a class, for the page of that person. */
export async function duosIn(tx: Tx): Promise<Duo[]> {
  return duosOf((await listPeople(tx)).filter(({ leftOn }) => !leftOn))
}
