import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { aMember } from '#platform/auth/testing.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { startRedis, type RedisServer } from '../../tools/redis-server.ts'
import type { App } from './app.server.ts'
import { makeBoardUnit, openProcess, park, upTo, watchBoard } from './testing/two-processes.ts'

/** Two processes on one database with Redis between them, which may be killed. */
const database = await testDatabase()
const WITHIN = { timeout: 20_000, interval: 10 }
let redis: RedisServer
let one: App
let other: App
beforeAll(async () => {
  redis = await startRedis()
  one = await openProcess(database, redis.url, () => 1_773_150_000_000)
  other = await openProcess(database, redis.url, () => 1_773_150_000_000)
  await vi.waitFor(() => expect([one.relay.isLoud(), other.relay.isLoud()]).toEqual([true, true]), WITHIN)
})
afterAll(() => redis?.close())

describe('two processes with Redis', () => {
  test('pass on what either stores, in order, nothing twice and nothing left out', async () => {
    const home = await makeBoardUnit(database)
    const watching = [await watchBoard(one, home), await watchBoard(other, home)]
    await Promise.all(upTo(80).map((n) => park(n % 2 ? one : other, home, `ding ${n}`)))
    for (const { seqs } of watching) await expect.poll(() => seqs, WITHIN).toEqual(upTo(80))
    for (const { stop } of watching) stop()
  })

  test('notice no more than a moment that Redis is killed, stays away and comes back', async () => {
    const home = await makeBoardUnit(database)
    const watching = [await watchBoard(one, home), await watchBoard(other, home)]
    const { account, school } = await aMember(one.auth)
    const token = await one.database.signin((tx) => one.auth.sessions.start(tx, { account, school, device: 'x' }))
    expect(await other.auth.sessions.find(token)).not.toBeNull()

    const storm = Promise.all(upTo(30).map((n) => park(n % 2 ? one : other, home)))
    await redis.kill()
    await storm
    for (const { seqs } of watching) await expect.poll(() => seqs, WITHIN).toEqual(upTo(30))
    await Promise.all(upTo(10).map((n) => park(n % 2 ? one : other, home)))
    await one.auth.sessions.signOut(token)
    for (const { seqs } of watching) await expect.poll(() => seqs, WITHIN).toEqual(upTo(40))
    await expect.poll(() => other.auth.sessions.find(token), WITHIN).toBeNull()

    await redis.start()
    await Promise.all(upTo(10).map((n) => park(n % 2 ? one : other, home)))
    for (const { seqs } of watching) await expect.poll(() => seqs, WITHIN).toEqual(upTo(50))
    await expect.poll(() => [one.relay.isLoud(), other.relay.isLoud()], WITHIN).toEqual([true, true])
    for (const { stop } of watching) stop()
  })
})

test('an installation starts while Redis is away, and uses it once it is there', async () => {
  const late = await startRedis()
  await late.kill()
  const [early, second] = [await openProcess(database, late.url), await openProcess(database, late.url)]
  const home = await makeBoardUnit(database)
  const watching = await watchBoard(second, home)
  await park(early, home)
  await expect.poll(() => watching.seqs, WITHIN).toEqual([1])
  await late.start()
  await expect.poll(() => early.relay.isLoud(), WITHIN).toBe(true)
  await park(early, home)
  await expect.poll(() => watching.seqs, WITHIN).toEqual([1, 2])
  watching.stop()
  await Promise.all([early.close(), second.close()])
  await late.close()
})
