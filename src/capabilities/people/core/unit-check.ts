import { addDays, endOfSchoolYear, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Duo } from './duo.ts'
import { WORKDAYS, type WorkingDays } from './person.ts'
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds.ts'

export type UnitFinding = 'small' | 'large'

/** What is worth talking about in a unit of this size; an empty unit is still being made. */
export function checkUnit(members: number, { fewest, most }: Thresholds = DEFAULT_THRESHOLDS): UnitFinding | null {
  if (members === 0) return null
  if (members < fewest) return 'small'
  return members > most ? 'large' : null
}

export type CheckedMember = {
  id: Id
  workingDays: WorkingDays | null
  /** Since when without interruption in this unit. */
  since: Day
}

export type UnitFindings = {
  size: UnitFinding | null
  /** How many are new this year, where that is many. */
  newcomers: number | null
  /** Pairs that can never be there together. */
  apart: [Id, Id][]
  /** Duo partners of whom one is in this unit and the other in another. */
  duosApart: { member: Id; partner: Id; groups: string[] }[]
}

/** Whoever came in the first month belongs to the beginning of a unit: a unit that was just made has no newcomers. */
const BEGINNING = 30

const isNew = (since: Day, first: Day, today: Day): boolean => {
  const start = `${Number(endOfSchoolYear(today).slice(0, 4)) - 1}-08-01`
  return since >= start && since > addDays(first, BEGINNING)
}

/** No half day on which both are there. Where nobody said, everything is possible. */
export function neverTogether(one: WorkingDays | null, other: WorkingDays | null): boolean {
  if (!one || !other) return false
  return WORKDAYS.every((day) => {
    const [mine, theirs] = [one[day], other[day]]
    if (mine === 'off' || theirs === 'off') return true
    return mine !== 'full' && theirs !== 'full' && mine !== theirs
  })
}

/** What is worth talking about in a unit. Guests do not count; `firstDay` is the day on which the unit began. */
export function findingsOf(
  members: readonly CheckedMember[],
  parts: {
    thresholds: Thresholds
    today: Day
    firstDay: Day
    duos: readonly Duo[]
    /** Who is in which units, everybody of the school. */
    unitsOf: ReadonlyMap<Id, readonly Id[]>
  }
): UnitFindings {
  const { thresholds, today, firstDay, duos, unitsOf } = parts
  const ids = new Set(members.map(({ id }) => id))
  const newcomers = members.filter(({ since }) => isNew(since, firstDay, today)).length
  const apart = members.flatMap((one, index) =>
    members
      .slice(index + 1)
      .filter((other) => neverTogether(one.workingDays, other.workingDays))
      .map((other): [Id, Id] => [one.id, other.id])
  )
  const duosApart = duos.flatMap(({ pair: [one, other], groups }) => {
    if (ids.has(one) === ids.has(other)) return []
    const [member, partner] = ids.has(one) ? [one, other] : [other, one]
    // a partner who is in no unit yet is in no other one
    return unitsOf.get(partner)?.length ? [{ member, partner, groups }] : []
  })
  return {
    size: checkUnit(members.length, thresholds),
    newcomers: newcomers * thresholds.newOneIn > members.length ? newcomers : null,
    apart,
    duosApart
  }
}
