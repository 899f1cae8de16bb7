/** Files that have brought servers down: small ones that grow, deep ones, false ones. */
import { gzipSync, strToU8, zipSync } from 'fflate'

const text = (content: string): Buffer => Buffer.from(content)
const zip = (files: Record<string, Uint8Array>): Buffer => Buffer.from(zipSync(files, { level: 9 }))

const WORKBOOK = {
  '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
  'xl/workbook.xml': strToU8(
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet name="a" sheetId="1"/></sheets></workbook>'
  )
}
const sheet = (xml: string | Uint8Array) => ({
  ...WORKBOOK,
  'xl/worksheets/sheet1.xml': typeof xml === 'string' ? strToU8(xml) : xml
})
const ENTITIES = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY ${String.fromCharCode(98 + at)} "${`&${String.fromCharCode(97 + at)};`.repeat(10)}">`
).join('')}]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>`

export const UPLOADS: Record<string, () => Buffer> = {
  nothing: () => Buffer.alloc(0),
  'one byte': () => Buffer.from([0]),
  'a picture': () => Buffer.from('89504e470d0a1a0a0000000d49484452ffffffffffffffff0806000000', 'hex'),
  'zeros, 300 MB in a zip': () => zip(sheet(new Uint8Array(300 * 1024 * 1024))),
  'a zip in a zip in a zip': () => zip({ 'a.zip': zip({ 'b.zip': zip({ 'c.zip': new Uint8Array(50_000_000) }) }) }),
  'ten thousand files': () =>
    zip(
      Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`xl/worksheets/sheet${at}.xml`, strToU8('<a/>')]))
    ),
  'a path that climbs': () => zip({ ...WORKBOOK, '../../../tmp/samenspel-uitgebroken': strToU8('x') }),
  'entities that multiply': () => zip(sheet(ENTITIES)),
  'an entity that reads a file': () =>
    zip(sheet('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>')),
  'elements without end': () => zip(sheet('<a>'.repeat(500_000))),
  'a zip cut off': () => zip(sheet('<worksheet/>')).subarray(0, 120),
  'a zip that lies about its size': () => {
    const bytes = zip(sheet('<worksheet/>'))
    bytes.writeUInt32LE(0xfffffff0, bytes.indexOf('PK\u0001\u0002') + 24)
    return bytes
  },
  'gzip of nothing much': () => Buffer.from(gzipSync(new Uint8Array(50_000_000))),
  'one line of 15 MB': () => text(`Voornaam;Achternaam\n${'x'.repeat(15_000_000)}`),
  'fifteen million columns': () => text(`Voornaam;Achternaam\n${';'.repeat(15_000_000)}`),
  'a quote that never ends': () => text(`Voornaam;Achternaam\n"${'x;\n'.repeat(500_000)}`),
  'NUL everywhere': () => text(`Voornaam;Achternaam;E-mail\n${'\u0000;\u0000;\u0000\n'.repeat(1000)}`),
  formulas: () => text('Voornaam;Achternaam\n=HYPERLINK("http://elders.example");@SUM(1)\n'),
  'bytes of no encoding': () => Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 256)),
  'a program': () => Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(5000, 0x90)])
}
