/** Earlier times beside now: an adversary who subtracts one wave from another never ends with one to four people. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparable } from '#analytics/suppression/suppress.ts'
import type { Id } from '#kernel/id.ts'
import { leaveSchool } from '#people/server'
import { makePerson, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { closeCampaign, openCampaign } from './campaigns.server.ts'
import type { Form } from './core/form.ts'
import { resultsToShow } from './results-view.server.ts'
import { DAY, give, makeCampaign, type MadeCampaign } from './testing.ts'
import { sharedConstructs } from './waves.server.ts'

const database = await testDatabase()
const LATER = NOW + 2 * DAY
const full = (answer: number) => ({
  answers: Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [`efficacy-${at}`, answer]))
})

async function close(made: MadeCampaign, people: readonly Id[], answer: number, now = NOW): Promise<void> {
  for (const person of people) await give(database, made, person, full(answer))
  await database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.leader, now }))
}

/** A team that is asked, in which then so many leave and join, and that is asked again. */
async function twice({
  leave,
  join,
  instruments = ['collective-efficacy']
}: {
  leave: number
  join: number
  instruments?: string[]
}) {
  const first = await makeCampaign(database, { sizes: [12] })
  await close(first, first.people, 3)
  for (const person of first.people.slice(0, leave))
    await database.transact(first.school, (tx) => leaveSchool(tx, person, first.leader, NOW))
  const joined: Id[] = []
  for (let at = 0; at < join; at++) joined.push((await makePerson(database, { school: first.school })).id)
  const wish = { title: 'Weer', instruments, groupings: [], norm: null, closesOn: '2026-12-15' }
  const opened = await database.transact(first.school, (tx) =>
    openCampaign(tx, wish, { person: first.leader, now: LATER })
  )
  if (!opened.ok) throw new Error(opened.failure.code)
  const second = { ...first, id: opened.value.id }
  await close(second, [...first.people.slice(leave), ...joined], 5, LATER)
  const shown = await database.read(first.school, (tx) => resultsToShow(tx, second.id, { person: first.leader }))
  if (!shown.ok) throw new Error(shown.failure.code)
  return shown.value
}

describe('two waves', () => {
  it.each([
    [0, 0, true],
    [1, 0, false],
    [0, 1, false],
    [2, 2, false],
    [5, 0, true],
    [2, 3, true]
  ])('in which %d left and %d joined stand beside each other: %s', async (leave, join, stands) => {
    const { waves, findings } = await twice({ leave, join })
    expect(waves).toHaveLength(1)
    expect(waves[0]!.means !== null).toBe(stands)
    // Two of the six turn round: 3 and 5 for everybody are 3.33 and 4, as the parts' means.
    expect(findings.some(({ kind }) => kind === 'change')).toBe(stands)
    if (stands) expect(waves[0]!.means).toHaveProperty('efficacy')
  })

  it('that ask other things have nothing to compare', async () => {
    expect((await twice({ leave: 0, join: 0, instruments: ['professional-community'] })).waves).toEqual([])
  })
})

it('only what was asked in the same words is laid beside each other', () => {
  const form = (texts: string[], turned = false): Form => ({
    ...{ instruments: [], scales: {}, open: [] },
    items: texts.map((nl, at) => ({ key: `i${at}`, text: { nl, en: nl }, reversed: turned, scale: 'agree6' })),
    constructs: [{ key: 'c', name: { nl: 'C', en: 'C' }, meaning: { nl: '', en: '' }, items: texts.map((_, at) => `i${at}`), instrument: 'x' }] // prettier-ignore
  })
  expect(sharedConstructs(form(['a', 'b']), form(['a', 'b']))).toEqual(['c'])
  for (const other of [form(['a']), form(['a', 'c']), form(['b', 'a']), form(['a', 'b'], true), form([])])
    expect(sharedConstructs(form(['a', 'b']), other)).toEqual([])
})

it('whoever is in one wave only is nobody or five and more, for every pair that is shown', () => {
  const set = fc.uniqueArray(fc.integer({ min: 0, max: 16 }), { minLength: 5, maxLength: 16 })
  fc.assert(
    fc.property(fc.array(set, { minLength: 2, maxLength: 4 }), (waves) => {
      const sets = waves.map((people) => new Set(people.map(String)))
      for (const [at, now] of sets.entries())
        for (const before of sets.slice(0, at)) {
          const apart = before.symmetricDifference(now).size
          if (comparable(before, now)) expect(apart === 0 || apart >= 5).toBe(true)
          else expect(apart).toBeGreaterThan(0)
        }
    })
  )
})
