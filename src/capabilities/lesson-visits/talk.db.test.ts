import { beforeAll, describe, expect, test } from 'vitest'
import { newId, type Id } from '#kernel/id.ts'
import { makePerson, makeSchool, NOW } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import { openPapers } from './papers.server.ts'
import { forgetVisitsOf } from './store/papers.server.ts'
import { insertVisit } from './store/visits.server.ts'
import {
  chooseGuide,
  decideInTalk,
  dropGuide,
  listGuides,
  makeGuide,
  openVisit,
  roundOffTalk,
  sayInTalk,
  sharedWithMe,
  writeNote
} from './talk.server.ts'
import { wishVisit } from './offers.server.ts'

const database = await testDatabase()
const papers = openPapers(() => Promise.resolve(Buffer.alloc(32, 7)))
const other = openPapers(() => Promise.resolve(Buffer.alloc(32, 8)))
const [SEEN, TRIED, NOTE] = [
  'Zeven tellen stilte, vier vingers',
  'Dit laten we los',
  'Alleen voor mijzelf opgeschreven'
]

let school: Id, leader: Id, administrator: Id, noor: Id, karim: Id, bart: Id, lot: Id, visit: Id
beforeAll(async () => {
  school = await makeSchool(database)
  const person = async (roles: ('school_leader' | 'administrator' | 'coach')[] = []) =>
    (await makePerson(database, { school, roles })).id
  leader = await person(['school_leader', 'coach'])
  administrator = await person(['administrator'])
  ;[noor, karim, bart, lot] = [await person(), await person(), await person(), await person()]
  visit = newId(NOW)
  await inSchool(async (tx) => {
    const wish = await wishVisit(tx, { host: karim, focus: null, question: 'Hoe begin jij?' }, as(noor))
    await insertVisit(
      tx,
      {
        id: visit,
        plan: null,
        wish: wish.ok ? wish.value.id : '',
        visitor: noor,
        host: karim,
        cover: bart,
        group: '6',
        day: '2026-11-19',
        start: 540,
        talkDay: '2026-11-19',
        talkStart: 720,
        state: 'agreed',
        says: { visitor: true, host: true, cover: true },
        endedBy: null
      },
      NOW
    )
    await writeNote(tx, visit, NOTE, papers, as(noor))
    await sayInTalk(tx, visit, { question: 1, text: SEEN }, papers, as(noor))
    await sayInTalk(tx, visit, { question: 3, text: TRIED }, papers, as(noor))
  })
})

const inSchool = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
const as = (person: Id) => ({ person, now: NOW })
const refused = (code: string) => ({ ok: false, failure: { code } })
const opened = (person: Id, key = papers) => inSchool((tx) => openVisit(tx, visit, key, 'nl', as(person)))

/** Every row of every table of the database, as text: what a backup holds, and more. */
async function dump(): Promise<string> {
  const tables = await database.ownerSql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'signin', 'administration')`
  const rows = await Promise.all(
    tables.map(({ name }) => database.ownerSql.unsafe<{ row: string }[]>(`select t::text as row from ${name} t`))
  )
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n')
}

describe('what is seen and said in a visit', () => {
  test('is for the visitor and the host, each their own part', async () => {
    expect(await opened(noor)).toMatchObject({
      role: 'visitor',
      note: NOTE,
      answers: [{ text: SEEN }, { text: TRIED }]
    })
    expect(await opened(karim)).toMatchObject({ role: 'host', note: '', answers: [{ text: SEEN }, { text: TRIED }] })
  })

  test('is for nobody else: no leader, no administrator, not who took over the class, nobody of another school', async () => {
    const stranger = await makePerson(database, { roles: ['school_leader'] })
    for (const person of [leader, administrator, bart, lot, stranger.id]) {
      expect(await opened(person)).toBeNull()
      expect(await inSchool((tx) => writeNote(tx, visit, 'x', papers, as(person)))).toMatchObject(refused('not_found'))
      expect(
        await inSchool((tx) => sayInTalk(tx, visit, { question: 1, text: 'x' }, papers, as(person)))
      ).toMatchObject(refused('not_found'))
      expect(
        await inSchool((tx) => decideInTalk(tx, visit, { question: 1, isKept: true, sharedWith: [person] }, as(person)))
      ).toMatchObject(refused('not_found'))
      expect(await inSchool((tx) => roundOffTalk(tx, visit, as(person)))).toMatchObject(refused('not_found'))
      expect(await inSchool((tx) => sharedWithMe(tx, papers, person))).toEqual([])
    }
    expect(await database.transact(stranger.school, (tx) => openVisit(tx, visit, papers, 'nl', as(karim)))).toBeNull()
  })

  test('is not readable in a copy of the database, nor with another key, nor moved to another visit', async () => {
    const all = await dump()
    expect(all).toContain(visit)
    for (const text of [SEEN, TRIED, NOTE]) {
      expect(all).not.toContain(text)
      expect(all).not.toContain(Buffer.from(text).toString('hex'))
      expect(all).not.toContain(Buffer.from(text).toString('base64').slice(0, -3))
    }
    expect(await opened(noor, other)).toMatchObject({ note: '', answers: [] })
    const [row] = await database.ownerSql<
      { sealed: Buffer }[]
    >`select sealed from visit_notes where visit_id = ${visit}`
    expect(await papers.open(row!.sealed, { school, visit: newId(NOW), what: `note ${noor}` })).toBeNull()
    expect(await papers.open(row!.sealed, { school, visit, what: `note ${karim}` })).toBeNull()
  })

  test('is kept, shared and let go by the host alone', async () => {
    const decide = (question: number, isKept: boolean, sharedWith: Id[], by: Id) =>
      inSchool((tx) => decideInTalk(tx, visit, { question, isKept, sharedWith }, as(by)))
    expect(await decide(1, true, [lot], noor)).toMatchObject(refused('not_found'))
    expect(await decide(1, true, [lot], karim)).toMatchObject({ ok: true })
    expect(await decide(3, false, [lot], karim)).toMatchObject({ ok: true })
    expect(await inSchool((tx) => sharedWithMe(tx, papers, lot))).toMatchObject([{ host: karim, text: SEEN }])
    expect(await inSchool((tx) => sharedWithMe(tx, papers, leader))).toEqual([])

    // Said anew, it is for the host to decide anew.
    await inSchool((tx) => sayInTalk(tx, visit, { question: 1, text: `${SEEN}!` }, papers, as(noor)))
    expect(await inSchool((tx) => sharedWithMe(tx, papers, lot))).toEqual([])
    await decide(1, true, [], karim)
    expect(await inSchool((tx) => roundOffTalk(tx, visit, as(noor)))).toMatchObject(refused('not_found'))
    expect(await inSchool((tx) => roundOffTalk(tx, visit, as(karim)))).toMatchObject({ ok: true })
    expect(await opened(karim)).toMatchObject({
      visit: { state: 'done' },
      answers: [{ question: 1, text: `${SEEN}!` }]
    })
    expect(await inSchool((tx) => sayInTalk(tx, visit, { question: 2, text: 'x' }, papers, as(noor)))).toMatchObject(
      refused('visit_over')
    )
  })

  test('goes with whoever is erased', async () => {
    await inSchool((tx) => forgetVisitsOf(tx, noor))
    const [row] = await database.ownerSql<{ count: number }[]>`
      select (select count(*) from visit_notes) + (select count(*) from visit_talks) as count`
    expect(Number(row!.count)).toBe(0)
  })
})

describe('viewing guides', () => {
  test('are ours, one’s own, and what colleagues share', async () => {
    const ours = await inSchool((tx) => listGuides(tx, 'nl', noor))
    expect(ours.length).toBeGreaterThanOrEqual(4)
    expect((await inSchool((tx) => listGuides(tx, 'en', noor))).map(({ lines }) => lines.length)).toEqual(
      ours.map(({ lines }) => lines.length)
    )
    const make = (title: string, isShared: boolean, lines = 'Eén\n\n Twee ') =>
      inSchool((tx) => makeGuide(tx, { title, lines, isShared }, as(noor)))
    await make('Van mij', false)
    const shared = await make('Van ons', true)
    expect(await make('', true)).toMatchObject(refused('text_empty'))
    expect(await make('Lang', true, Array(20).fill('x').join('\n'))).toMatchObject(refused('guide_too_long'))
    const seenBy = async (person: Id) =>
      (await inSchool((tx) => listGuides(tx, 'nl', person))).map(({ title }) => title)
    expect(await seenBy(noor)).toEqual(expect.arrayContaining(['Van mij', 'Van ons']))
    expect(await seenBy(lot)).toContain('Van ons')
    expect(await seenBy(lot)).not.toContain('Van mij')
    const id = shared.ok ? shared.value : ''
    expect(await inSchool((tx) => chooseGuide(tx, visit, id, as(lot)))).toMatchObject(refused('not_found'))
    expect(await inSchool((tx) => chooseGuide(tx, visit, id, as(karim)))).toMatchObject({ ok: true })
    expect(await opened(noor)).toMatchObject({ guide: { title: 'Van ons', lines: ['Eén', 'Twee'] } })
    expect(await inSchool((tx) => dropGuide(tx, id, as(lot)))).toMatchObject(refused('not_found'))
    expect(await inSchool((tx) => dropGuide(tx, id, as(noor)))).toMatchObject({ ok: true })
  })
})
