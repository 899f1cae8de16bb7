import { beforeAll, describe, expect, test, vi } from 'vitest'
import { forgetPersonOnBoards } from '#board-sessions/server'
import { newId } from '#kernel/id.ts'
import { RELAY_CHANNEL } from '#platform/db/notices.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { aMember } from '#platform/auth/testing.ts'
import { hashToken, newToken } from '#platform/auth/tokens.ts'
import { pairingChannel, type App } from './app.server.ts'
import { makeBoardUnit, openProcess, park, PERSON, upTo, watchBoard } from './testing/two-processes.ts'

/** Two processes on one database without Redis: they call each other through the database. */
const database = await testDatabase()
const WITHIN = { timeout: 20_000, interval: 10 }
let one: App
let other: App
beforeAll(async () => {
  one = await openProcess(database, null, () => 1_773_150_000_000)
  other = await openProcess(database, null, () => 1_773_150_000_000)
  await vi.waitFor(() => expect([one.relay.others(), other.relay.others()]).toEqual([1, 1]), WITHIN)
})

describe('two processes on one database', () => {
  test('pass on what either stores, in order, nothing twice and nothing left out', async () => {
    const home = await makeBoardUnit(database)
    const watching = [await watchBoard(one, home), await watchBoard(other, home)]
    await Promise.all(upTo(60).map((n) => park(n % 2 ? one : other, home, `ding ${n}`)))
    for (const { seqs } of watching) await expect.poll(() => seqs, WITHIN).toEqual(upTo(60))
    for (const { stop } of watching) stop()
  })

  test('see a mood that was given on the other', async () => {
    const home = await makeBoardUnit(database)
    const watching = await watchBoard(other, home)
    const command = { type: 'check-in' as const, id: newId(), person: PERSON[0]!, mood: 'tired' as const }
    await one.engine.submit(
      home.school,
      home.unit,
      { person: PERSON[0]!, device: null },
      { key: newId(), base: 0, command }
    )
    await expect.poll(() => watching.kinds, WITHIN).toContain('all-moods')
    expect(watching.seqs).toEqual([1])
    watching.stop()
  })

  test('know at once that somebody signed out on the other', async () => {
    const { account, school } = await aMember(one.auth)
    const token = await one.database.signin((tx) => one.auth.sessions.start(tx, { account, school, device: 'x' }))
    expect(await other.auth.sessions.find(token)).not.toBeNull()
    await one.auth.sessions.signOut(token)
    await expect.poll(() => other.auth.sessions.find(token), WITHIN).toBeNull()
  })

  test('know at once that somebody left a unit, and that a digiboard was paired', async () => {
    const home = await makeBoardUnit(database)
    const watching = await watchBoard(other, home)
    one.peopleChanged(home.school, [home.unit])
    await expect.poll(() => watching.kinds, WITHIN).toContain('people')
    const secret = hashToken(newToken())
    const paired: string[] = []
    other.hub.subscribe(pairingChannel(secret), (news) => paired.push(news.kind))
    one.boardPaired(secret)
    await expect.poll(() => paired, WITHIN).toContain('paired')
    watching.stop()
  })

  test('forget on both what was erased, on open screens and in memory', async () => {
    const home = await makeBoardUnit(database)
    await park(one, home, 'sleutel van Noor')
    await other.engine.open(home.school, home.unit)
    const watching = [await watchBoard(one, home), await watchBoard(other, home)]
    await database.transact(home.school, (tx) => forgetPersonOnBoards(tx, PERSON[1]!))
    one.boardsRewritten(home.school, [home.unit])
    for (const { kinds } of watching) await expect.poll(() => kinds, WITHIN).toContain('reset')
    // Once, and not again with each next reading.
    await park(one, home)
    for (const { seqs, kinds } of watching) {
      await expect.poll(() => seqs, WITHIN).toEqual([2])
      expect(kinds.filter((kind) => kind === 'reset')).toHaveLength(1)
    }
    for (const { stop } of watching) stop()
  })

  test('hear of an erasing that nobody told, when a connection comes back', async () => {
    const home = await makeBoardUnit(database)
    await park(one, home, 'sleutel van Noor')
    const watching = await watchBoard(other, home)
    await database.transact(home.school, (tx) => forgetPersonOnBoards(tx, PERSON[1]!))
    await database.ownerSql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name like 'samenspel luistert%'`
    await expect.poll(() => watching.kinds, WITHIN).toContain('reset')
    watching.stop()
  })

  test('count guesses together', async () => {
    const { claimPairing } = await import('#platform/auth/pairings.ts')
    const guess = (app: App) =>
      claimPairing(app.auth, { code: 'AAA-AAA', account: guesser, school: newId(), unit: newId() })
    const guesser = newId()
    const answers = []
    for (const n of upTo(7)) answers.push(await guess(n % 2 ? one : other))
    expect(answers.at(-1)).toMatchObject({ ok: false, failure: { code: 'too_many_attempts' } })
  })

  test('catch up after the connection on which they listen was cut', async () => {
    const home = await makeBoardUnit(database)
    const watching = await watchBoard(other, home)
    await database.ownerSql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name like 'samenspel luistert%'`
    await Promise.all(upTo(5).map(() => park(one, home)))
    await expect.poll(() => watching.seqs, WITHIN).toEqual(upTo(5))
    await park(one, home)
    await expect.poll(() => watching.seqs, WITHIN).toEqual(upTo(6))
    watching.stop()
  })

  test('read what one of them stored that died before it could tell', async () => {
    const home = await makeBoardUnit(database)
    const watching = await watchBoard(one, home)
    const dying = await database.openNotices({ channel: RELAY_CHANNEL, name: 'stervend', onNotice() {}, onGap() {} })
    await dying.tell([JSON.stringify({ from: 'stervend', state: 'hears' })])
    await expect.poll(() => one.relay.others(), WITHIN).toBe(2)
    await park(one, home)
    await expect.poll(() => watching.seqs, WITHIN).toEqual([1])
    // What is read after meeting somebody is behind us before the silent write.
    await new Promise((resolve) => setTimeout(resolve, 1200))
    await database.transact(home.school, async ({ sql }) => {
      const fact = sql.json({ type: 'parked', id: newId(), text: 'niet verteld' })
      await sql`insert into board_events (school_id, unit_id, seq, at, key, fact)
        values (${home.school}, ${home.unit}, 2, now(), ${newId()}, ${fact})`
      await sql`update boards set seq = 2 where unit_id = ${home.unit}`
    })
    await dying.close()
    await expect.poll(() => watching.seqs, WITHIN).toEqual([1, 2])
    expect(one.relay.others()).toBe(1)
    watching.stop()
  })
})
