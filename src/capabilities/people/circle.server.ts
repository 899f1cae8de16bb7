import { dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { WORKDAYS, worksOn } from './core/person.ts'
import { isOn } from './store/current.server.ts'
import { unitMembers } from './store/units.server.ts'

/** Who may be named on a unit's board now, and by which clock the school lives. One round trip. */
export async function circleOf(tx: Tx, unit: Id): Promise<{ members: ReadonlySet<Id>; timeZone: string }> {
  const rows = await tx.sql<{ person: Id | null; timeZone: string }[]>`
    select m.person_id as person, s.time_zone as "timeZone" from schools s
    left join memberships m on m.school_id = s.id and m.unit_id = ${unit} and ${isOn(tx)}`
  return {
    members: new Set(rows.flatMap(({ person }) => (person ? [person] : []))),
    timeZone: rows[0]?.timeZone ?? 'Europe/Amsterdam'
  }
}

/** Somebody around a board, as its screens name them; `daysOff`: weekdays (1 = Monday) on which they do not work. */
export type Colleague = {
  id: Id
  givenName: string
  infix: string
  familyName: string
  isAway: boolean
  daysOff: number[]
}

/** The members of a unit, and who does not work today. */
export async function directoryOf(tx: Tx, unit: Id, now: number): Promise<Colleague[]> {
  const [members, timeZone] = await Promise.all([unitMembers(tx, unit), timeZoneOf(tx)])
  const today = dayOf(now, timeZone)
  return members.map(({ id, givenName, infix, familyName, workingDays }) => ({
    id,
    givenName,
    infix,
    familyName,
    isAway: !worksOn(workingDays, today),
    daysOff: WORKDAYS.flatMap((day, place) => (workingDays?.[day] === 'off' ? [place + 1] : []))
  }))
}

export async function timeZoneOf(tx: Tx): Promise<string> {
  const [row] = await tx.sql<{ timeZone: string }[]>`select time_zone as "timeZone" from schools`
  return row?.timeZone ?? 'Europe/Amsterdam'
}
