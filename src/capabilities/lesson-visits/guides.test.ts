import { expect, test } from 'vitest'
import * as t from '#texts/visits'
import { AMBITION_LENGTH, guideOfAmbitions } from './core/ambitions.ts'
import { GUIDE_LINE_LENGTH } from './core/talk.ts'

const guideIn = (language: 'nl' | 'en', ambition: string) =>
  guideOfAmbitions([ambition], {
    title: t.ambitions_name(language),
    opening: t.ambitions_opening(language),
    glad: (one) => t.ambitions_glad({ ambition: one }, language),
    pupils: t.ambitions_pupils(language)
  })

test('a guide from ambitions asks what made somebody glad and why, and says that it is no verdict', () => {
  const { title, lines } = guideIn('nl', 'Elke leerling denkt')
  expect(title).toBe('Waar werden we blij van?')
  expect(lines[0]).toMatch(/blij.*nooit om te beoordelen/)
  expect(lines[1]).toMatch(/‘Elke leerling denkt’.*blij.*waarom/)
  expect(lines[2]).toMatch(/leerlingen/)
  expect(guideIn('en', 'Every pupil thinks').lines).toHaveLength(3)
})

test.each(['nl', 'en'] as const)('with the longest ambition it can be kept as it stands (%s)', (language) => {
  for (const line of guideIn(language, 'x'.repeat(AMBITION_LENGTH)).lines)
    expect(line.length).toBeLessThanOrEqual(GUIDE_LINE_LENGTH)
})
