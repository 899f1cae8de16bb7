import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { planImport } from '../core/roster/plan.ts'
import { toJson, type PersonJson, type RosterJson } from '../core/roster/roster-json.ts'
import { readRoster } from './read-roster.server.ts'
import { problemSentence } from './sentences.server.ts'
import { findSamples } from './testing.ts'

type ExpectedPerson = {
  line: number
  person: PersonJson
  /** Fields that any value may have. */
  free: (keyof PersonJson)[]
  status_any: string[]
  /** Codes that the row may carry when it is a problem; `null`: any. */
  problems_any?: string[] | null
  /** Where the infix begins is open: the parts joined must be right. */
  name_joined?: boolean
}
type Expected = {
  file: string
  kind: string
  people: ExpectedPerson[]
  problems: { line: number; codes: string[] }[]
  skipped: { line: number; code: string }[]
  /** Lines that may be anything but people. */
  free_lines?: number[]
}

const samples = findSamples()
const expectations = (samples ? readdirSync(samples) : [])
  .filter((file) => /^0[1-9].*\.expect\.json$/.test(file))
  .map((file) => JSON.parse(readFileSync(join(samples!, file), 'utf8')) as Expected)

const joined = (person: PersonJson) => [person.given_name, person.infix, person.family_name].filter(Boolean).join(' ')

/** The outcome in the words of the samples: new, changed and same are all `ok`. */
const outcome = (status: string | undefined) => (['new', 'changed', 'same'].includes(status ?? '') ? 'ok' : status)

function comparable(person: PersonJson | null | undefined, { free, name_joined: isJoined }: ExpectedPerson) {
  if (!person) return person
  const compared: Record<string, unknown> = { ...person }
  for (const field of free) delete compared[field]
  if (!isJoined) return compared
  const { given_name: _given, infix: _infix, family_name: _family, ...rest } = compared
  return { ...rest, name: joined(person) }
}

async function readSample(expected: Expected): Promise<RosterJson> {
  const reading = await readRoster(readFileSync(join(samples!, expected.file)))
  if (!reading.ok) throw new Error(`refused: ${reading.failure.code}`)
  return toJson(planImport([], reading.value), (problem) => problemSentence(problem, 'nl'))
}

describe.skipIf(!samples)('the samples (skipped where SAMENSPEL_REFERENCE or ../shared/reference is not there)', () => {
  test.each(expectations.map((expected) => [expected.file, expected] as const))('%s', async (_, expected) => {
    const json = await readSample(expected)
    const rowAt = (line: number) => json.rows.find((row) => row.line === line)

    for (const want of expected.people) {
      const row = rowAt(want.line)
      expect(want.status_any, `line ${want.line}`).toContain(outcome(row?.status))
      if (row?.status === 'problem') {
        const codes = row.problems.map(({ code }) => code)
        if (want.problems_any) expect(codes.filter((code) => !want.problems_any!.includes(code))).toEqual([])
      } else expect(comparable(row?.person, want), `line ${want.line}`).toEqual(comparable(want.person, want))
    }
    for (const { line, codes } of expected.problems) {
      expect(rowAt(line)?.status, `line ${line}`).toBe('problem')
      expect(
        rowAt(line)
          ?.problems.map(({ code }) => code)
          .sort()
      ).toEqual([...codes].sort())
    }
    for (const { line, code } of expected.skipped)
      expect([rowAt(line)?.status, rowAt(line)?.problems[0]?.code], `line ${line}`).toEqual(['skipped', code])

    // nothing else: no person, problem or skipped row that the file does not hold
    const named = [...expected.people, ...expected.problems, ...expected.skipped].map(({ line }) => line)
    const more = json.rows.filter(({ line }) => !named.includes(line))
    expect(more.filter(({ line }) => !expected.free_lines?.includes(line))).toEqual([])
    expect(more.filter(({ status }) => outcome(status) === 'ok')).toEqual([])
    expect(json.leaving).toEqual([])
  })

  test.each(expectations.filter(({ file }) => file.endsWith('.xml')).map(({ file }) => [file] as const))(
    'of the pupils in %s nothing is read',
    async (file) => {
      const bytes = readFileSync(join(samples!, file))
      const pupils = [...bytes.toString().matchAll(/<leerling\b.*?<\/leerling>/gs)].flatMap(([pupil]) =>
        [...pupil.matchAll(/<(?:achternaam|roepnaam)>([^<]+)</g)].map((found) => found[1]!)
      )
      expect(pupils.length).toBeGreaterThan(0)
      const everything = JSON.stringify(await readRoster(bytes))
      for (const name of pupils) expect(everything).not.toContain(`"${name}"`)
    }
  )

  test('all are there', () => {
    expect(expectations.length).toBeGreaterThanOrEqual(6)
    expect(new Set(expectations.map(({ kind }) => kind))).toEqual(new Set(['people']))
  })
})
