/** Results in finished sentences, as the report and the slides print them. Whoever makes it knows the language. */
export type Report = {
  language: 'nl' | 'en'
  title: string
  sub: string
  caution: string
  findings: { title: string; lines: string[] }
  parts: ReportPart[]
  loose: { title: string; items: ReportItem[] } | null
  words: { question: string; texts: string[] }[]
  talk: { title: string; steps: { title: string; help: string }[] }
  /** `stroke` says what one is, where any are drawn. */
  heads: { sentence: string; favourable: string; stroke: string; legend: string[] }
}

export type ReportPart = {
  name: string
  head: string
  said: string[]
  scale: {
    max: number
    mean: number | null
    interval: [number, number] | null
    leaders: number[]
    before: number | null
    /** The other schools of the trust together. */
    others: number | null
  }
  items: ReportItem[]
  groups: { title: string; rows: { name: string; mean: string; n: string }[]; hidden: string | null }[]
}

export type ReportItem = {
  text: string
  notes: string
  labels: string[]
  counts: number[] | null
  few: string
  favourable: string | null
}
