import { describe, expect, it } from 'vitest'
import { duosOf, partnersOf } from './duo.ts'
import { WORKDAYS, type PartOfDay, type WorkingDays } from './person.ts'
import { DEFAULT_THRESHOLDS, readThresholds } from './thresholds.ts'
import { checkUnit, findingsOf, type CheckedMember } from './unit-check.ts'

const days = (...parts: PartOfDay[]): WorkingDays =>
  Object.fromEntries(WORKDAYS.map((day, index) => [day, parts[index] ?? 'off'])) as WorkingDays
const FULL = days('full', 'full', 'full', 'full', 'full')
const EARLY = days('full', 'full', 'am')
const LATE = days('off', 'off', 'pm', 'full', 'full')

describe('the size of a unit', () => {
  it.each([
    [0, null],
    [1, 'small'],
    [3, 'small'],
    [4, null],
    [8, null],
    [9, 'large'],
    [40, 'large']
  ])('%i members', (members, finding) => {
    expect(checkUnit(members)).toBe(finding)
  })

  it('goes by the thresholds of the school', () => {
    expect(checkUnit(9, { fewest: 2, most: 12, newOneIn: 3 })).toBeNull()
    expect(checkUnit(1, { fewest: 1, most: 12, newOneIn: 3 })).toBeNull()
  })
})

const member = (id: string, parts: Partial<CheckedMember> = {}): CheckedMember => ({
  id,
  workingDays: null,
  since: '2020-08-01',
  ...parts
})
const check = (members: CheckedMember[], parts: Partial<Parameters<typeof findingsOf>[1]> = {}) =>
  findingsOf(members, {
    thresholds: DEFAULT_THRESHOLDS,
    today: '2026-11-26',
    firstDay: '2020-08-01',
    duos: [],
    unitsOf: new Map(),
    ...parts
  })

describe('newcomers', () => {
  const others = [member('a'), member('b'), member('c'), member('d')]
  const fresh = (id: string, since = '2026-09-15') => member(id, { since })

  it('are many from more than one in three', () => {
    expect(check([...others, fresh('x'), fresh('y')]).newcomers).toBeNull()
    expect(check([...others, fresh('x'), fresh('y'), fresh('z')]).newcomers).toBe(3)
  })

  it('are those of this school year', () => {
    expect(check([member('a'), fresh('x', '2026-07-31')]).newcomers).toBeNull()
    expect(check([member('a'), fresh('x', '2026-08-01')]).newcomers).toBe(1)
    expect(check([member('a'), fresh('x', '2025-09-01')], { today: '2026-02-01' }).newcomers).toBe(1)
  })

  it('are not in a unit that has just begun', () => {
    expect(check([fresh('x'), fresh('y', '2026-10-01')], { firstDay: '2026-09-15' }).newcomers).toBeNull()
    expect(check([fresh('x'), fresh('y', '2026-11-01')], { firstDay: '2026-09-15' }).newcomers).toBe(1)
  })
})

describe('members who can never be there together', () => {
  const apart = (one: WorkingDays | null, other: WorkingDays | null) =>
    check([member('a', { workingDays: one }), member('b', { workingDays: other })]).apart.length === 1

  it.each([
    ['days that meet nowhere, one in the morning and one in the afternoon', EARLY, LATE, true],
    ['a half day in common', days('off', 'off', 'full'), LATE, false],
    ['everybody on Tuesday', days('off', 'full'), days('off', 'full'), false],
    ['days that nobody told', null, EARLY, false],
    ['somebody without fixed days', days(), FULL, true]
  ])('%s', (_, one, other, isApart) => {
    expect(apart(one, other)).toBe(isApart)
  })

  it('holds for forty people too', () => {
    const many = Array.from({ length: 40 }, (_, n) => member(`p${n}`, { workingDays: n % 2 ? EARLY : LATE }))
    expect(check(many).apart).toHaveLength(400)
  })
})

describe('duo partners', () => {
  const teaching = (id: string, groups: string[], workingDays: WorkingDays | null = null) => ({
    id,
    groups,
    workingDays
  })

  it('share a class, and neither is there the whole week', () => {
    expect(
      duosOf([teaching('a', ['6B'], EARLY), teaching('b', ['6b', '7a'], LATE), teaching('c', ['7a'], FULL)])
    ).toEqual([{ pair: ['a', 'b'], groups: ['6B'] }])
  })

  it('are not a specialist who comes by everywhere, nor a group that a whole unit teaches', () => {
    expect(duosOf([teaching('a', ['1', '2', '3', '4']), teaching('b', ['1'])])).toEqual([])
    expect(duosOf(['a', 'b', 'c', 'd'].map((id) => teaching(id, ['1/2'])))).toEqual([])
  })

  it('are named with all their classes, and from either side', () => {
    const duos = duosOf([teaching('b', ['1', '2']), teaching('a', ['1', '2'])])
    expect(partnersOf(duos, 'a')).toEqual([{ partner: 'b', groups: ['1', '2'] }])
    expect(partnersOf(duos, 'b')).toEqual([{ partner: 'a', groups: ['1', '2'] }])
  })

  it('stand out when they are in different units', () => {
    const duos = [{ pair: ['a', 'z'] as [string, string], groups: ['6b'] }]
    const duosApart = (units: [string, string[]][]) => check([member('a')], { duos, unitsOf: new Map(units) }).duosApart
    expect(duosApart([['z', ['other']]])).toEqual([{ member: 'a', partner: 'z', groups: ['6b'] }])
    expect(duosApart([])).toEqual([])
    expect(check([member('a'), member('z')], { duos, unitsOf: new Map([['z', ['here', 'other']]]) }).duosApart).toEqual(
      []
    )
  })
})

describe('thresholds as typed', () => {
  it.each([
    ['4', '8', '3', true],
    ['1', '99', '20', true],
    ['8', '4', '3', false],
    ['0', '8', '3', false],
    ['4', '100', '3', false],
    ['4', '8', '0', false],
    ['4,5', '8', '3', false],
    ['', '8', '3', false]
  ])('%s, %s and %s', (fewest, most, newOneIn, isFine) => {
    expect(readThresholds({ fewest, most, newOneIn }).ok).toBe(isFine)
  })
})
