/** Slides for the team meeting: what stands out, each part as one picture, and the questions of the talk. */
import { createRequire } from 'node:module'
import type PptxGenJs from 'pptxgenjs'
import type { Report, ReportPart } from './report.ts'

const require = createRequire(import.meta.url)
const INK = '1D2733'
const SOFT = '555D66'
const PAPER = 'FBFAF4'
const NOW = 'F5D83B'
const FONT = 'Arial'
/** From sand for little to green for much, with what lies in between: all to be told from the paper, under dark numbers. */
const LOW = ['D8B98C', 'E3CFAE', 'EBDFC8']
const MIDDLE = 'DDDCD6'
const HIGH = ['C3D8D0', '9FC3B7', '6F9F93']

/** As many as the scale has answers, from the lowest. */
function shadesFor(count: number): string[] {
  const half = Math.min(LOW.length, Math.floor(count / 2))
  const middle = Array<string>(Math.max(0, count - 2 * half)).fill(MIDDLE)
  return [...LOW.slice(0, half), ...middle, ...HIGH.slice(HIGH.length - half)]
}

/** Smaller where there is more to say, so that it stays above what stands under it. */
const titleSize = (title: string): number => (title.length > 110 ? 20 : title.length > 65 ? 24 : 30)

type Slide = ReturnType<PptxGenJs['addSlide']>

export async function reportSlides(report: Report): Promise<Buffer> {
  const { default: Pptx = require('pptxgenjs') as new () => PptxGenJs } = require('pptxgenjs') as {
    default?: new () => PptxGenJs
  }
  const deck = new Pptx()
  deck.layout = 'LAYOUT_WIDE'
  deck.title = report.title
  const begin = (title: string): Slide => {
    const slide = deck.addSlide()
    slide.background = { color: PAPER }
    slide.addText(title, {
      ...{ x: 0.6, y: 0.3, w: 12.1, h: 1.05, fontFace: FONT, fontSize: titleSize(title), bold: true, color: INK },
      valign: 'middle'
    })
    return slide
  }
  const first = begin(report.title)
  first.addText(`${report.sub}\n${report.caution}`, {
    ...{ x: 0.6, y: 1.5, w: 11.5, h: 1.2, fontFace: FONT, fontSize: 16, color: SOFT, valign: 'top' }
  })
  // No more on one slide than can be read from the back of a room.
  for (let from = 0; from < report.findings.lines.length; from += 4) {
    const slide = begin(report.findings.title)
    const lines = report.findings.lines.slice(from, from + 4)
    slide.addText(
      lines.map((text) => ({ text, options: { bullet: true, breakLine: true, paraSpaceAfter: 14 } })),
      { x: 0.6, y: 1.5, w: 12.1, h: 5.4, fontFace: FONT, fontSize: 22, color: INK, valign: 'top' }
    )
  }
  for (const part of report.parts) partOf(begin(part.head), part, deck)
  for (const { title, help } of report.talk.steps) {
    const slide = begin(title)
    slide.addText(' ', { shape: 'rect' as never, x: 0.6, y: 1.45, w: 1.2, h: 0.12, fill: { color: NOW } })
    slide.addText(help, { x: 0.6, y: 1.8, w: 11, h: 3, fontFace: FONT, fontSize: 24, color: INK, valign: 'top' })
  }
  return (await deck.write({ outputType: 'nodebuffer' })) as Buffer
}

/** How often each answer was given, as a chart that can be changed in the program, with its numbers on it. */
function partOf(slide: Slide, part: ReportPart, deck: PptxGenJs): void {
  const items = part.items.filter(({ counts }) => counts !== null).toReversed()
  if (items.length === 0) {
    slide.addText(part.items[0]?.few ?? '', { x: 0.6, y: 1.6, w: 11, h: 1, fontFace: FONT, fontSize: 20, color: SOFT })
    return
  }
  const labels = items[0]!.labels
  const data = labels.map((name, at) => ({
    name,
    labels: items.map(({ text }) => text),
    values: items.map(({ counts }) => counts![at] ?? 0)
  }))
  slide.addText(part.said.join(' '), {
    ...{ x: 0.6, y: 1.35, w: 12.1, h: 0.65, fontFace: FONT, fontSize: 14, color: SOFT, valign: 'top' }
  })
  slide.addChart(deck.ChartType.bar, data, {
    ...{ x: 0.5, y: 2.05, w: 12.3, h: 5.2, barDir: 'bar', barGrouping: 'stacked', barGapWidthPct: 45 },
    chartColors: shadesFor(labels.length),
    ...{ showLegend: true, legendPos: 'b', legendFontSize: 12, legendFontFace: FONT },
    ...{ catAxisLabelFontSize: 12, catAxisLabelFontFace: FONT, valAxisHidden: true, valGridLine: { style: 'none' } },
    ...{ showValue: true, dataLabelFontSize: 11, dataLabelColor: INK, dataLabelFormatCode: '0;;;' },
    altText: part.head
  })
}
