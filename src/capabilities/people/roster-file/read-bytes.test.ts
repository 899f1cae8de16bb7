import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readBytes } from './read-bytes.server.ts'
import { bytesOf, workbook, workbookParts } from './testing.ts'

const REFUSALS = /^(file_not_spreadsheet|file_encrypted|file_empty|too_large|mixed_encoding)$/
const sheet = {
  name: 'Team',
  rows: [
    ['Naam', 'E-mail', 'Groep'],
    ['Ann Bos', { text: 'mail', link: 'mailto:a@school.nl' }, { formula: '1+1', value: 2 }],
    ['Bo Vos', null, { date: 45876 }]
  ],
  merges: ['C2:C3']
}

async function expectReadOrRefused(bytes: Uint8Array): Promise<void> {
  const result = await readBytes(bytes)
  if (!result.ok) expect(result.failure.code).toMatch(REFUSALS)
}

/** The bytes with some of them replaced, or cut short. */
const damaged = (bytes: Uint8Array) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 }),
      fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length))
    )
    .map(([changes, length]) => {
      const copy = bytes.slice()
      for (const [at, byte] of changes) copy[at] = byte
      return copy.subarray(0, length)
    })

test('any bytes are read or refused by name', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), expectReadOrRefused), { numRuns: 300 })
})

test('so are bytes that begin as a file we know', async () => {
  const start = fc
    .constantFrom('504b0304', '504b0506', 'd0cf11e0a1b11ae1', 'fffe', 'feff', 'efbbbf', '25504446')
    .map((hex) => Buffer.from(hex, 'hex'))
  const bytes = fc.tuple(start, fc.uint8Array({ maxLength: 200 })).map((parts) => new Uint8Array(Buffer.concat(parts)))
  await fc.assert(fc.asyncProperty(bytes, expectReadOrRefused), { numRuns: 300 })
})

test('so is a workbook of which some bytes are broken', async () => {
  await fc.assert(fc.asyncProperty(damaged(workbook([sheet])), expectReadOrRefused), { numRuns: 300 })
})

test('so is a workbook of which one part is broken inside', async () => {
  const parts = workbookParts([sheet])
  const broken = fc
    .constantFrom(...Object.keys(parts))
    .chain((name) => damaged(parts[name]!).map((part) => zipSync({ ...parts, [name]: part }, { level: 0 })))
  await fc.assert(fc.asyncProperty(broken, expectReadOrRefused), { numRuns: 400 })
})

test('so is a CSV with broken quotes and letters', async () => {
  await fc.assert(
    fc.asyncProperty(damaged(bytesOf('Naam;"E-mail"\n"Zoë ""Z"" Bos";z@school.nl\n')), expectReadOrRefused),
    { numRuns: 300 }
  )
})

test('a workbook without sheets, and one that names a sheet it does not have', async () => {
  const parts = workbookParts([sheet])
  await expectReadOrRefused(zipSync({ ...parts, 'xl/workbook.xml': strToU8('<workbook/>') }))
  const { 'xl/worksheets/sheet1.xml': _sheet, ...rest } = parts
  await expectReadOrRefused(zipSync(rest))
})
