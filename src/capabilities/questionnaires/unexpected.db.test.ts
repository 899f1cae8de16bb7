/** What goes otherwise than meant: sentences that change on the way, a team that is one group, a letter passed on. */
import { describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { answerCampaign, closeCampaign, openCampaign, resultsOf } from './campaigns.server.ts'
import type { Results } from './core/results.ts'
import { allInstruments } from './instruments.server.ts'
import { removeOwnInstrument, saveOwnInstrument } from './own-instruments.server.ts'
import { resultsToShow } from './results-view.server.ts'
import { DAY, give, makeCampaign, type MadeCampaign } from './testing.ts'

const database = await testDatabase()
const refusedWith = (code: string) => ({ ok: false, failure: { code } })
const full = (answer: number) => ({
  answers: Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [`efficacy-${at}`, answer]))
})
const close = (made: MadeCampaign, now = NOW) =>
  database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.leader, now }))
const ask = async (made: MadeCampaign, over: object, now = NOW) => {
  const wish = { title: 'Nog eens', groupings: [], norm: null, closesOn: '2026-12-01', ...over }
  const opened = await database.transact(made.school, (tx) => openCampaign(tx, wish, { person: made.leader, now }))
  return opened.ok ? { ...made, ...opened.value } : opened
}
const asked = async (...order: Parameters<typeof ask>): Promise<MadeCampaign> => {
  const opened = await ask(...order)
  if ('ok' in opened) throw new Error('not opened')
  return opened
}
const show = async ({ school, id, leader }: MadeCampaign) => {
  const shown = await database.read(school, (tx) => resultsToShow(tx, id, { person: leader }))
  if (!shown.ok) throw new Error(shown.failure.code)
  return shown.value
}

describe('a questionnaire of their own that changes after it was asked', () => {
  const OWN = {
    ...{ title: 'Onze scan', about: '', scale: 'own', labels: 'nee\nsoms\nja' },
    parts: [
      { name: 'Luisteren', lines: 'Ik word gehoord.\nWij laten elkaar uitpraten.' },
      { name: 'Lachen', lines: 'Wij lachen veel.' }
    ]
  }
  const save = async (made: MadeCampaign, id: Id | null, typed: object) => {
    const asking = { person: made.leader, now: NOW }
    const saved = await database.transact(made.school, (tx) => saveOwnInstrument(tx, id, typed, asking))
    if (!saved.ok) throw new Error(saved.failure.code)
    return saved.value
  }
  const itemsOf = async ({ school }: MadeCampaign, own: Id): Promise<string[]> => {
    const { instruments } = await database.read(school, allInstruments)
    return instruments
      .find(({ key }) => key === `own-${own}`)!
      .constructs.flatMap(({ items }) => items.flatMap((item) => ('key' in item ? [item.key] : [])))
  }

  it('is answered and shown as it was asked: with sentences taken out, another scale, or thrown away', async () => {
    const made = await makeCampaign(database, { sizes: [10] })
    const own = await save(made, null, OWN)
    const [first, second, third] = await itemsOf(made, own)
    const running = await asked(made, { instruments: [`own-${own}`] })
    const all = { answers: { [first!]: 3, [second!]: 2, [third!]: 1 } }
    for (const person of made.people.slice(0, 3)) expect(await give(database, running, person, all)).toMatchObject({ ok: true }) // prettier-ignore

    const parts = [{ name: 'Luisteren', lines: 'Ik word gehoord.' }]
    await save(made, own, { ...OWN, parts, labels: 'nee\nja' })
    for (const person of made.people.slice(3, 6)) expect(await give(database, running, person, all)).toMatchObject({ ok: true }) // prettier-ignore
    await database.transact(made.school, (tx) => removeOwnInstrument(tx, own, { person: made.leader, now: NOW }))
    for (const person of made.people.slice(6)) expect(await give(database, running, person, all)).toMatchObject({ ok: true }) // prettier-ignore
    await close(running)

    const found = await database.read(made.school, (tx) => resultsOf(tx, running.id, { person: made.leader }))
    if (!found.ok) throw new Error(found.failure.code)
    expect(found.value.campaign.form.items.map(({ key }) => key)).toEqual([first, second, third])
    const counts = [first!, second!, third!].map((key) => found.value.results.items[key]!.counts)
    expect(counts).toEqual([[0, 0, 10], [0, 10, 0], [10, 0, 0]]) // prettier-ignore
    expect((await show(running)).view.sections.map(({ name }) => name.nl)).toEqual(['Luisteren', 'Lachen'])
    // And nobody is asked something that is not there any more.
    expect(await ask(made, { instruments: [`own-${own}`] })).toMatchObject(refusedWith('input_invalid'))
  })

  it('stands beside the time before only for the parts in which nothing changed', async () => {
    const made = await makeCampaign(database, { sizes: [10] })
    const own = await save(made, null, OWN)
    const answerAll = async (running: MadeCampaign, answer: number) => {
      const answers = Object.fromEntries((await itemsOf(made, own)).map((key) => [key, answer]))
      for (const person of made.people) await give(database, running, person, { answers })
    }
    const before = await asked(made, { instruments: [`own-${own}`] })
    await answerAll(before, 1)
    await close(before)
    await save(made, own, { ...OWN, parts: [OWN.parts[0], { name: 'Lachen', lines: 'Wij lachen vaak.' }] })
    const later = { ...(await asked(made, { instruments: [`own-${own}`], closesOn: '2026-12-15' }, NOW + 2 * DAY)) }
    await answerAll(later, 3)
    await close(later, NOW + 2 * DAY)
    const { waves, view } = await show(later)
    expect(view.sections).toHaveLength(2)
    expect(waves.map(({ id, means }) => [id, Object.keys(means ?? {})])).toEqual([[before.id, [view.sections[0]!.key]]])
  })
})

describe('a team that is one group', () => {
  it('has no group beside the whole, and a sentence that says why there is nothing to compare', async () => {
    const made = await makeCampaign(database, { sizes: [12] })
    await database.transact(made.school, (tx) => tx.sql`update people set function = 'Leerkracht'`)
    const running = await asked(made, { instruments: ['collective-efficacy'], groupings: ['function'] })
    for (const [at, person] of made.people.entries()) await give(database, running, person, full(at < 6 ? 2 : 5))
    await close(running)
    const { view, hidden, findings } = await show(running)
    for (const section of view.sections) expect(section.groups).toEqual({ function: {} })
    for (const item of view.sections.flatMap(({ items }) => items)) expect(item.groups).toEqual({ function: {} })
    expect(findings.some(({ kind }) => kind === 'groups')).toBe(false)
    expect(hidden).toEqual({ function: { names: ['Leerkracht'], isEverybody: true } })
  })

  it('as far as it answered is not shown beside the whole either: that would tell who did not answer', async () => {
    const made = await makeCampaign(database, { sizes: [8, 3] })
    for (const person of made.people.slice(0, 8)) await give(database, made, person, full(4))
    await close(made)
    const { view, hidden } = await show(made)
    for (const section of view.sections) expect(section.groups).toEqual({ unit: {} })
    expect(hidden['unit']).toMatchObject({ isEverybody: false })
    expect(hidden['unit']!.names).toHaveLength(2)
  })
})

describe('a leader without a unit', () => {
  /** Everybody but who is in a shown unit, all of whom answer here: what anybody can subtract. */
  const leftOver = async (made: MadeCampaign) => {
    const { view } = await show(made)
    const units = Object.values(view.sections[0]!.items[0]!.groups['unit']!)
    const inUnits = units.reduce((all, { n }) => all + n, 0)
    return { shown: units.length, asked: view.asked - inUnits, answered: view.answered - inUnits }
  }

  it.each([
    ['answers', true],
    ['does not answer', false]
  ])('who %s is not found by subtracting the units from the whole', async (_, answers) => {
    const made = await makeCampaign(database, { sizes: [8, 6] })
    const people = answers ? [...made.people, made.leader] : made.people
    for (const person of people) expect(await give(database, made, person, full(4))).toMatchObject({ ok: true })
    await close(made)
    // The larger unit stands alone, whether the leader answered or not: which are shown tells nothing either.
    expect(await leftOver(made)).toEqual({ shown: 1, asked: 7, answered: answers ? 7 : 6 })
    expect((await show(made)).hidden['unit']!.names).toHaveLength(1)
  })

  it('who shows own answers with a name is no secret, and hides no unit', async () => {
    const made = await makeCampaign(database, { sizes: [8, 6] })
    for (const person of made.people) await give(database, made, person, full(4))
    const own = { campaign: made.id, by: { person: made.leader }, now: NOW, share: true }
    expect(await database.transact(made.school, (tx) => answerCampaign(tx, own, full(6)))).toMatchObject({ ok: true })
    await close(made)
    expect((await show(made)).hidden['unit']!.names).toEqual([])
  })

  it('and four others: what is left without the leader is too few to say how many answered', async () => {
    const made = await makeCampaign(database, { sizes: [4] })
    const own = { campaign: made.id, by: { person: made.leader }, now: NOW, share: true }
    await database.transact(made.school, (tx) => answerCampaign(tx, own, full(6)))
    for (const person of made.people.slice(0, 3)) await give(database, made, person, full(4))
    await close(made)
    expect((await show(made)).view).toMatchObject({ tooFew: true, asked: 5, answered: 4 })
  })

  it('is not found in what was worked out before this was looked at', async () => {
    const made = await makeCampaign(database, { sizes: [8, 6] })
    for (const person of [...made.people, made.leader].slice(0, 14)) await give(database, made, person, full(4))
    await close(made)
    // As it was stored then: both units.
    const { hidden } = await show(made)
    const smaller = hidden['unit']!.names[0]!
    await database.transact(made.school, async ({ sql }) => {
      const [row] = await sql<{ results: Results }[]>`select results from campaigns where id = ${made.id}`
      const { results } = row!
      for (const one of [...Object.values(results.items), ...Object.values(results.constructs)])
        one.groups['unit']![smaller] = { ...Object.values(one.groups['unit']!)[0]!, n: 6 } as never
      await sql`update campaigns set results = ${sql.json(results)} where id = ${made.id}`
    })
    expect(await leftOver(made)).toEqual({ shown: 1, asked: 7, answered: 6 })
  })
})

describe('a letter that was passed on', () => {
  it('counts once, for whom it was meant; whoever used it still answers with their own', async () => {
    const made = await makeCampaign(database, { sizes: [6] })
    const [giver, user] = made.people as [Id, Id]
    const tokenOf = (person: Id) => made.letters.find((letter) => letter.person === person)!.token
    const byLetter = (token: string, answer: number) =>
      database.transact(made.school, (tx) => answerCampaign(tx, { campaign: made.id, by: { token }, now: NOW }, full(answer))) // prettier-ignore
    expect(await byLetter(tokenOf(giver), 2)).toMatchObject({ ok: true })
    expect(await byLetter(tokenOf(user), 5)).toMatchObject({ ok: true })
    // The one who passed it on has answered, by letter and signed in, and is told so.
    for (const again of [await byLetter(tokenOf(giver), 6), await give(database, made, giver, full(6))]) {
      expect(again).toMatchObject(refusedWith('campaign_answered'))
      expect(again.ok ? '' : failureText(again.failure)).toMatch(/^Er is al geantwoord\. Dat kan één keer/)
    }
    for (const person of made.people.slice(2)) await give(database, made, person, full(2))
    await close(made)
    const { view } = await show(made)
    expect(view).toMatchObject({ answered: 6, asked: 7 })
    expect(view.sections[0]!.items[0]!.counts).toEqual([0, 5, 0, 0, 1, 0])
    // Afterwards nobody's opens anything.
    for (const token of [tokenOf(giver), tokenOf(made.leader)]) expect((await byLetter(token, 6)).ok).toBe(false)
  })
})
