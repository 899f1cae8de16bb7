/**
 * A questionnaire of before, as a table: a row for each set of answers, with a column for each sentence; or a line for
 * each answer of each sentence with how often it was given. Columns are called as our own exports call them.
 */
import { ok, refuse, type Result } from '#kernel/result.ts'
import { formOf, type Answers, type Form } from './form.ts'
import { itemsAsked, itemsOf, type AnswerScale, type Instrument, type Item } from './instrument.ts'

export type Line = { line: number; cells: readonly string[] }

export type WaveProblem = {
  line: number
  column: string
  value: string
  problem: 'not_an_answer' | 'not_a_count' | 'twice' | 'too_many'
}

export type OldWave = {
  form: Form
  /** What each person answered; or how often each answer was given, from the lowest. */
  answers: { kind: 'rows'; rows: Answers[] } | { kind: 'counts'; counts: Record<string, number[]> }
  answered: number
  /** Columns, or names of sentences, that belong to no questionnaire here. */
  unknown: string[]
  problems: WaveProblem[]
}

export type Known = {
  instruments: readonly Instrument[]
  items: ReadonlyMap<string, Item>
  scales: Record<string, AnswerScale>
}

/** "Does not apply", as our own export writes it. */
const NOT_APPLICABLE = '-9'
const MOST_ROWS = 5_000

/** As an export writes it: an apostrophe keeps a spreadsheet from taking a minus for a formula. */
const bare = (cell: string | undefined): string => (cell ?? '').trim().replace(/^'/, '')
const keyOf = (name: string): string => bare(name).toLowerCase().replaceAll('_', '-')
const isWhole = (text: string): boolean => /^\d{1,6}(?:[.,]0+)?$/.test(text)

export function readOldWave(lines: readonly Line[], known: Known): Result<OldWave> {
  const filled = lines.filter(({ cells }) => cells.some((cell) => bare(cell) !== ''))
  const [head, ...body] = filled
  if (!head) return refuse({ code: 'file_empty' })
  const names = head.cells.map(keyOf)
  const isCounts = ['variable', 'answer', 'count'].every((name) => names.includes(name))
  if (body.length > (isCounts ? MOST_ROWS * 4 : MOST_ROWS)) return refuse({ code: 'too_large' })
  const keys = isCounts ? body.map(({ cells }) => keyOf(cells[names.indexOf('variable')] ?? '')) : names
  const form = formFor(new Set(keys), known)
  if (form.items.length === 0) return refuse({ code: 'wave_unknown' })
  const asked = new Map(form.items.map(({ key, scale }) => [key, form.scales[scale]!]))
  const unknown = [...new Set(keys.filter((key) => key !== '' && !asked.has(key)))]
  return ok({ form, unknown, ...(isCounts ? readCounts(names, body, asked) : readRows(head, names, body, asked)) })
}

/** The questionnaires of which the file holds a whole part, or any sentence when it holds none; with what it holds. */
function formFor(keys: ReadonlySet<string>, { instruments, items, scales }: Known): Form {
  const asked = instruments.filter(({ audience }) => audience === 'team')
  const holds = (construct: Instrument['constructs'][number]) =>
    itemsOf(construct, items).every(({ key, apart }) => apart || keys.has(key))
  const whole = asked.filter(({ constructs }) => constructs.some(holds))
  const some = asked.filter((one) => itemsAsked([one], items).some(({ key }) => keys.has(key)))
  const covered = new Set(itemsAsked(whole, items).map(({ key }) => key))
  // A sentence that stands in no whole part still counts, under the first questionnaire that asks it.
  const rest = some.filter((one) => itemsAsked([one], items).some(({ key }) => keys.has(key) && !covered.has(key)))
  const form = formOf(asked.filter((one) => whole.includes(one) || rest.includes(one)), items, scales) // prettier-ignore
  const held = form.items.filter(({ key }) => keys.has(key))
  const heldKeys = new Set(held.map(({ key }) => key))
  return {
    ...form,
    items: held,
    constructs: form.constructs.filter((part) => part.items.length > 0 && part.items.every((key) => heldKeys.has(key))),
    open: []
  }
}

type Asked = ReadonlyMap<string, AnswerScale>
type Read = Pick<OldWave, 'answers' | 'answered' | 'problems'>

function readRows(head: Line, names: readonly string[], body: readonly Line[], asked: Asked): Read {
  const problems: WaveProblem[] = []
  for (const [at, name] of names.entries())
    if (asked.has(name) && names.indexOf(name) < at)
      problems.push({ line: head.line, column: bare(head.cells[at]), value: '', problem: 'twice' })
  const rows = body.flatMap(({ line, cells }) => {
    const row: Answers = {}
    for (const [at, name] of names.entries()) {
      const scale = asked.get(name)
      const value = bare(cells[at])
      if (!scale || value === '') continue
      if (value === NOT_APPLICABLE) row[name] = 'na'
      else if (isWhole(value) && Number.parseInt(value) >= scale.min && Number.parseInt(value) <= scale.max)
        row[name] = Number.parseInt(value)
      else problems.push({ line, column: bare(head.cells[at]), value, problem: 'not_an_answer' })
    }
    return Object.keys(row).length > 0 ? [row] : []
  })
  return { answers: { kind: 'rows', rows }, answered: rows.length, problems }
}

function readCounts(names: readonly string[], body: readonly Line[], asked: Asked): Read {
  const at = (name: string) => names.indexOf(name)
  const problems: WaveProblem[] = []
  const counts: Record<string, number[]> = {}
  const seen = new Set<string>()
  for (const { line, cells } of body) {
    const [variable, answer, count] = ['variable', 'answer', 'count'].map((name) => bare(cells[at(name)])) as [string, string, string] // prettier-ignore
    const key = keyOf(variable)
    const scale = asked.get(key)
    // Groups of then are not taken along: who was in them is not known here, so nobody could judge what may be shown.
    if (!scale || (at('grouping') >= 0 && bare(cells[at('grouping')]) !== '')) continue
    const given = Number.parseInt(answer)
    const wrong = (column: string, value: string, problem: WaveProblem['problem']) =>
      problems.push({ line, column, value, problem })
    if (!isWhole(answer) || given < scale.min || given > scale.max) wrong('answer', answer, 'not_an_answer')
    else if (!isWhole(count)) wrong('count', count, 'not_a_count')
    else if (Number.parseInt(count) > MOST_ROWS) wrong('count', count, 'too_many')
    else if (seen.has(`${key} ${given}`)) wrong('answer', answer, 'twice')
    else {
      seen.add(`${key} ${given}`)
      const own = (counts[key] ??= Array<number>(scale.max).fill(0))
      own[given - 1] = Number.parseInt(count)
    }
  }
  const sums = Object.values(counts).map((own) => own.reduce((all, one) => all + one, 0))
  return { answers: { kind: 'counts', counts }, answered: Math.max(0, ...sums), problems }
}
