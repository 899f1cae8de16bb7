import { describe, expect, it } from 'vitest'
import { isRefusal } from '#kernel/errors.ts'
import { newId } from '#kernel/id.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { importPeople, previewForPage, type ImportProgress } from './import.server.ts'
import { readRoster } from './roster-file/read-roster.server.ts'
import { makeSchool, NOW } from './testing.ts'

const database = await testDatabase()

const linesOf = (count: number) =>
  'Roepnaam;Achternaam;E-mail;Bouw;Werkdagen\n' +
  Array.from({ length: count }, (_, n) => `Voor${n};Achter${n};p${n}@school.nl;Team ${n % 9};ma di wo`).join('\n')
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** After each call somebody else must have a turn before the next one. Nothing here looks at a clock. */
function servingOthers(): { call(): void; isServed(): boolean } {
  let [calls, served, isServed] = [0, 0, true]
  return {
    call() {
      isServed &&= served === calls
      calls++
      setImmediate(() => served++)
    },
    isServed: () => isServed && calls > 1
  }
}

const orderOf = (parts: object = {}) => ({
  id: newId(NOW),
  by: null,
  fileName: 'lijst.csv',
  now: NOW,
  timeZone: 'Europe/Amsterdam',
  ...parts
})

describe('a list of twenty thousand', { timeout: 300_000 }, () => {
  it('is read, compared and stored without holding up others, and says how far it is', async () => {
    const school = await makeSchool(database)
    const bytes = bytesOf(linesOf(20_000))
    const read: number[] = []
    const reading = await readRoster(bytes, {}, { onProgress: ({ done }) => read.push(done) })
    if (!reading.ok) throw new Error(reading.failure.code)
    expect(read.length).toBeGreaterThan(10)
    const before = await previewForPage(database, school, reading.value)
    expect(before.plan.rows.every(({ status }) => status === 'new')).toBe(true)

    const others = servingOthers()
    const steps: ImportProgress[] = []
    const onProgress = (step: ImportProgress) => {
      steps.push(step)
      others.call()
    }
    const done = await database.transact(school, (tx) => importPeople(tx, reading.value, orderOf({ onProgress })))
    expect(done?.counts.new).toBe(20_000)
    expect(others.isServed()).toBe(true)
    expect(steps[0]).toMatchObject({ step: 'comparing' })
    const stored = steps.filter(({ step }) => step === 'storing')
    expect(stored.map(({ done }) => done)).toEqual(Array.from({ length: 40 }, (_, n) => n * 500))
    const again = await previewForPage(database, school, reading.value)
    expect(again.plan.rows.every(({ status }) => status === 'same')).toBe(true)
  })

  it('stops while it is read', async () => {
    const stop = new AbortController()
    const reading = readRoster(bytesOf(linesOf(20_000)), {}, { signal: stop.signal, onProgress: () => stop.abort() })
    expect(await reading).toMatchObject({ ok: false, failure: { code: 'import_stopped' } })
  })

  it('stops while it is stored, and then nothing of it is', async () => {
    const school = await makeSchool(database)
    const reading = await readRoster(bytesOf(linesOf(2_000)))
    if (!reading.ok) throw new Error(reading.failure.code)
    const stop = new AbortController()
    const onProgress = ({ done }: ImportProgress) => {
      if (done > 500) stop.abort()
    }
    const work = database.transact(school, (tx) =>
      importPeople(tx, reading.value, orderOf({ signal: stop.signal, onProgress }))
    )
    await expect(work).rejects.toSatisfy((error) => isRefusal(error) && error.failure.code === 'import_stopped')
    const left = await database.read(
      school,
      ({ sql }) => sql<{ count: number }[]>`
      select (select count(*) from people)::int + (select count(*) from units)::int
        + (select count(*) from imports)::int as count`
    )
    expect(left[0]!.count).toBe(0)
  })
})

it('a million rows are refused, and so is a list of 20,001', { timeout: 120_000 }, async () => {
  const million = bytesOf('Roepnaam;Achternaam\n' + 'A;B\n'.repeat(1_000_000))
  for (const bytes of [million, bytesOf(linesOf(20_001))])
    expect(await readRoster(bytes)).toMatchObject({ ok: false, failure: { code: 'too_large' } })
})
