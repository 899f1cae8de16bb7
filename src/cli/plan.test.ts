import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { randomInstance } from '#analytics/scheduling/visits/testing.ts'
import { seededRandom } from '#kernel/random.ts'

const folder = mkdtempSync(join(tmpdir(), 'samenspel-plan-'))
afterAll(() => rmSync(folder, { recursive: true }))

const school = randomInstance(seededRandom(5), { people: 6, days: 2, slotsPerDay: 6, wishes: 8 })
const out = join(folder, 'plan.json')

/** `samenspel plan visits` on a file with this text. */
function planVisits(text: string, ...more: string[]) {
  const file = join(folder, 'instance.json')
  writeFileSync(file, text)
  rmSync(out, { force: true })
  const args = [join(import.meta.dirname, 'main.ts'), 'plan', 'visits', file, '--out', out, ...more]
  return spawnSync(process.execPath, args, { encoding: 'utf8' })
}

test('plans a file: the plan in the other file, nothing on standard output', () => {
  const { status, stdout } = planVisits(JSON.stringify(school), '--gap', '0')
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  const plan = JSON.parse(readFileSync(out, 'utf8')) as Record<string, unknown>
  expect(plan).toMatchObject({ status: 'optimal', gap: 0, bound: plan['objective'] })
  expect(Object.keys(plan)).toEqual(['visits', 'objective', 'bound', 'gap', 'status', 'seconds'])
})

test('says what is wrong with a file, and writes none', () => {
  const [first, ...others] = school.people
  const short = { ...school, people: [{ ...first!, grid: 'TF' }, ...others] }
  const cases = [
    ['{', /is geen JSON/],
    ['{}', /klopt/],
    [JSON.stringify(short), /people\.0\.grid: grid_length/],
    [JSON.stringify({ ...school, people: [first, first, ...others] }), /people\.1\.id: double/],
    [JSON.stringify({ ...school, wishes: [{ ...school.wishes[0]!, visitor: 'x' }] }), /wishes\.0\.visitor: unknown/]
  ] as const
  for (const [text, sentence] of cases) {
    const { status, stderr } = planVisits(text)
    expect(stderr).toMatch(sentence)
    expect({ status, isWritten: existsSync(out) }).toEqual({ status: 2, isWritten: false })
  }
  expect(planVisits(JSON.stringify(school), '--seconds', 'lang').status).toBe(2)
})

test('names the locked visits that clash, and writes no plan', () => {
  expect(planVisits(JSON.stringify(school), '--gap', '0').status).toBe(0)
  const { visits } = JSON.parse(readFileSync(out, 'utf8')) as { visits: { wish: string }[] }
  const other = school.wishes.find(({ id }) => id !== visits[0]!.wish)!
  const previous = [
    { ...visits[0]!, locked: true },
    { ...visits[0]!, wish: other.id, locked: true }
  ]
  const { status, stderr } = planVisits(JSON.stringify({ ...school, previous }))
  expect(stderr).toMatch(new RegExp(`two_places: .*${other.id}`))
  expect({ status, isWritten: existsSync(out) }).toEqual({ status: 2, isWritten: false })
})
