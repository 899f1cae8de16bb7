import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveLanguageWith } from '#platform/i18n/runtime.ts'
import { Mistake, type Surroundings } from './command.ts'
import { compareCommand } from './compare.ts'
import { likertCommand } from './likert.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const REFERENCE = process.env['SAMENSPEL_REFERENCE'] ?? resolve(ROOT, '../shared/reference')
const BFI = join(REFERENCE, 'likert/bfi.csv')
const folder = mkdtempSync(join(tmpdir(), 'samenspel-likert-'))
beforeAll(() => resolveLanguageWith(() => 'nl'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command as somebody runs it: a program of its own. */
function program(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8'
  })
  return { status, out: stdout, err: stderr }
}

/** The same within this process: starting a program for every mistake would take minutes. */
async function samenspel(
  name: 'likert' | 'compare',
  ...args: string[]
): Promise<{ status: number; out: string; err: string }> {
  const ended = { status: 0, out: '', err: '' }
  const surroundings: Surroundings = {
    open: () => Promise.reject(new Error('these commands need no database')),
    print: (text) => void (ended.out += `${text}\n`),
    tell: (text) => void (ended.err += `${text}\n`),
    language: 'nl'
  }
  const inFolder = args.map((arg) => (/\.(csv|json)$/.test(arg) ? resolve(folder, arg) : arg))
  try {
    ended.status = await { likert: likertCommand, compare: compareCommand }[name](inFolder, surroundings)
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    Object.assign(ended, { status: 2, err: error.message })
  }
  return ended
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return name
}

const SCALES = file('scales.json', '{"scales": {"A": {"items": ["Q1", "Q2"], "reversed": ["Q2"], "min": 1, "max": 6}}}')

describe('samenspel likert', () => {
  it('prints one object with a key per scale, with null where nothing can be said', async () => {
    const data = file('answers.csv', '\uFEFFid;Q1;Q2;unit\r\n1;6;1;a\r\n2;4;2;a\r\n\r\n3;5;;b\r\n4;3;NA;\r\n')
    const scales = file(
      'grouped.json',
      readFileSync(join(folder, SCALES), 'utf8').replace(/\}$/, ', "group": "unit", "top2box": true}')
    )
    const { status, out, err } = await samenspel('likert', '--data', data, '--scales', scales, '--json')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    const { A } = JSON.parse(out) as Record<string, Record<string, unknown>>
    expect(A).toMatchObject({ n_rows: 4, n_complete: 2, k: 2, item_n_available: { Q1: 4, Q2: 2 }, score_mean: 5.25 })
    expect(A).toMatchObject({ omega_total_cfa_ml_cov: null, omega_note: 'too_few_items', icc: { ICC1_n0: null } })
    expect(A!['top2box']).toMatchObject({ Q1: { count: 2, n: 4, proportion: 0.5 }, Q2: { count: 2, n: 2 } })
  })

  it('says it in a line without --json', async () => {
    const data = file('plain.csv', 'Q1,Q2\n6,1\n4,3\n2,4\n')
    const { status, out } = await samenspel('likert', data, '--scales', SCALES)
    expect({ status, out }).toEqual({
      status: 0,
      out: 'A: 3 van 3 volledig, gemiddelde 4.17, alpha 0.97 (-0.05 tot 1.00), omega -\n'
    })
  })

  it.each([
    ['out of range', 'Q1,Q2\n1,2\n3,7\n', 'Regel 3, kolom ‘Q2’: 7 ligt niet tussen 1 en 6'],
    ['no number', 'Q1,Q2\n1,2\nvaak,5\n', 'Regel 3, kolom ‘Q1’: ‘vaak’ is geen getal'],
    ['lines within quotes', 'Q1,note,Q2\n1,"two\nlines",2\n0,x,2\n', 'Regel 4, kolom ‘Q1’'],
    ['a column that is not there', 'Q1,Q3\n1,2\n', 'De kolom ‘Q2’ staat niet in'],
    ['a column twice', 'Q1,Q2,Q1\n1,2,3\n', 'De kolom ‘Q1’ staat twee keer'],
    ['an uneven line', 'Q1,Q2\n1,2\n1\n', 'bad.csv heeft 1 vak, de eerste regel 2'],
    ['nobody', 'Q1,Q2\n', 'bad.csv staan geen antwoorden'],
    ['nothing', '', 'bad.csv staan geen antwoorden']
  ])('refuses %s, and says where', async (_, text, sentence) => {
    const { status, out, err } = await samenspel('likert', file('bad.csv', text), '--scales', SCALES, '--json')
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(sentence)
  })

  it.each([
    '{',
    '{"scales": {"A": {"items": [], "min": 1, "max": 6}}}',
    '{"scales": {"A": {"items": ["Q1", "Q1"], "min": 1, "max": 6}}}',
    '{"scales": {"A": {"items": ["Q1"], "min": 6, "max": 6}}}',
    '{"scales": {"A": {"items": ["Q1"], "reversed": ["Q2"], "min": 1, "max": 6}}}'
  ])('refuses scales that cannot be: %s', async (text) => {
    const data = file('answers2.csv', 'Q1,Q2\n1,2\n')
    const { status, err } = await samenspel('likert', data, '--scales', file('bad.json', text))
    expect(status).toBe(2)
    expect(err).toContain('bad.json is geen goede beschrijving van schalen')
  })

  it.skipIf(!existsSync(BFI))('reads a real file of 2,800 people', async () => {
    const scales = file(
      'bfi.json',
      '{"scales": {"A": {"items": ["A1","A2","A3","A4","A5"], "reversed": ["A1"], "min": 1, "max": 6}}}'
    )
    const { A } = JSON.parse((await samenspel('likert', '--data', BFI, '--scales', scales, '--json')).out) as Record<
      string,
      { n_complete: number; alpha_raw: number }
    >
    expect(A!.n_complete).toBe(2709)
    expect(A!.alpha_raw).toBeCloseTo(0.7037558943748361, 12)
  })
})

it('is a program that ends with 0 or 2, in the language that is asked for', () => {
  const data = file('program.csv', 'Q1,Q2\n6,1\n4,9\n2,4\n')
  const found = program('compare', '--data', data, '--value', 'Q1', '--group', 'Q1', '--lang', 'en')
  expect(found).toMatchObject({ status: 2, out: '' })
  expect(found.err).toContain('exactly two groups with answers')
  expect(program('compare', data, '--value', 'Q1', '--population', '3', '--json')).toEqual({
    status: 0,
    out: '{"n":3,"mean":4,"sd":2,"standard_error":0}\n',
    err: ''
  })
}, 120_000)

describe('samenspel compare', () => {
  const data = file('two.csv', 'score,unit\n4,b\n5,b\n6,b\n1,a\n2,a\n3,a\n,a\n9,\n')
  it('puts the first level in the order of bytes beside the second', async () => {
    const { out } = await samenspel('compare', '--data', data, '--value', 'score', '--group', 'unit', '--json')
    expect(JSON.parse(out)).toMatchObject({
      groups: ['a', 'b'],
      n: { a: 3, b: 3 },
      mann_whitney_u: 0,
      rank_biserial: -1,
      cohens_d: -3
    })
  })

  it('gives the uncertainty of a mean in a team of known size', async () => {
    const { out } = await samenspel('compare', '--data', data, '--value', 'score', '--population', '14', '--json')
    const { n, mean, standard_error } = JSON.parse(out) as Record<string, number>
    expect([n, mean]).toEqual([7, 30 / 7])
    const spread = [4, 5, 6, 1, 2, 3, 9].reduce((all, one) => all + (one - 30 / 7) ** 2, 0) / 6
    expect(standard_error).toBeCloseTo(Math.sqrt((0.5 * spread) / 7), 12)
  })

  it.each([
    [['--group', 'score'], 'precies twee groepen'],
    [['--population', '6'], 'minstens het aantal antwoorden (7)'],
    [[], '--group']
  ])('refuses %j', async (options, sentence) => {
    const { status, out, err } = await samenspel('compare', '--data', data, '--value', 'score', ...options, '--json')
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(sentence)
  })
})
