import { describe, expect, it } from 'vitest'
import { apply, decide, emptyBoard, type BoardState } from '#board-sessions'
import { dayOf, weekdayOf } from '#kernel/days.ts'
import { castOf, composeSchool, DEFAULT_NAME, DEFAULT_SEED, TIME_ZONE, type ComposedSchool } from './school.ts'
import { isHere } from './story.ts'
import { isSchoolDay } from './weeks.ts'

/** A Tuesday in March, at noon. */
const NOW = Date.parse('2026-03-17T11:00:00Z')

const counting = () => {
  let count = 0
  return () => `00000000-0000-7000-8000-${String(count++).padStart(12, '0')}`
}
const compose = (seed = DEFAULT_SEED, now = NOW) => composeSchool({ name: DEFAULT_NAME, seed, now }, counting())

/** The board after each command of a unit's story, as the rules of the board make it. */
function boardsOf({ cast, people, units }: ComposedSchool, unit: number): BoardState[] {
  const members = new Set(cast.units[unit]!.members.map((at) => people[at]!))
  let state = emptyBoard()
  return units[unit]!.past.map(({ at, by, command }) => {
    const decision = decide(state, command, {
      actor: by,
      base: state.seq,
      at,
      today: dayOf(at, TIME_ZONE),
      isMember: (person) => members.has(person)
    })
    if (!decision.ok) throw new Error(decision.failure.code)
    return (state = apply(state, { ...decision.value, seq: state.seq + 1, at, by, key: 'k' }))
  })
}

describe('the people', () => {
  const cast = castOf({ name: DEFAULT_NAME, seed: DEFAULT_SEED })

  it('are thirty, in five units, with names of many origins and infixes apart from them', () => {
    expect(cast.people).toHaveLength(30)
    expect(cast.units).toHaveLength(5)
    const family = cast.people.map(({ infix, familyName }) => `${infix} ${familyName}`.trim())
    expect(new Set(family).size).toBeGreaterThan(26)
    expect(cast.people.some(({ infix }) => infix.startsWith('van'))).toBe(true)
    expect(cast.people.every(({ familyName }) => !/^(van|de|den|el) /.test(familyName))).toBe(true)
    expect(new Set(cast.people.map(({ email }) => email)).size).toBe(30)
    expect(cast.people.every(({ email }) => email.endsWith('@de-wilgenhoek.example'))).toBe(true)
  })

  it('have part-timers, classes with two teachers, an assistant, an intern begeleider and a leader', () => {
    const groups = cast.people.flatMap(({ groups: own }) => own)
    const shared = new Set(groups.filter((group, at) => groups.indexOf(group) !== at))
    expect(shared.size).toBeGreaterThan(5)
    const isPartTime = ({ workingDays }: (typeof cast.people)[number]) => Object.values(workingDays).includes('off')
    expect(cast.people.filter(isPartTime).length).toBeGreaterThan(10)
    for (const wanted of ['Onderwijsassistent', 'Intern begeleider', 'Schoolleider', 'Leerkracht'])
      expect(cast.people.map((person) => person.function)).toContain(wanted)
  })

  it('lend the four views that can be looked through', () => {
    const eye = (view: keyof typeof cast.eyes) => cast.people[cast.eyes[view]]!
    expect(eye('school_leader').isLeader).toBe(true)
    expect(eye('teacher').function).toBe('Leerkracht')
    const middle = cast.units[0]!
    expect(cast.units.map(({ lead }) => lead)).toContain(cast.eyes.unit_lead)
    // The part-timer is never there when the unit meets.
    const { workingDays } = eye('part_timer')
    expect(isHere({ id: '', workingDays }, '2026-03-17', middle.minute)).toBe(false)
    expect(middle.weekday).toBe(weekdayOf('2026-03-17'))
  })
})

describe('the story of half a year', () => {
  const school = compose()

  it('is the same for the same seed, and another one for another', () => {
    expect(compose()).toEqual(school)
    const told = ({ units }: ComposedSchool) => JSON.stringify(units.map(({ past }) => past))
    expect(told(compose(DEFAULT_SEED + 1))).not.toBe(told(school))
  })

  it('goes through the rules of the board and runs on in time, up to now', () => {
    for (const [at, { past }] of school.units.entries()) {
      boardsOf(school, at)
      expect(past.every(({ at: moment }, place) => place === 0 || moment >= past[place - 1]!.at)).toBe(true)
      expect(past.at(-1)!.at).toBeLessThanOrEqual(NOW)
    }
  })

  it('has a session a week, on school days only, among those who work then', () => {
    for (const [at, { past }] of school.units.entries()) {
      const { members, weekday, minute } = school.cast.units[at]!
      const starts = past.filter(({ command }) => command.type === 'start-session')
      expect(starts.length).toBeGreaterThan(15)
      for (const { at: moment, by } of starts) {
        const day = dayOf(moment, TIME_ZONE)
        expect([weekdayOf(day), isSchoolDay(day)]).toEqual([weekday, true])
        const person = members.find((place) => school.people[place] === by)!
        expect(isHere({ id: '', workingDays: school.cast.people[person]!.workingDays }, day, minute)).toBe(true)
      }
    }
  })

  it('leaves boards as a team would: goals with figures, actions done and carried, needs that were answered', () => {
    for (const at of school.units.keys()) {
      const boards = boardsOf(school, at)
      const end = boards.at(-1)!
      expect(end.session).toBeNull()
      expect(end.goals.filter(({ status }) => status === 'active').length).toBeGreaterThanOrEqual(2)
      expect(end.goals.some(({ values }) => values.length > 2)).toBe(true)
      const actions = new Map(boards.flatMap((board) => board.actions.map((action) => [action.id, action] as const)))
      const all = [...actions.values()]
      expect(all.filter(({ status }) => status === 'done').length).toBeGreaterThan(all.length / 2)
      expect(all.some(({ carried }) => carried > 0)).toBe(true)
      expect(all.some(({ owners }) => owners.length === 2)).toBe(true)
      expect(boards.some(({ goals }) => goals.some(({ status, learned }) => status !== 'active' && learned))).toBe(true)
      expect(boards.some(({ checkIns }) => checkIns.some(({ need, helpers }) => need && helpers.length > 0))).toBe(true)
      expect(boards.some(({ successes }) => successes.length > 1)).toBe(true)
      expect(boards.some(({ parked }) => parked.length > 0)).toBe(true)
    }
  })

  it('goes on outside the sessions: asked and answered, told, reacted to, worth it', () => {
    const left = school.units.map((unit) => unit.left)
    const requests = left.flatMap((one) => one.requests)
    for (const status of ['open', 'answered', 'declined'])
      expect(requests.filter((request) => request.status === status).length, status).toBeGreaterThan(1)
    expect(requests.some(({ to }) => to.kind === 'person')).toBe(true)
    expect(requests.some(({ thankedAt }) => thankedAt !== null)).toBe(true)
    // Whoever is asked is asked by others than their own unit, and answers after the question and before the thanks.
    for (const { askedAt, answeredAt, thankedAt } of requests) {
      expect(answeredAt === null || answeredAt > askedAt).toBe(true)
      expect(thankedAt === null || thankedAt > answeredAt!).toBe(true)
    }
    for (const [at, { reactions, notices }] of left.entries()) {
      const { id } = school.units[at]!
      const own = school.cast.units[at]!.members.map((place) => school.people[place])
      expect(reactions.length + notices.length).toBeGreaterThan(3)
      expect(reactions.every(({ on, by, byUnit }) => on.unit === id && byUnit !== id && !own.includes(by))).toBe(true)
      const end = boardsOf(school, at).at(-1)!
      // What the board still shows is what the wall says of it.
      for (const item of end.outside.brought.filter(({ kind }) => kind === 'reaction'))
        expect(reactions.find((reaction) => reaction.id === item.id)?.answer === null).toBe(item.handled === null)
      const waits = end.outside.brought.some(({ kind, handled }) => kind === 'information' && !handled)
      const told = left[at]!.told.map(({ announcement }) => announcement)
      expect(told.includes(school.announcements[0]!.id)).toBe(true)
      expect(told.includes(school.announcements[1]!.id)).toBe(!waits)
    }
    expect(school.fromLeader.every(({ at, day }) => at <= NOW && isSchoolDay(day))).toBe(true)
    expect(new Set(school.fromLeader.map(({ kind }) => kind)).size).toBe(2)
  })

  it('can be told at any moment of any year, the summer included', () => {
    for (const now of ['2025-08-12T09:00:00Z', '2026-01-01T00:00:00Z', '2027-05-31T13:20:00Z', '2028-02-29T23:59:59Z'])
      for (const seed of [0, 1, 99]) {
        const moment = Date.parse(now)
        for (const { past, left } of compose(seed, moment).units) {
          expect((past.at(-1)?.at ?? 0) <= moment && past.length > 200).toBe(true)
          expect(left.reactions.every(({ at, answeredAt }) => (answeredAt ?? at) <= moment)).toBe(true)
        }
      }
  })
})
