import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApp, type App } from '#app/app.server.ts'
import { readConfig } from '#app/config.server.ts'
import { findSchoolNamed, listPeople, listUnits, type RosterJson } from '#people/server'

const ROOT = resolve(import.meta.dirname, '../..')
const DE_WILG = join(ROOT, 'src/capabilities/people/testing/rosters/01-de-wilg-personeel.csv')
const REFERENCE = process.env['SAMENSPEL_REFERENCE'] ?? resolve(ROOT, '../shared/reference')
const EXPECTED = join(REFERENCE, 'rosters/01-de-wilg-personeel.csv.expect.json')

let folder: string
let env: NodeJS.ProcessEnv
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samenspel-cli-'))
  env = { ...process.env, SAMENSPEL_DATA: join(folder, 'data'), PORT: '3000', DATABASE_URL: '', PUBLIC_URL: '' }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Ended = { status: number | null; out: string; err: string }

/** The command as somebody runs it: a program of its own. */
function samenspel(...args: string[]): Promise<Ended> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], { env, cwd: folder })
    const ended = { out: '', err: '' }
    child.stdout.on('data', (text) => (ended.out += text))
    child.stderr.on('data', (text) => (ended.err += text))
    child.on('close', (status) => settle({ status, ...ended }))
  })
}

const importing = (file: string, school: string, ...options: string[]) =>
  samenspel('import', 'people', file, '--school', school, ...options)

async function listOf(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return name
}

describe('samenspel import people', () => {
  it('shows with --dry-run what a list holds, and stores nothing', async () => {
    const { status, out } = await importing(DE_WILG, 'De Wilg', '--dry-run', '--json')
    expect(status).toBe(0)
    const { rows, columns, leaving } = JSON.parse(out) as RosterJson
    expect(rows.map(({ line, status }) => [line, status])).toEqual(
      Array.from({ length: 28 }, (_, index) => [index + 2, 'new'])
    )
    expect(rows[2]!.person).toEqual({
      given_name: 'Sanne',
      infix: 'de',
      family_name: 'Wit',
      email: 's.dewit@obs-dewilg.example.nl',
      function: 'Leerkracht',
      units: ['Onderbouw'],
      groups: ['1/2a'],
      working_days: { mon: 'full', tue: 'full', wed: 'am', thu: 'off', fri: 'off' }
    })
    expect(columns[3]).toEqual({
      heading: 'E-mail werk',
      field: 'email',
      sample: 'm.vandenheuvel@obs-dewilg.example.nl'
    })
    expect(leaving).toEqual([])
    expect((await samenspel('schools')).out).toBe('')
  })

  it.skipIf(!existsSync(EXPECTED))('reads the sample as its expectation says', async () => {
    const { out } = await importing(DE_WILG, 'De Wilg', '--dry-run', '--json')
    const expected = JSON.parse(readFileSync(EXPECTED, 'utf8')) as { people: { line: number; person: object }[] }
    const read = (JSON.parse(out) as RosterJson).rows.map(({ line, person }) => ({ line, person }))
    expect(read).toEqual(expected.people.map(({ line, person }) => ({ line, person })))
  })

  it('makes the school, and changes nothing the second time', async () => {
    const first = await importing(DE_WILG, 'De Wilg')
    expect(first).toMatchObject({ status: 0, err: '' })
    expect(first.out).toContain('De school De Wilg is gemaakt.')
    expect(first.out).toContain('28 collega’s nieuw')
    const again = await importing(DE_WILG, 'de wilg', '--json')
    expect((JSON.parse(again.out) as RosterJson).rows.every(({ status }) => status === 'same')).toBe(true)
    expect((await samenspel('schools')).out).toBe('De Wilg: 28 collega’s, 3 units\n')
  })

  it('ends with 1 when some rows are problems, and says how to mend them', async () => {
    const list = await listOf('fouten.csv', 'Voornaam;Achternaam;E-mail\nJoost;Vos;j.vos@school,nl\nEls;Rijn;\n')
    const { status, out } = await importing(list, 'De Brug', '--dry-run', '--lang', 'en')
    expect(status).toBe(1)
    expect(out).toContain('line 2: Joost Vos. ‘j.vos@school,nl’ is not an e-mail address. Do you mean j.vos@school.nl?')
  })

  it('ends with 2 and an error in place of rows when the file is refused', async () => {
    const pdf = await listOf('lijst.xlsx', '%PDF-1.7 this is no list')
    const refused = await importing(pdf, 'De Brug', '--json')
    expect(refused.status).toBe(2)
    expect(JSON.parse(refused.out)).toEqual({
      error: { code: 'file_not_spreadsheet', message: expect.stringContaining('pdf') as string }
    })
    const missing = await importing('er-is-niets.csv', 'De Brug')
    expect(missing).toMatchObject({ status: 2, out: '' })
    expect(missing.err).toContain('er-is-niets.csv')
    expect((await samenspel('schools')).out).not.toContain('De Brug')
  })

  it('says how it is used when something is missing, and keeps standard output empty', async () => {
    for (const args of [['import', 'people', DE_WILG], ['import'], ['nonsense'], ['import', 'people', '--wrong']]) {
      const { status, out, err } = await samenspel(...args)
      expect({ status, out }).toEqual({ status: 2, out: '' })
      expect(err).toContain('bin/samenspel')
    }
  })
})

describe('samenspel invite and link', () => {
  it('print a link for a colleague in the list, and for nobody else', async () => {
    const invited = await samenspel('invite', '--school', 'De Wilg', '--email', 's.dewit@obs-dewilg.example.nl')
    expect(invited.status).toBe(0)
    expect(invited.out).toMatch(/^http:\/\/localhost:3000\/uitnodiging\/[\w-]{43}\n$/)
    const stranger = await samenspel('invite', '--school', 'De Wilg', '--email', 'x@elders.example')
    expect(stranger).toMatchObject({ status: 2, out: '' })
    const nowhere = await samenspel('invite', '--school', 'Nergens', '--email', 's.dewit@obs-dewilg.example.nl')
    expect(nowhere).toMatchObject({ status: 2, out: '' })
    const noAccount = await samenspel('link', '--email', 's.dewit@obs-dewilg.example.nl')
    expect(noAccount).toMatchObject({ status: 2, out: '' })
  })
})

describe('beside a running application', () => {
  let app: App
  beforeAll(async () => {
    app = await openApp(readConfig(env))
  })
  afterAll(() => app.close())

  it('uses its database, and its boards follow', async () => {
    const school = (await findSchoolNamed(app.database, 'De Wilg'))!
    const units = await app.database.read(school, listUnits)
    const unit = units.find(({ name }) => name === 'Bovenbouw')!
    const told = new Promise((settle) => app.hub.subscribe(unit.id, settle))
    const list = await listOf('nieuw.csv', 'Voornaam;Achternaam;E-mail;Bouw\nNoor;Vos;n.vos@school.example;Bovenbouw\n')
    expect(await importing(list, 'De Wilg')).toMatchObject({ status: 0, err: '' })
    expect(await told).toEqual({ kind: 'people' })
    expect(await app.database.read(school, listPeople)).toHaveLength(29)
  })
})
