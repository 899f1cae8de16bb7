import { strToU8, zipSync } from 'fflate'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A cell of a test workbook: a text, a number, a formula with or without the value it came to, a date, a link. */
export type TestCell =
  | string
  | number
  | null
  | { formula: string; value?: string | number }
  | { date: number }
  | { text: string; link: string }

export type TestSheet = { name: string; rows: TestCell[][]; merges?: string[]; hidden?: boolean }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)
}

function cellXml(cell: TestCell, ref: string): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`
  if (typeof cell === 'string' || 'link' in cell) {
    const text = typeof cell === 'string' ? cell : cell.text
    return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`
  }
  if ('date' in cell) return `<c r="${ref}" s="1"><v>${cell.date}</v></c>`
  const value = cell.value === undefined ? '' : `<v>${escape(String(cell.value))}</v>`
  const type = typeof cell.value === 'string' ? ' t="str"' : ''
  return `<c r="${ref}"${type}><f>${escape(cell.formula)}</f>${value}</c>`
}

function sheetXml({ rows, merges = [] }: TestSheet): { sheet: string; rels: string } {
  const links: { ref: string; target: string }[] = []
  const body = rows.map((cells, row) => {
    const inner = cells.map((cell, column) => {
      const ref = `${columnName(column)}${row + 1}`
      if (cell && typeof cell === 'object' && 'link' in cell) links.push({ ref, target: cell.link })
      return cellXml(cell, ref)
    })
    return inner.some(Boolean) ? `<row r="${row + 1}">${inner.join('')}</row>` : ''
  })
  const merged = merges.length
    ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
    : ''
  const linked = links.map(({ ref }, index) => `<hyperlink ref="${ref}" r:id="l${index}"/>`).join('')
  return {
    sheet: `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${body.join('')}</sheetData>${merged}${linked ? `<hyperlinks>${linked}</hyperlinks>` : ''}</worksheet>`,
    rels: `<Relationships xmlns="${RELS}">${links
      .map(
        ({ target }, index) =>
          `<Relationship Id="l${index}" Type="${OFFICE}/hyperlink" Target="${escape(target)}" TargetMode="External"/>`
      )
      .join('')}</Relationships>`
  }
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'

/** The parts of a workbook as Excel lays them out, written by hand so that a test can bend each of them. */
export function workbookParts(sheets: readonly TestSheet[]): Record<string, Uint8Array> {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets
      .map(
        (_, index) =>
          `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`
      )
      .join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELS}"><Relationship Id="r" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
      .map(
        ({ name, hidden }, index) =>
          `<sheet name="${escape(name)}" sheetId="${index + 1}" ${hidden ? 'state="hidden" ' : ''}r:id="s${index}"/>`
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELS}"><Relationship Id="st" Type="${OFFICE}/styles" Target="styles.xml"/>${sheets
      .map(
        (_, index) =>
          `<Relationship Id="s${index}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`
      )
      .join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="16" applyNumberFormat="1"/></cellXfs></styleSheet>`
  }
  for (const [index, sheet] of sheets.entries()) {
    const { sheet: xml, rels } = sheetXml(sheet)
    parts[`xl/worksheets/sheet${index + 1}.xml`] = xml
    parts[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] = rels
  }
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))
}

export const workbook = (sheets: readonly TestSheet[]): Uint8Array => zipSync(workbookParts(sheets))

export const bytesOf = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding))

/** Where the samples with their right answers are; beside the project, unless `SAMENSPEL_REFERENCE` says otherwise. */
export function findSamples(): string | null {
  const root = process.env['SAMENSPEL_REFERENCE'] ?? join(import.meta.dirname, '../../../../../shared/reference')
  const rosters = join(root, 'rosters')
  return existsSync(rosters) ? rosters : null
}
