import { describe, expect, it } from 'vitest'
import { readObservationForm, readPath, readStatements, readSteps } from './content.server.ts'
import { STYLES } from './core/observation.ts'
import { STEPS } from './core/weeks.ts'

describe('the content of the programme', () => {
  it('has eight steps, in two languages that say as much', () => {
    const [dutch, english] = [readSteps('nl'), readSteps('en')]
    expect(dutch).toHaveLength(STEPS)
    expect(dutch.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    for (const [at, step] of dutch.entries()) {
      const other = english[at]!
      expect(other.instrument).toBe(step.instrument)
      expect([other.do.length, other.look.length]).toEqual([step.do.length, step.look.length])
      expect(other.title).not.toBe(step.title)
    }
  })

  it('teaches each of the four ways, and all of them at the end', () => {
    const taught = readSteps('nl').map(({ instrument }) => instrument)
    for (const instrument of ['board', 'visit', 'design', 'pupils']) expect(taught).toContain(instrument)
    expect(taught.at(-1)).toBe('all')
  })

  it('has a path from the first week to two years, each phase later than the one before', () => {
    const weeks = readPath('nl').map(({ fromWeek }) => fromWeek)
    expect(weeks[0]).toBe(0)
    expect(weeks.at(-1)).toBe(104)
    expect(weeks).toEqual([...new Set(weeks)].toSorted((one, other) => one - other))
    expect(readPath('en').map(({ fromWeek }) => fromWeek)).toEqual(weeks)
  })

  it('has a form for a coach whose questions differ, with signs of all four ways of leading', () => {
    const { questions, indicators } = readObservationForm('nl')
    for (const list of [questions, indicators]) expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    for (const style of STYLES) expect(indicators.some(({ styles }) => styles.includes(style))).toBe(true)
    expect(readObservationForm('en').questions.map(({ id }) => id)).toEqual(questions.map(({ id }) => id))
    expect(Object.keys(readStatements('en'))).toEqual(['programme', 'leader', 'coach', 'teachers'])
  })
})
