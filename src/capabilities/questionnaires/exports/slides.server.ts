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
/** From one end of the scale to the other, each darker than the one before, under dark numbers. */
const SHADES = ['F1EEE4', 'E0DCCF', 'C9CBC8', 'AFC3BE', '8FB3A9', '6F9F93']

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
    slide.addText(title, { x: 0.6, y: 0.35, w: 12.1, h: 1, fontFace: FONT, fontSize: 30, bold: true, color: INK })
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
  slide.addText(part.said.join(' '), { x: 0.6, y: 1.2, w: 12.1, h: 0.5, fontFace: FONT, fontSize: 14, color: SOFT })
  slide.addChart(deck.ChartType.bar, data, {
    ...{ x: 0.5, y: 1.75, w: 12.3, h: 5.4, barDir: 'bar', barGrouping: 'stacked', barGapWidthPct: 45 },
    chartColors: SHADES.slice(SHADES.length - labels.length),
    ...{ showLegend: true, legendPos: 'b', legendFontSize: 12, legendFontFace: FONT },
    ...{ catAxisLabelFontSize: 12, catAxisLabelFontFace: FONT, valAxisHidden: true, valGridLine: { style: 'none' } },
    ...{ showValue: true, dataLabelFontSize: 11, dataLabelColor: INK, dataLabelFormatCode: '0;;;' },
    altText: part.head
  })
}
