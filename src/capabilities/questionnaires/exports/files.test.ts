import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { makeFile } from './files-thread.server.ts'
import { legendOf } from './pdf.server.ts'
import type { Report, ReportItem, ReportPart } from './report.ts'

const item = (text: string, counts: number[] | null): ReportItem => ({
  text,
  notes: 'Hier is juist ‘niet’ gunstig.',
  labels: ['helemaal niet', 'grotendeels niet', 'eerder niet', 'eerder wel', 'grotendeels wel', 'helemaal wel'],
  counts,
  few: 'Te weinig antwoorden om te laten zien.',
  favourable: counts && '9 gehaald'
})
const part = (at: number): ReportPart => ({
  name: `Deel ${at}`,
  head: `Deel ${at}: 2 van de 4 zinnen halen jullie afspraak`,
  said: ['Waar het over gaat.', 'Jullie zijn het hierover eens.'],
  scale: {
    max: 6,
    mean: 3.4,
    interval: [3.1, 3.7],
    leaders: [5],
    before: at % 2 ? 3 : null,
    others: at % 3 ? 4.2 : null
  },
  items: [item('Emine Yılmaz ziet & begrijpt <dit>', [0, 1, 2, 5, 3, 1]), item('Te weinig', null)],
  groups: [{ title: 'Per unit', rows: [{ name: 'Middenbouw', mean: '3,4', n: '6 antwoorden' }], hidden: 'Zorg niet.' }]
})
const report: Report = {
  language: 'nl',
  title: '4 van de 6 zinnen halen jullie eigen afspraak',
  sub: 'Scan, 26 november. 12 van de 14 collega’s antwoordden.',
  caution: 'Nog niet getoetst.',
  findings: { title: 'Wat valt op', lines: Array.from({ length: 7 }, (_, at) => `Bevinding ${at}: 9 van de 14`) },
  parts: Array.from({ length: 9 }, (_, at) => part(at)),
  loose: {
    title: 'Ook gevraagd',
    items: [{ ...item('Welke lijkt op jullie?', [5, 0, 2, 3, 2, 0]), favourable: null }]
  },
  words: [{ question: 'Wil je er iets bij zeggen?', texts: ['Fijn zo', 'Meer tijd graag'] }],
  talk: { title: 'Het gesprek', steps: [{ title: 'Wat zien we?', help: 'Lees samen.' }] },
  heads: {
    sentence: 'Zin',
    favourable: 'gunstig',
    stroke: 'Eén streep is één collega.',
    legend: ['Jullie spraken af.']
  }
}

describe('the report', () => {
  it('is a PDF of several pages that names its language', async () => {
    const pdf = (await makeFile({ kind: 'pdf', report })).toString('latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)!.length).toBeGreaterThan(2)
    expect(pdf).toContain('/Lang (nl)')
  })
})

it('the legend speaks of strokes only where strokes are drawn', () => {
  const bars = (items: ReportItem[]) => items.map((one) => ({ ...one, counts: [0, 0, 40, 3, 0, 0] }))
  expect(legendOf(report)).toEqual(['Eén streep is één collega.', 'Jullie spraken af.'])
  const large = { ...report, parts: report.parts.map((part) => ({ ...part, items: bars(part.items) })), loose: null }
  expect(legendOf(large)).toEqual(['Jullie spraken af.'])
  expect(legendOf({ ...large, loose: report.loose })[0]).toBe('Eén streep is één collega.')
})

describe('the slides', () => {
  it('are one for the title, two for seven findings, one for each part and one for each step', async () => {
    const files = unzipSync(new Uint8Array(await makeFile({ kind: 'slides', report })))
    const slides = Object.keys(files).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
    expect(slides).toHaveLength(1 + 2 + 9 + 1)
    const all = slides.map((name) => strFromU8(files[name]!)).join('')
    expect(all).toContain('4 van de 6 zinnen halen jullie eigen afspraak')
    expect(Object.keys(files).filter((name) => /charts\/chart\d+\.xml$/.test(name))).toHaveLength(9)
  })
})
