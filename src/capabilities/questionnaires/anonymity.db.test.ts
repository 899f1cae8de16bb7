/**
 * An adversary with one complete copy of the database after the closing, and the letters: a superuser's look at every
 * row of every table, with the places and transaction numbers that PostgreSQL keeps beside them.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { hashToken } from '#platform/auth/tokens.ts'
import { closeCampaign } from './campaigns.server.ts'
import type { Answers } from './core/form.ts'
import { give, makeCampaign, type MadeCampaign } from './testing.ts'

const database = await testDatabase()
const ITEMS = ['efficacy-1', 'efficacy-2', 'efficacy-3', 'efficacy-4', 'efficacy-5', 'efficacy-6']

/** A different pattern for everybody, so that a row of answers can be told from every other. */
const patternOf = (number: number): Answers =>
  Object.fromEntries(ITEMS.map((item, at) => [item, 1 + (Math.floor(number / 6 ** at) % 6)]))
const sayingOf = (number: number) => `Ik schreef als nummer ${number} dit`

async function closed(order: (people: Id[]) => Id[], sizes = [6, 6]): Promise<MadeCampaign & { answering: Id[] }> {
  const made = await makeCampaign(database, { sizes })
  const answering = order(made.people)
  for (const [number, person] of answering.entries()) {
    const given = await give(database, made, person, { answers: patternOf(number), texts: { open: sayingOf(number) } })
    if (!given.ok) throw new Error(given.failure.code)
  }
  await database.transact(made.school, (tx) => closeCampaign(tx, made.id, { person: made.leader, now: made.at }))
  return { ...made, answering }
}

type Copied = { table: string; place: string; transaction: string; row: Record<string, unknown> }

/** Every row of every table of the database, in the order of the file. */
async function copy(): Promise<Copied[]> {
  const { ownerSql: sql } = database
  const tables = await sql<{ schema: string; name: string }[]>`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'signin')`
  const copies = await Promise.all(
    tables.map(
      ({ schema, name }) => sql<Copied[]>`
        select ${name}::text as "table", ctid::text as place, xmin::text as transaction, to_jsonb(t) as row
        from ${sql(schema)}.${sql(name)} t order by ctid`
    )
  )
  return copies.flat()
}

describe('one copy of everything after the closing', () => {
  let made: Awaited<ReturnType<typeof closed>>
  let all: Copied[]
  beforeAll(async () => {
    made = await closed((people) => people)
    all = (await copy()).filter(({ row }) => row['school_id'] === made.school || row['id'] === made.school)
  })
  const of = (table: string) => all.filter((one) => one.table === table)

  test('holds all answers and texts, and no row that names a person or a group beside one', () => {
    const answers = of('campaign_answers')
    expect(answers.map(({ row }) => JSON.stringify(row['answers'])).sort()).toEqual(
      made.answering.map((_, number) => JSON.stringify(patternOf(number))).sort()
    )
    expect(of('campaign_texts')).toHaveLength(12)
    expect(of('campaign_pending')).toEqual([])
    for (const { row } of [...answers, ...of('campaign_texts')]) {
      const { school_id, campaign_id, id, ...rest } = row
      expect([school_id, campaign_id]).toEqual([made.school, made.id])
      // Version 4: nothing but chance in it.
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
      expect(Object.keys(rest).sort().join()).toMatch(/^(answers|item,text)$/)
    }
  })

  test('has a text nowhere in the row of the answers it came with, and an answer nowhere else', () => {
    const holders = (part: string) =>
      all.filter(({ row }) => JSON.stringify(row).includes(part)).map(({ table }) => table)
    for (const number of made.answering.keys()) expect(holders(sayingOf(number))).toEqual(['campaign_texts'])
    for (const { row } of of('campaign_answers')) expect(holders(String(row['id']))).toEqual(['campaign_answers'])
    for (const person of made.answering) {
      const where = [...new Set(holders(person))].sort()
      expect(where).toEqual(['campaign_people', 'memberships', 'people'])
    }
  })

  test('does not tell who answered, and no letter leads anywhere any more', () => {
    const people = of('campaign_people')
    expect(people).toHaveLength(13)
    for (const { row } of people) expect([row['answered'], row['token_hash']]).toEqual([null, null])
    const everything = JSON.stringify(all)
    for (const { token } of made.letters) {
      expect(everything).not.toContain(token)
      expect(everything).not.toContain(hashToken(token).toString('hex'))
    }
  })

  test('was written in one transaction, which tells nothing of the ones in which people answered', () => {
    const numbers = (table: string) => new Set(of(table).map(({ transaction }) => transaction))
    expect(numbers('campaign_answers').size).toBe(1)
    expect(numbers('campaign_texts')).toEqual(numbers('campaign_answers'))
    expect(numbers('campaign_people')).toEqual(numbers('campaign_answers'))
  })

  test('has no moment in it: the closing is known by its day', () => {
    for (const table of ['campaigns', 'campaign_people', 'campaign_answers', 'campaign_texts'])
      for (const { row } of of(table))
        expect(JSON.stringify({ ...row, form: null })).not.toMatch(/\d\dT\d\d:|\d\d:\d\d:\d\d/)
  })
})

test('one copy while it runs does not join who answered to what, by no number and no place', async () => {
  const made = await makeCampaign(database)
  for (const [number, person] of made.people.slice(0, 8).entries())
    await give(database, made, person, { answers: patternOf(number) })
  const all = (await copy()).filter(({ row }) => row['campaign_id'] === made.id)
  const of = (table: string) => all.filter((one) => one.table === table)
  expect(of('campaign_pending')).toHaveLength(8)
  // The transaction of the last answer stands on every row, of people and of answers.
  expect(new Set(all.map(({ transaction }) => transaction)).size).toBe(1)
  for (const { row } of of('campaign_pending')) {
    expect(Object.keys(row).sort().join()).toBe('answers,campaign_id,id,labels,school_id')
    for (const person of made.people) expect(JSON.stringify(row)).not.toContain(person)
  }
})

test('the order of the file, of the ids and of the texts does not follow the order of answering', async () => {
  const ROUNDS = 24
  const positions = { file: 0, id: 0, texts: 0, people: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    const made = await closed((people) => people, [6])
    const all = (await copy()).filter(({ row }) => row['campaign_id'] === made.id)
    const number = (row: Record<string, unknown>) =>
      ITEMS.reduce((sum, item, at) => sum + ((row['answers'] as Record<string, number>)[item]! - 1) * 6 ** at, 0)
    const answers = all.filter(({ table }) => table === 'campaign_answers')
    const byId = [...answers].sort((left, right) => (String(left.row['id']) < String(right.row['id']) ? -1 : 1))
    const texts = all.filter(({ table }) => table === 'campaign_texts')
    const people = all.filter(({ table, row }) => table === 'campaign_people' && row['person_id'] !== made.leader)
    positions.file += correlation(answers.map(({ row }) => number(row)))
    positions.id += correlation(byId.map(({ row }) => number(row)))
    positions.texts += correlation(texts.map(({ row }) => Number(/\d+/.exec(String(row['text']))![0])))
    positions.people += correlation(people.map(({ row }) => made.answering.indexOf(String(row['person_id']))))
  }
  // By chance the mean over the rounds has a deviation of 0.09; an order that is kept gives 1.
  for (const [what, total] of Object.entries(positions)) expect(Math.abs(total / ROUNDS), what).toBeLessThan(0.45)
}, 240_000)

/** Spearman's, of places 0, 1, 2 ... with what stands there. */
function correlation(order: number[]): number {
  const distance = order.reduce((sum, value, at) => sum + (value - at) ** 2, 0)
  return 1 - (6 * distance) / (order.length * (order.length ** 2 - 1))
}
