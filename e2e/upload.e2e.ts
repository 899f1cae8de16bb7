import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CFB } from '@e965/xlsx'
import { openWorld, type World } from '../tools/world.ts'
import { expect, test } from './support/test.ts'
import { makeTeam, type Team } from './support/team.ts'
import { chooseList, WILG } from './support/begin.ts'

let world: World
let team: Team
let folder: string
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'samenspel-bestanden-'))
  world = await openWorld()
  team = await makeTeam(await world.app(), { size: 2 })
})
test.afterAll(async () => {
  rmSync(folder, { recursive: true })
  await world?.close()
})

type File = { name: string; content: Buffer | string }

const file = (name: string, content: Buffer | string): File => ({ name, content })

/** On disk, as a browser finds what a person chooses: the large ones would take long to hand over. */
function save({ name, content }: File): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** The part of the compound file library that is used here; it comes without types. */
type CompoundFiles = {
  utils: { cfb_new(): object; cfb_add(file: object, path: string, content: Uint8Array): void }
  write(file: object, options: { type: 'buffer' }): Uint8Array
}

/** As Excel writes a workbook with a password: not a zip, but a compound file that holds an encrypted package. */
function encryptedWorkbook(): Buffer {
  const { utils, write } = CFB as CompoundFiles
  const compound = utils.cfb_new()
  utils.cfb_add(compound, '/EncryptionInfo', randomBytes(200))
  utils.cfb_add(compound, '/EncryptedPackage', randomBytes(20_000))
  return Buffer.from(write(compound, { type: 'buffer' }))
}

const MANY = `Voornaam;Achternaam\n${'Sanne;de Wit\n'.repeat(20_001)}`

const REFUSED: [what: string, file: File, sentence: string][] = [
  ['rubbish', file('lijst.csv', randomBytes(5000)), 'Dit is geen spreadsheet.'],
  ['nothing at all', file('leeg.csv', ''), 'Dit bestand is leeg.'],
  ['only headings', file('koppen.csv', 'Voornaam;Achternaam\n'), 'We vinden in dit bestand geen lijst van mensen.'],
  [
    'no list of people',
    file('boodschappen.csv', 'melk;2\nkaas;1\n'),
    'We vinden in dit bestand geen lijst van mensen.'
  ],
  ['a picture called .xlsx', file('foto.xlsx', Buffer.from('89504e470d0a1a0a', 'hex')), 'Dit is een afbeelding.'],
  ['a pdf called .csv', file('lijst.csv', '%PDF-1.7\n%âãÏÓ\n1 0 obj'), 'Dit is een pdf.'],
  [
    'a web page called .xls',
    file('export.xls', '<!doctype html><table><tr><td>Naam</td></tr></table>'),
    'Dit is een webpagina'
  ],
  ['a password', file('geheim.xlsx', encryptedWorkbook()), 'Dit bestand is beveiligd met een wachtwoord.'],
  ['too many rows', file('lang.csv', MANY), 'Dit bestand is te groot om te lezen.'],
  ['over 20 MB', file('groot.csv', Buffer.alloc(20.5 * 1024 * 1024, 'a;b\n')), 'Dit bestand is te groot'],
  ['far over 20 MB', file('reuzegroot.csv', Buffer.alloc(40 * 1024 * 1024, 'a;b\n')), 'Dit bestand is te groot']
]

test('what is no staff list is refused with a sentence, and nothing is stored', async ({ devices }) => {
  const page = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  for (const [what, refused, sentence] of REFUSED)
    await test.step(what, async () => {
      await chooseList(page, world, save(refused))
      await expect(page.getByText(sentence)).toBeVisible()
      await expect(page.getByRole('button', { name: /importeren$/ })).toHaveCount(0)
    })
  const app = await world.app()
  const people = await app.database.read(team.school, ({ sql }) => sql`select from people`)
  expect(people).toHaveLength(3)
})

test('a list whose name lies about its kind is read all the same', async ({ devices }) => {
  const page = await devices.open('Marijke', { cookie: await team.leaderCookie() })
  await chooseList(page, world, save(file('personeel.xlsx', readFileSync(WILG))))
  await expect(page.getByRole('heading', { name: 'Alle 28 collega’s kunnen erin' })).toBeVisible()
})
