import { readFileSync } from 'node:fs'
import * as XLSX from '@e965/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { makePerson, makeSchool, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { USUAL } from './core/periods.ts'
import { clock, type TimetableReading } from './core/lesson.ts'
import { readTimetable } from './reading/read-timetable.server.ts'
import { templateFile } from './reading/template.server.ts'
import { latestTimetable, lessonsOf, periodsOf } from './store.server.ts'
import { importTimetable, paintWeek, previewTimetable, sayCodes, setPeriods } from './use-cases.server.ts'

const database = await testDatabase()
const FACTS = { today: '2026-11-20', timeZone: 'Europe/Amsterdam', periods: USUAL.periods }
const rows = (periods: typeof USUAL.periods) =>
  periods.map(({ start, end }) => ({ start: clock(start), end: clock(end) }))

let school: Id, leader: Id, sanne: Id, karim: Id
let stranger: { school: Id; id: Id }
beforeAll(async () => {
  school = await makeSchool(database)
  const person = async (familyName: string, roles: 'school_leader'[] = []) =>
    (await makePerson(database, { school, roles, familyName })).id
  leader = await person('Vos', ['school_leader'])
  sanne = await person('Dijk')
  karim = await person('Benali')
  stranger = await makePerson(database, { roles: ['school_leader'] })
})

const inSchool = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
const lessons = () => database.read(school, lessonsOf)

async function read(text: string | Uint8Array): Promise<TimetableReading> {
  const answer = await readTimetable(typeof text === 'string' ? new TextEncoder().encode(text) : text, FACTS)
  if (!answer.ok) throw new Error(answer.failure.code)
  return answer.value
}
const order = (id = newId(NOW), by = leader) => ({ id, by, fileName: 'GPU001.TXT', now: NOW })

describe('a timetable that comes in', () => {
  test('is stored once, the same file again changes nothing, and a later one replaces it', async () => {
    const first = await read('1;"1A";"DIJ";"WI";"113";1;1;;\n2;"1A";"ZZZ";"WI";"113";1;2;;\n')
    expect(await inSchool((tx) => importTimetable(tx, first, order()))).toMatchObject({ ok: true })
    expect(await lessons()).toMatchObject([{ person: sanne, group: '1A', weekday: 1, start: 510, end: 560 }])
    const [kept] = await lessons()
    expect((await inSchool((tx) => previewTimetable(tx, first))).fresh).toEqual([])

    expect(await inSchool((tx) => sayCodes(tx, leader, [{ code: 'ZZZ', person: karim }]))).toMatchObject({ ok: true })
    await inSchool((tx) => importTimetable(tx, first, order()))
    expect(await lessons()).toHaveLength(2)
    expect(await lessons()).toContainEqual(kept)

    const second = await read('1;"1A";"DIJ";"WI";"113";2;1;;\n')
    const id = newId(NOW)
    await inSchool((tx) => importTimetable(tx, second, { ...order(id), now: NOW + 1000 }))
    await inSchool((tx) => importTimetable(tx, first, order(id)))
    expect(await lessons()).toMatchObject([{ person: sanne, weekday: 2 }])
    expect(await database.read(school, latestTimetable)).toMatchObject({ counts: { fresh: 1, gone: 2 } })
  })

  test('comes from our own workbook too, and a picture is none', async () => {
    const reading = await read(templateFile('xlsx', 'nl'))
    expect(reading.lessons).toMatchObject([
      { line: 2, teacher: 'DIJ', weekday: 1, start: 510 },
      { line: 3, teacher: 'Noor el Idrissi', group: 'groep 5', weekday: 2, end: 615 }
    ])
    expect((await read(templateFile('csv', 'en'))).lessons).toHaveLength(2)
    expect(await readTimetable(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), FACTS)).toMatchObject({ ok: false })
    expect(await readTimetable(readFileSync(import.meta.filename), FACTS)).toMatchObject({
      failure: { code: 'timetable_unknown' }
    })
  })

  test.each(['nl', 'en'] as const)(
    'comes from the workbook we offer, filled in as people do (%s)',
    async (language) => {
      const home = await makeSchool(database)
      const keeper = (await makePerson(database, { school: home, roles: ['school_leader'], familyName: 'Baas' })).id
      const yara = (await makePerson(database, { school: home, givenName: 'Yara', familyName: 'Groen' })).id
      // Opened, the examples taken out, lines added, a clock time that became a real time, saved: what a spreadsheet does.
      const book = XLSX.read(templateFile('xlsx', language), { cellDates: true })
      const [name] = book.SheetNames
      const [headings] = XLSX.utils.sheet_to_json<string[]>(book.Sheets[name!]!, { header: 1 })
      const day = (nl: string, en: string) => (language === 'nl' ? nl : en)
      const lines = [
        ['Yara Groen', 'groep 5', 'rekenen', '12', day('maandag', 'Monday'), '8:30', '10:00'],
        ['Yara Groen', 'groep 5', 'taal', '', day('di', 'tue'), 10.5 / 24, 0.5],
        [],
        ['Yara Groen', '', day('overleg', 'meeting'), '', day('vrijdag', 'Friday'), '13.00', '14:15']
      ]
      const sheet = XLSX.utils.aoa_to_sheet([headings!, ...lines])
      for (const cell of ['F3', 'G3']) Object.assign(sheet[cell] as object, { t: 'n', z: 'h:mm' })
      const filled = XLSX.utils.book_new()
      XLSX.utils.book_append_sheet(filled, sheet, name!)
      const bytes = new Uint8Array(XLSX.write(filled, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)

      const reading = await read(bytes)
      expect(reading.problems).toEqual([])
      expect(reading.lessons).toHaveLength(3)
      const preview = await database.transact(home, (tx) => previewTimetable(tx, reading))
      expect(preview.fresh).toHaveLength(3)
      const taken = await database.transact(home, (tx) =>
        importTimetable(tx, reading, { id: newId(NOW), by: keeper, fileName: 'rooster.xlsx', now: NOW })
      )
      expect(taken).toMatchObject({ ok: true })
      const stored = await database.read(home, lessonsOf)
      expect(stored.map(({ person, weekday, start, end, group }) => [person, weekday, start, end, group])).toEqual([
        [yara, 1, 510, 600, 'groep 5'],
        [yara, 2, 630, 720, 'groep 5'],
        [yara, 5, 780, 855, '']
      ])
      // The examples of the template as it is offered are no colleagues: they wait outside.
      const untouched = await read(templateFile('xlsx', language))
      expect(untouched.problems).toEqual([])
      expect((await database.transact(home, (tx) => previewTimetable(tx, untouched))).fresh).toEqual([])
    }
  )

  test('is brought in, and its codes told, by who keeps the list of people only', async () => {
    const reading = await read('1;"1A";"DIJ";"WI";"113";1;1;;\n')
    const refused = { ok: false, failure: { code: 'not_allowed' } }
    expect(await inSchool((tx) => importTimetable(tx, reading, order(newId(NOW), sanne)))).toMatchObject(refused)
    expect(await inSchool((tx) => sayCodes(tx, sanne, [{ code: 'X', person: sanne }]))).toMatchObject(refused)
    expect(await inSchool((tx) => setPeriods(tx, sanne, rows(USUAL.parts)))).toMatchObject(refused)
    expect(await inSchool((tx) => paintWeek(tx, sanne, { group: '1A', week: [], now: NOW }))).toMatchObject(refused)
    expect(await inSchool((tx) => importTimetable(tx, reading, order(newId(NOW), stranger.id)))).toMatchObject(refused)
  })

  test('is not seen in another school', async () => {
    expect(await database.read(stranger.school, lessonsOf)).toEqual([])
    expect(await database.read(stranger.school, latestTimetable)).toBeNull()
    const theirs = { code: 'DIJ', person: stranger.id }
    expect(await inSchool((tx) => sayCodes(tx, leader, [theirs]))).toMatchObject({ failure: { code: 'not_found' } })
  })
})

describe('a painted week', () => {
  const paint = (cells: [number, number, Id | null][], group = 'groep 5') =>
    inSchool((tx) =>
      paintWeek(tx, leader, {
        group,
        week: cells.map(([weekday, period, person]) => ({ weekday, period, person })),
        now: NOW
      })
    )
  const painted = async () => (await lessons()).filter(({ source }) => source === 'painted')

  test('becomes lessons, replaces the one before, and follows the times of its parts of the day', async () => {
    expect(await inSchool((tx) => setPeriods(tx, leader, rows(USUAL.parts)))).toMatchObject({ ok: true })
    await paint([
      [1, 1, karim],
      [1, 2, null],
      [2, 3, karim]
    ])
    expect(await painted()).toMatchObject([
      { person: karim, weekday: 1, start: 510, end: 615, group: 'groep 5' },
      { person: karim, weekday: 2, start: 765, end: 870 }
    ])
    await paint([[1, 1, karim]])
    expect(await painted()).toHaveLength(1)
    await inSchool((tx) => setPeriods(tx, leader, [{ start: '8:15', end: '10:00' }]))
    expect(await painted()).toMatchObject([{ start: 495, end: 600 }])
    expect(await database.read(school, periodsOf)).toHaveLength(1)
  })

  test('says who would stand before two groups at once', async () => {
    await paint([[1, 1, karim]])
    expect(await paint([[1, 1, karim]], 'groep 6')).toMatchObject({
      value: { double: [{ person: karim, group: 'groep 5', at: '08:15' }] }
    })
  })

  test('takes no people of another school and no times that run into each other', async () => {
    expect(await paint([[1, 1, stranger.id]])).toMatchObject({ failure: { code: 'input_invalid' } })
    const wrong = [
      { start: '8:30', end: '9:20' },
      { start: '9:00', end: '9:50' }
    ]
    expect(await inSchool((tx) => setPeriods(tx, leader, wrong))).toMatchObject({
      failure: { code: 'period_times_wrong', field: 'start-2' }
    })
  })
})
