/**
 * An adversary who keeps every pool that was ever shown, in whatever order schools give, take back, leave, are put
 * out, come again and ask anew, and who adds and subtracts them in every way: never about fewer than four schools, so that one of these
 * schools, who knows its own answers, always has three others before it. The proof is in docs/decisions/0079.
 */
import { expect, it } from 'vitest'
import { addDays, type Day } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { seededRandom, type Random } from '#kernel/random.ts'
import { makeSchool } from '#people/testing'
import { testDatabase } from '#platform/db/testing.ts'
import * as store from './store.server.ts'

const database = await testDatabase()
const { ownerSql } = database
const TODAY = '2026-11-20'
const CODE = Buffer.alloc(32, 7)

/** A closed campaign with one sentence, straight in its table: the rule is the database's, and many steps are tried. */
async function ask(school: Id, counts: readonly number[], closedOn: string): Promise<Id> {
  const id = newId()
  const form = {
    items: [{ key: 'one', text: { nl: 'Eén', en: 'One' }, reversed: false, scale: 's' }],
    scales: { s: { max: 4 } }
  }
  const results = { tooFew: false, items: { one: { counts } } }
  await database.transact(
    school,
    ({ sql }) => sql`
    insert into campaigns (school_id, id, title, form, groupings, opened_on, closes_on, closed_on, results)
    values (${school}, ${id}, 'Scan', ${sql.json(form)}, '{}', '2026-01-01', '2026-11-19', ${closedOn}, ${sql.json(results)})`
  )
  return id
}

type Part = { pool: number; school: Id; campaign: Id }

/** Whether some combination of the pools says something, and only about these schools. */
function isolates(parts: readonly Part[], few: readonly Id[]): boolean {
  const pools = [...new Set(parts.map(({ pool }) => pool))]
  const atoms = [...new Map(parts.map((part) => [part.school + part.campaign, part])).values()]
  const has = new Set(parts.map((part) => part.pool + part.school + part.campaign))
  const rows = (some: readonly Part[]) =>
    pools.map((pool) => some.map(({ school, campaign }) => Number(has.has(pool + school + campaign))))
  return rank(rows(atoms.filter(({ school }) => !few.includes(school)))) < rank(rows(atoms))
}

function rank(rows: number[][]): number {
  const matrix = rows.map((row) => [...row])
  let found = 0
  for (let column = 0; column < (matrix[0]?.length ?? 0); column++) {
    const at = matrix.findIndex((row, index) => index >= found && Math.abs(row[column]!) > 1e-9)
    if (at < 0) continue
    ;[matrix[found], matrix[at]] = [matrix[at]!, matrix[found]!]
    for (let other = found + 1; other < matrix.length; other++) {
      const times = matrix[other]![column]! / matrix[found]![column]!
      matrix[other] = matrix[other]!.map((value, index) => value - times * matrix[found]![index]!)
    }
    found++
  }
  return found
}

const triplesOf = (ids: readonly Id[]): Id[][] =>
  ids.flatMap((one, at) => ids.slice(at + 1).flatMap((two, next) => ids.slice(at + next + 2).map((three) => [one, two, three]))) // prettier-ignore

/** Something that a school does; gives which. */
async function step(random: Random, own: Map<Id, Id[]>, day: Day): Promise<Id> {
  const schools = [...own.keys()]
  const school = schools[Math.floor(random() * schools.length)]!
  const asked = own.get(school)!
  const chance = random()
  const act = <T>(fn: Parameters<typeof database.transact<T>>[1]) => database.transact(school, fn)
  if (chance < 0.35 || asked.length === 0) {
    const counts = Array.from({ length: 4 }, () => 2 + Math.floor(random() * 5))
    asked.push(await ask(school, counts, day))
  }
  const campaign = asked[Math.floor(random() * asked.length)]!
  if (chance < 0.75) await act((tx) => store.contribute(tx, campaign, ['one'], TODAY))
  else if (chance < 0.9) await act((tx) => store.takeBack(tx, campaign))
  else if (chance < 0.95) {
    await act((tx) => store.leaveTrust(tx))
    await act((tx) => store.joinTrust(tx, { hash: CODE, now: 0, today: TODAY }))
  } else {
    await act(async (tx) => {
      const others = (await store.readMembers(tx)).filter(({ isOwn }) => !isOwn)
      const { membership } = others[Math.floor(random() * others.length)]!
      await store.endMembership(tx, { membership, now: 0, today: TODAY })
      await store.renewCode(tx, { hash: CODE, until: new Date(Date.UTC(2099, 0, 1)) })
    })
    // Whoever it was comes again; the others are in it already.
    for (const one of schools)
      await database.transact(one, (tx) => store.joinTrust(tx, { hash: CODE, now: 0, today: TODAY }))
  }
  return school
}

it.each([1, 2, 3])('however schools come, go and ask again, nothing is about fewer than four (%d)', async (seed) => {
  const random = seededRandom(seed)
  await ownerSql`truncate signin.trusts, signin.trust_schools, signin.trust_answers, signin.trust_pools, signin.trust_pool_parts`
  const own = new Map<Id, Id[]>()
  for (let at = 0; at < 7; at++) own.set(await makeSchool(database), [])
  const [first, ...others] = [...own.keys()]
  const code = { hash: CODE, until: new Date('2027-01-01') }
  await database.transact(first!, (tx) => store.makeTrust(tx, { id: newId(), name: 'De Ring', code, today: TODAY }))
  for (const school of others)
    await database.transact(school, (tx) => store.joinTrust(tx, { hash: CODE, now: 0, today: TODAY }))

  let seen = 0
  for (let at = 0; at < 80; at++) {
    const school = await step(random, own, addDays('2026-08-01', at))
    await database.read(school, async (tx) => {
      for (const campaign of own.get(school)!) {
        const [row] = await store.poolsOf(tx, campaign, TODAY)
        if (!row?.pool) continue
        seen++
        expect(row.pool.schools).toBeGreaterThanOrEqual(3)
        expect(row.pool.counts.reduce((all, one) => all + one, 0)).toBeGreaterThanOrEqual(row.pool.schools * 5)
      }
    })
  }
  const parts = await ownerSql<Part[]>`
    select pool_id::int as pool, school_id as school, campaign_id as campaign from signin.trust_pool_parts`
  // Each case is about something: several pools were made, and shown.
  expect(new Set(parts.map(({ pool }) => pool)).size).toBeGreaterThan(2)
  expect(seen).toBeGreaterThan(9)
  for (const few of triplesOf([...own.keys()])) expect([few, isolates(parts, few)]).toEqual([few, false])
  // The net itself: the pool without one of its schools would have been caught.
  const last = parts.filter(({ pool }) => pool === Math.max(...parts.map(({ pool }) => pool)))
  const oneLess = [...parts, ...last.slice(1).map((part) => ({ ...part, pool: 0 }))]
  expect(triplesOf([...own.keys()]).some((few) => isolates(oneLess, few))).toBe(true)
})
