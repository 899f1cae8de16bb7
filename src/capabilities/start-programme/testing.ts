import { makePerson, makeUnit } from '#people/testing'
import type { Database } from '#platform/db/door.ts'
import type { StartWish } from './use-cases.server.ts'

/** A Wednesday in September 2026, in the morning, and the Monday of its week. */
export const WEDNESDAY = Date.UTC(2026, 8, 9, 8)
export const MONDAY = '2026-09-07'
const DAY = 86_400_000
export const weeksLater = (count: number): number => WEDNESDAY + count * 7 * DAY

/** A school with a leader, two coaches, two teachers and two units; nobody has started anything. */
export async function makeBeginners(database: Database) {
  const leader = await makePerson(database, { roles: ['school_leader'] })
  const { school } = leader
  const [coach, otherCoach] = [
    await makePerson(database, { school, roles: ['coach'] }),
    await makePerson(database, { school, roles: ['coach'] })
  ]
  const [teacher1, teacher2, colleague] = [
    await makePerson(database, { school }),
    await makePerson(database, { school }),
    await makePerson(database, { school })
  ]
  const unit = await makeUnit(database, { school, members: [teacher1.id, colleague.id] })
  const otherUnit = await makeUnit(database, { school, members: [teacher2.id] })
  const wish: StartWish = {
    outcome: 'begin',
    why: 'samen leren',
    how: 'dinsdag kwart over drie',
    leader: leader.id,
    teacher1: teacher1.id,
    teacher2: teacher2.id,
    coach: coach.id,
    firstDay: MONDAY
  }
  return {
    school,
    wish,
    leader: leader.id,
    coach: coach.id,
    otherCoach: otherCoach.id,
    teacher1: teacher1.id,
    teacher2: teacher2.id,
    colleague: colleague.id,
    unit: unit.id,
    otherUnit: otherUnit.id
  }
}
