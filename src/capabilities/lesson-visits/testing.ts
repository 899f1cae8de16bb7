import { newId, type Id } from '#kernel/id.ts'
import type { Database } from '#platform/db/door.ts'
import { sayCodes, setPeriods, importTimetable } from '#timetable/server'
import { DEFAULT_SETTINGS, type VisitSettings, type VisitWish } from './core/offers.ts'
import type { SchoolFacts } from './core/school-instance.ts'
import { offerCover, openLessons, wishVisit } from './offers.server.ts'

export { openHighs } from './planner/highs.server.ts'

/** The facts of a small school in the week of Monday 23 November 2026, planned on the Friday before. */
export function factsOf(
  over: Partial<Omit<SchoolFacts, 'people' | 'settings' | 'wishes'>> & {
    people: string[]
    settings?: Partial<VisitSettings>
    wishes?: Partial<VisitWish>[]
  }
): SchoolFacts {
  const { people, settings, wishes = [], ...rest } = over
  const all = { ...DEFAULT_SETTINGS, ...settings }
  return {
    period: { from: '2026-11-23', weeks: all.weeks, dayStart: all.dayStart, dayEnd: all.dayEnd },
    settings: all,
    people: people.map((id) => ({ id, unit: null, site: null, workingDays: null, isLeader: false })),
    lessons: [],
    times: [],
    hosts: [],
    closed: [],
    covers: [],
    visits: [],
    past: [],
    absences: [],
    freeDays: [],
    notBefore: { day: '2026-11-20', minute: 600 },
    ...rest,
    wishes: wishes.map((wish, at) => ({
      id: `w${at}`,
      person: '',
      host: null,
      focus: null,
      question: '',
      at: Date.UTC(2026, 10, 19),
      invitation: null,
      ...wish
    }))
  }
}

/**
 * A school in which a visit is possible: the first two people teach at different hours and are open, the third takes
 * over classes, and the first wishes to see the second.
 */
export async function makeVisitingSchool(
  database: Database,
  { school, keeper, people, now }: { school: Id; keeper: Id; people: [Id, Id, Id]; now: number }
): Promise<{ wish: Id }> {
  const [noor, karim, bart] = people
  return database.transact(school, async (tx) => {
    await setPeriods(tx, keeper, [
      { start: '8:30', end: '9:15' },
      { start: '9:15', end: '10:00' }
    ])
    await sayCodes(tx, keeper, [
      { code: 'NOO', person: noor },
      { code: 'KAR', person: karim }
    ])
    const lessons = [1, 2, 3, 4, 5].flatMap((weekday) =>
      [
        { teacher: 'NOO', group: '5', start: 510, end: 600 },
        { teacher: 'KAR', group: '6', start: 510, end: 600 }
      ].map((one, line) => ({ line, subject: '', room: '', weekday, ...one }))
    )
    const reading = { format: 'gpu001' as const, lessons, problems: [], skipped: [] }
    await importTimetable(tx, reading, { id: newId(now), by: keeper, fileName: 'GPU001.TXT', now })
    await openLessons(tx, { isOpen: true, foci: ['start'], closedUntil: null }, { person: karim, now })
    await offerCover(tx, { weeklyMax: 2, groups: [] }, { person: bart, now })
    // Who takes over a class is free in hours that a timetable, or the person, tells of.
    await tx.sql`insert into visit_times (school_id, id, person_id, kind, weekday, start_minute, end_minute)
      select ${school}, gen_random_uuid(), ${bart}, 'cover', day, 510, 600 from generate_series(1, 5) as day`
    const wish = await wishVisit(tx, { host: karim, focus: null, question: 'Hoe begin jij?' }, { person: noor, now })
    if (!wish.ok) throw new Error(wish.failure.code)
    return { wish: wish.value.id }
  })
}
