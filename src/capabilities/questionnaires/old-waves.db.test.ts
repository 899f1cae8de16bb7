/** An earlier time from a file stands beside newer ones by the same rules, or it does not stand beside them. */
import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { makePerson, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { closeCampaign } from './campaigns.server.ts'
import type { Line } from './core/old-wave.ts'
import { importOldWave, previewOldWave, removeOldWave } from './old-waves/import.server.ts'
import { readWaveFile } from './old-waves/read-file.server.ts'
import { overview, standingOfCampaign } from './overview.server.ts'
import { resultsToShow } from './results-view.server.ts'
import { readClosedAnswers } from './store/campaigns.server.ts'
import { give, makeCampaign, type MadeCampaign } from './testing.ts'

const database = await testDatabase()
const notAllowed = { failure: { code: 'not_allowed' } }
const NAMES = [1, 2, 3, 4, 5, 6].map((at) => `efficacy_${at}`)
const fileOf = (rows: number, answer = 2): Line[] =>
  [NAMES, ...Array.from({ length: rows }, () => NAMES.map(() => String(answer)))].map((cells, at) => ({ line: at + 1, cells })) // prettier-ignore
const WISH = { title: 'Scan van vorig jaar', closedOn: '2025-11-20', asked: 14, team: 'same' }

const bring = (made: MadeCampaign, over: object = {}, { lines = fileOf(11), by = made.leader } = {}) =>
  database.transact(made.school, (tx) => importOldWave(tx, lines, { ...WISH, ...over }, { person: by, now: NOW }))

async function closedNow(made: MadeCampaign): Promise<void> {
  const answers = Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [`efficacy-${at}`, 5]))
  for (const person of made.people) await give(database, made, person, { answers })
  await database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.leader, now: NOW }))
}

const shownTo = async (made: MadeCampaign, id: Id, person = made.leader) => {
  const shown = await database.read(made.school, (tx) => resultsToShow(tx, id, { person }))
  if (!shown.ok) throw new Error(shown.failure.code)
  return shown.value
}

test('is brought in by whoever asks the school, and by nobody else', async () => {
  const made = await makeCampaign(database)
  const quality = await makePerson(database, { school: made.school, roles: ['quality_coordinator'] })
  const stranger = await makePerson(database, { roles: ['school_leader'] })
  for (const by of [made.people[0]!, stranger.id]) {
    await expect(bring(made, {}, { by })).rejects.toMatchObject(notAllowed)
    await expect(
      database.read(made.school, (tx) => previewOldWave(tx, fileOf(11), { person: by }))
    ).rejects.toMatchObject(notAllowed)
  }
  expect(await bring(made, {}, { by: quality.id })).toMatchObject({ ok: true })
})

test('is refused under five answers, with wrong cells, on a day to come, or asked of fewer than answered', async () => {
  const made = await makeCampaign(database)
  const refused = (code: string) => ({ ok: false, failure: { code } })
  expect(await bring(made, {}, { lines: fileOf(4) })).toMatchObject(refused('wave_too_few'))
  expect(await bring(made, {}, { lines: fileOf(11, 8) })).toMatchObject(refused('wave_problems'))
  expect(await bring(made, { closedOn: '2027-01-01' })).toMatchObject(refused('wave_day_wrong'))
  expect(await bring(made, { asked: 10 })).toMatchObject(refused('wave_asked_few'))
  expect(await bring(made, { title: ' ' })).toMatchObject(refused('text_empty'))
  expect(await bring(made, { team: 'everybody' })).toMatchObject(refused('input_invalid'))
  const { closed } = await database.read(made.school, (tx) => overview(tx, made.leader, NOW))
  expect(closed).toEqual([])
})

describe('beside newer times', () => {
  test.each([
    ['same', true],
    ['five', true],
    ['unknown', false]
  ])('a team that is said to be %s stands beside now: %s', async (team, stands) => {
    const made = await makeCampaign(database, { sizes: [7, 6] })
    const brought = await bring(made, { team })
    if (!brought.ok) throw new Error(brought.failure.code)
    await closedNow(made)
    const { waves, findings } = await shownTo(made, made.id)
    expect(waves.map(({ title, answered, asked }) => [title, answered, asked])).toEqual([[WISH.title, 11, 14]])
    expect(waves[0]!.means !== null).toBe(stands)
    expect(findings.some(({ kind }) => kind === 'change')).toBe(stands)
    const before = await shownTo(made, brought.value)
    expect(before.view.sections[0]!.items[0]).toMatchObject({ counts: [0, 11, 0, 0, 0, 0], n: 11 })
  })

  test('two files of other teams are not laid beside each other: they may be nearly the same team', async () => {
    const made = await makeCampaign(database)
    await bring(made, { team: 'five', closedOn: '2024-11-20' })
    const later = await bring(made, { team: 'five' })
    if (!later.ok) throw new Error(later.failure.code)
    expect((await shownTo(made, later.value)).waves).toMatchObject([{ means: null }])
  })

  test('the team of today, changed by one since, no longer stands beside now', async () => {
    const made = await makeCampaign(database, { sizes: [12] })
    await makePerson(database, { school: made.school })
    await bring(made, { team: 'same' })
    await closedNow(made)
    expect((await shownTo(made, made.id)).waves).toMatchObject([{ means: null }])
  })
})

test('keeps rows without order or name, and is taken away again; what was asked here is not', async () => {
  const made = await makeCampaign(database)
  const brought = await bring(made)
  if (!brought.ok) throw new Error(brought.failure.code)
  const id = brought.value
  expect(await database.read(made.school, (tx) => readClosedAnswers(tx, id))).toHaveLength(11)
  const remove = (wave: Id, person: Id) => database.transact(made.school, (tx) => removeOldWave(tx, wave, { person }))
  await expect(remove(id, made.people[0]!)).rejects.toMatchObject(notAllowed)
  expect(await remove(made.id, made.leader)).toMatchObject({ failure: { code: 'not_found' } })
  expect(await remove(id, made.leader)).toMatchObject({ ok: true })
  expect(await database.read(made.school, (tx) => readClosedAnswers(tx, id))).toEqual([])
})

test('counts come to figures, and to no rows that could be taken along', async () => {
  const made = await makeCampaign(database)
  const told = NAMES.flatMap((name) => [1, 2, 3, 4, 5, 6].map((answer) => [name, String(answer), '2']))
  const lines = [['variable', 'answer', 'count'], ...told].map((cells, at) => ({ line: at + 1, cells }))
  const [counted, rows] = [await bring(made, {}, { lines }), await bring(made)]
  if (!counted.ok || !rows.ok) throw new Error('not brought in')
  const shown = await shownTo(made, counted.value)
  expect(shown.view).toMatchObject({ answered: 12, asked: 14, sections: [{ mean: 3.5, interval: null, alpha: null }] })
  const standing = (id: Id) => database.read(made.school, (tx) => standingOfCampaign(tx, id, { person: made.leader }))
  expect(await standing(counted.value)).toMatchObject({ mayTakeRows: false })
  expect(await standing(rows.value)).toMatchObject({ mayTakeRows: true })
})

test('a file is read whatever it is called, and what is no table is refused with a sentence', async () => {
  const csv = new TextEncoder().encode("\uFEFFefficacy_1;efficacy_2\r\n3;\r\n4;'-9\r\n")
  const lines = await readWaveFile(csv)
  expect(lines).toMatchObject({ ok: true, value: [{ line: 1 }, { line: 2 }, { line: 3, cells: ['4', "'-9"] }] })
  expect(await readWaveFile(new Uint8Array())).toMatchObject({ failure: { code: 'file_empty' } })
  expect(await readWaveFile(new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]))).toMatchObject({ ok: false })
})

test('a workbook is read as the same table, from the sheet that holds one', async () => {
  const workbook = utils.book_new()
  utils.book_append_sheet(workbook, utils.aoa_to_sheet([['Toelichting']]), 'Lees mij')
  const rows = Array.from({ length: 11 }, (_, at) => NAMES.map((_, place) => (at === 0 && place === 0 ? -9 : 2)))
  utils.book_append_sheet(workbook, utils.aoa_to_sheet([NAMES, ...rows]), 'Antwoorden')
  const lines = await readWaveFile(new Uint8Array(write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer))
  if (!lines.ok) throw new Error(lines.failure.code)
  const made = await makeCampaign(database)
  const brought = await bring(made, {}, { lines: lines.value })
  if (!brought.ok) throw new Error(brought.failure.code)
  const { view } = await shownTo(made, brought.value)
  expect(view.answered).toBe(11)
  expect(view.sections[0]!.items.map(({ n, notApplicable, counts }) => [n, notApplicable, counts?.[1]])).toEqual(
    NAMES.map((_, at) => (at === 0 ? [10, 1, 10] : [11, 0, 11]))
  )
})
