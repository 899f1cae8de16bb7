import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planImport } from '../core/roster/plan.ts'
import { toJson } from '../core/roster/roster-json.ts'
import { readRoster } from './read-roster.server.ts'
import { problemSentence } from './sentences.server.ts'
import { bytesOf } from './testing.ts'

const LINDE = readFileSync(join(import.meta.dirname, '../testing/rosters/06-edex-de-linde.xml'))

async function read(bytes: Uint8Array) {
  const reading = await readRoster(bytes)
  if (!reading.ok) throw new Error(reading.failure.code)
  return reading.value
}
async function refusal(bytes: Uint8Array) {
  const reading = await readRoster(bytes)
  return reading.ok ? null : reading.failure.code
}
const edex = (body: string, head = '<?xml version="1.0" encoding="UTF-8"?>') => bytesOf(`${head}<EDEX>${body}</EDEX>`)
const teacher = (inner: string, key = 'K') => `<leerkracht key="${key}">${inner}</leerkracht>`
const staff = (...teachers: string[]) => edex(`<leerkrachten>${teachers.join('')}</leerkrachten>`)
const ANN = '<achternaam>Bos</achternaam><roepnaam>Ann</roepnaam>'

describe('an EDEXML file', () => {
  it('gives the teachers, by the line of their element', async () => {
    const { rows } = await read(LINDE)
    expect(rows.map(({ line, status, person }) => [line, status, person?.givenName])).toEqual([
      [21, 'read', 'Ilse'],
      [28, 'read', 'H'],
      [30, 'problem', 'Kim']
    ])
    expect(rows[0]!.person).toEqual({
      givenName: 'Ilse',
      infix: 'van den',
      familyName: 'Broek',
      email: 'i.vandenbroek@delinde.example.nl',
      function: 'Locatieleider Oost',
      staffNumber: 'edex:L1',
      units: [],
      groups: ['1 en 2', '5, plus'],
      workingDays: null
    })
    expect(rows[1]!.person).toMatchObject({
      familyName: 'el Amrani',
      infix: '',
      staffNumber: '',
      function: 'Onderwijsassistent'
    })
    expect(rows[2]!.problems.map(({ code }) => code).sort()).toEqual(['email_invalid', 'name_missing'])
  })

  it('passes pupils and parents over: nothing of them is in what is read or kept', async () => {
    const reading = await read(LINDE)
    const everything = JSON.stringify([
      reading,
      toJson(planImport([], reading), (problem) => problemSentence(problem, 'nl'))
    ])
    for (const secret of ['Geheimpje', 'Fleur', 'fleur@', 'Verborgen', 'Milan', 'Stiekem', 'Sam"', 'Olga', 'NEP'])
      expect(everything).not.toContain(secret)
    expect(reading.source).not.toBeInstanceOf(Uint8Array)
  })

  it('is read again from what was kept, with a mended address and other columns', async () => {
    const first = await read(LINDE)
    const again = await readRoster(first.source, {
      mendedEmails: { 30: 'kim@delinde.example.nl' },
      mapping: { 5: null }
    })
    expect(again.ok && again.value.rows.map(({ person }) => [person?.function, person?.email])).toEqual([
      ['', 'i.vandenbroek@delinde.example.nl'],
      ['', ''],
      ['', 'kim@delinde.example.nl']
    ])
  })

  it.each([
    [
      'UTF-16',
      Buffer.from(
        `\ufeff<EDEX><leerkrachten>${teacher('<achternaam>Öz</achternaam><roepnaam>Zoë</roepnaam>')}</leerkrachten></EDEX>`,
        'utf16le'
      )
    ],
    [
      'Windows-1252',
      bytesOf(
        `<?xml version="1.0" encoding="windows-1252"?><EDEX><leerkrachten>${teacher('<achternaam>Öz</achternaam><roepnaam>Zoë</roepnaam>')}</leerkrachten></EDEX>`,
        'latin1'
      )
    ]
  ])('may be written in %s', async (_, bytes) => {
    expect((await read(bytes)).rows[0]!.person).toMatchObject({ givenName: 'Zoë', familyName: 'Öz' })
  })

  it('knows two people with one name by their keys, and no key that two people have', async () => {
    expect((await read(staff(teacher(ANN, 'A'), teacher(ANN, 'B')))).rows).toHaveLength(2)
    const twice = await read(
      staff(teacher(ANN, 'A'), teacher('<achternaam>Vos</achternaam><roepnaam>Bo</roepnaam>', 'A'))
    )
    expect(twice.rows.map(({ status, person }) => [status, person?.staffNumber])).toEqual([
      ['read', ''],
      ['read', '']
    ])
  })

  it.each([
    ['half a file', bytesOf('<EDEX><leerkrachten><leerkracht key="A"><achternaam>Bos'), 'xml_invalid'],
    ['tags that do not match', bytesOf('<EDEX><leerkrachten></EDEX>'), 'xml_invalid'],
    [
      'an entity from elsewhere',
      edex(teacher('&x;'), '<!DOCTYPE EDEX [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      'xml_invalid'
    ],
    ['an entity that nobody declared', staff(teacher('<achternaam>&bos;</achternaam>')), 'xml_invalid'],
    ['no teachers', edex('<leerlingen><leerling key="P"/></leerlingen>'), 'no_rows'],
    ['another kind of XML', bytesOf('<?xml version="1.0"?><lijst><persoon/></lijst>'), 'file_not_spreadsheet'],
    ['letters written in two ways', Buffer.concat([edex('<!-- ë -->'), Buffer.from([0xeb])]), 'mixed_encoding'],
    ['more teachers than a school has', staff(teacher(ANN).repeat(20_001)), 'too_large']
  ])('is refused whole: %s', async (_, bytes, code) => {
    expect(await refusal(bytes)).toBe(code)
  })

  it('may nest deep or long without harm', async () => {
    const deep = edex('<a>'.repeat(50_000) + '</a>'.repeat(50_000) + `<leerkrachten>${teacher(ANN)}</leerkrachten>`)
    expect((await read(deep)).rows).toHaveLength(1)
    const long = await read(staff(teacher(`<achternaam>${'x'.repeat(300_000)}</achternaam><roepnaam>Ann</roepnaam>`)))
    expect(long.rows[0]!.problems.map(({ code }) => code)).toEqual(['value_too_long'])
  })
})
