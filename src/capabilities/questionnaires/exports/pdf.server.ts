/** The report on paper: the same sentences, strokes and tables as the page, for whoever prints or files it. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Content, TableCell } from 'pdfmake'
import { drawStrokes, penPath } from '#platform/ui/strokes.ts'
import type { Report, ReportItem, ReportPart } from './report.ts'

const require = createRequire(import.meta.url)
const INK = '#1d2733'
const SOFT = '#555d66'
const RULE = '#c9c5b8'
/** Above so many in one cell strokes can no longer be counted: then the whole table has bars. */
const MOST_STROKES = 14
/** Wide enough for the longest word of a scale in small type, so that none is cut in two. */
const LABEL_WIDTH = 47
const BAR_WIDTH = 38
/** A part that would begin this far down a page begins on the next one, with its table under it. */
const LOW = 0.74

type PdfMake = typeof import('pdfmake')

/** Loaded when somebody asks for a report, since most never do. */
function printer(): PdfMake {
  const pdfmake = require('pdfmake') as PdfMake & { setLocalAccessPolicy?: (allow: (path: string) => boolean) => void }
  const folder = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto')
  const font = (name: string) => join(folder, `Roboto-${name}.ttf`)
  pdfmake.setFonts({ Roboto: { normal: font('Regular'), bold: font('Medium') } })
  pdfmake.setLocalAccessPolicy?.((path) => path.startsWith(folder))
  pdfmake.setUrlAccessPolicy(() => false)
  return pdfmake
}

/** pdfmake writes into the lists that it is given, so it gets its own. */
export async function reportPdf(report: Report): Promise<Buffer> {
  const document = printer().createPdf({
    pageSize: 'A4',
    pageMargins: [48, 48, 48, 56],
    info: { title: report.title },
    language: report.language,
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.25, color: INK },
    styles: {
      title: { fontSize: 21, bold: true, lineHeight: 1.15 },
      head: { fontSize: 13, bold: true, margin: [0, 14, 0, 4] },
      soft: { color: SOFT, fontSize: 9 },
      label: { color: SOFT, fontSize: 7.5, lineHeight: 1.1 }
    },
    pageBreakBefore: ({ headlineLevel, startPosition }) => headlineLevel === 1 && startPosition.verticalRatio > LOW,
    footer: (page, pages) => ({
      text: `${report.sub.split('.')[0]} - ${page}/${pages}`,
      style: 'soft',
      margin: [48, 16, 48, 0]
    }),
    content: [
      { text: report.title, style: 'title' },
      { text: report.sub, margin: [0, 4, 0, 0] },
      { text: report.caution, style: 'soft' },
      { text: report.findings.title, style: 'head' },
      { ol: [...report.findings.lines] },
      { stack: legendOf(report).map((text) => ({ text, style: 'soft' })), margin: [0, 8, 0, 0] },
      ...report.parts.flatMap((part) => partOf(part, report)),
      ...(report.loose
        ? [
            { text: report.loose.title, style: 'head', headlineLevel: 1 },
            ...report.loose.items.map((item) => tableOf([item], report))
          ]
        : []),
      ...report.words.flatMap(({ question, texts }): Content[] => [
        { text: question, style: 'head', headlineLevel: 1 },
        { ul: [...texts] }
      ])
    ]
  })
  return Buffer.from(await document.getBuffer())
}

/** What a stroke is, where any are drawn; then what the other marks are. */
export function legendOf({ heads, parts, loose }: Report): string[] {
  const tables = [...parts.map(({ items }) => items), ...(loose?.items ?? []).map((item) => [item])]
  const drawsStrokes = tables.some(
    (items) => items.some(({ counts }) => counts !== null) && mostOf(items) <= MOST_STROKES
  )
  return [...(drawsStrokes ? [heads.stroke] : []), ...heads.legend]
}

const mostOf = (items: readonly ReportItem[]): number => Math.max(0, ...items.flatMap(({ counts }) => counts ?? []))

function partOf(part: ReportPart, report: Report): Content[] {
  return [
    {
      columns: [
        { text: part.head, style: 'head', width: '*' },
        { svg: dots(part.scale), width: 132, margin: [0, 12, 0, 0] }
      ],
      headlineLevel: 1
    },
    { text: part.said.join(' '), style: 'soft', margin: [0, 0, 0, 4] },
    tableOf(part.items, report),
    ...part.groups.flatMap(({ title, rows, hidden }): Content[] => [
      { text: title, bold: true, margin: [0, 6, 0, 2] },
      ...rows.map(({ name, mean, n }): Content => ({ text: `${name}: ${mean} (${n})` })),
      ...(hidden ? [{ text: hidden, style: 'soft' }] : [])
    ])
  ]
}

function tableOf(items: readonly ReportItem[], { heads }: Report): Content {
  const labels = items[0]?.labels ?? []
  const hasSum = items.some(({ favourable }) => favourable !== null)
  const head: TableCell[] = [heads.sentence, ...labels, ...(hasSum ? [heads.favourable] : [])].map((text) => ({
    text,
    style: 'label'
  }))
  const most = mostOf(items)
  const rows = items.map((item): TableCell[] => {
    const said: TableCell = {
      stack: [{ text: item.text, bold: true }, ...(item.notes ? [{ text: item.notes, style: 'soft' }] : [])]
    }
    if (!item.counts) {
      const rest = labels.length + (hasSum ? 1 : 0)
      return [said, { text: item.few, style: 'soft', colSpan: rest }, ...Array<TableCell>(rest - 1).fill('')]
    }
    const counts = item.counts.map((count): TableCell => drawn(count, most))
    return [said, ...counts, ...(hasSum ? [{ text: item.favourable ?? '', bold: true }] : [])]
  })
  const widths = ['*', ...labels.map(() => LABEL_WIDTH), ...(hasSum ? [58] : [])]
  return {
    table: { headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, widths, body: [head, ...rows] },
    layout: {
      hLineWidth: (at: number) => (at === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => RULE,
      paddingLeft: () => 0
    },
    margin: [0, 0, 0, 4]
  }
}

/** Strokes with the number under them; bars, where one cell of the table holds too many. */
function drawn(count: number, most: number): TableCell {
  if (count === 0) return ''
  if (most > MOST_STROKES) {
    const width = ((BAR_WIDTH * count) / most).toFixed(1)
    const bar = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${BAR_WIDTH} 8"><rect width="${width}" height="8" fill="${INK}"/></svg>`
    return {
      stack: [
        { svg: bar, width: BAR_WIDTH },
        { text: String(count), style: 'soft' }
      ]
    }
  }
  const { width, height, strokes } = drawStrokes({ past: count })
  const paths = strokes.map((stroke) => `<path d="${penPath(stroke)}"/>`).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><g fill="none" stroke="${INK}" stroke-width="4.5" stroke-linecap="round">${paths}</g></svg>`
  return {
    stack: [
      { svg, width: Math.min(38, width * 0.3) },
      { text: String(count), style: 'soft' }
    ]
  }
}

function dots({ max, mean, interval, leaders, before, others }: ReportPart['scale']): string {
  const at = (value: number) => (8 + ((value - 1) / (max - 1)) * 116).toFixed(1)
  const parts = [
    `<path d="M8 10H124" stroke="${RULE}" stroke-width="1.5"/>`,
    interval ? `<path d="M${at(interval[0])} 10H${at(interval[1])}" stroke="${INK}" stroke-width="3"/>` : '',
    before === null ? '' : `<circle cx="${at(before)}" cy="10" r="4" fill="#fff" stroke="${SOFT}" stroke-width="1.5"/>`,
    others === null ? '' : `<path d="M${at(others)} 4l6 11h-12z" fill="#fff" stroke="${INK}" stroke-width="1.5"/>`,
    mean === null ? '' : `<circle cx="${at(mean)}" cy="10" r="4" fill="${INK}"/>`,
    ...leaders.map(
      (leader, place) =>
        `<path d="M${at(leader)} ${place === 0 ? '4l6 6l-6 6l-6 -6z' : '5.5h4.5v9h-9v-9z'}" fill="#fff" stroke="${INK}" stroke-width="1.5"/>`
    )
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 20">${parts.join('')}</svg>`
}
