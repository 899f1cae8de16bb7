import * as v from 'valibot'
import { describeScale, type ScaleFigures } from '#analytics/statistics/scale.ts'
import * as t from '#texts/cli'
import { readArguments, required } from './arguments.ts'
import { Mistake, type Command } from './command.ts'
import { readDataFile, readText } from './data-file.ts'

const Names = v.array(v.string())
const Scale = v.pipe(
  v.object({
    items: v.pipe(
      Names,
      v.minLength(1),
      v.checkItems((item, at, all) => all.indexOf(item) === at)
    ),
    reversed: v.optional(Names, []),
    min: v.number(),
    max: v.number()
  }),
  v.check(({ min, max }) => min < max),
  v.check(({ items, reversed }) => reversed.every((item) => items.includes(item)))
)
const Scales = v.object({
  scales: v.record(v.string(), Scale),
  group: v.optional(v.nullable(v.string())),
  top2box: v.optional(v.boolean(), false)
})

/** `likert FILE --scales SCALES [--json]`: what a file with answers tells about its scales. */
export const likertCommand: Command = async (args, { print }) => {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    scales: { type: 'string' },
    json: { type: 'boolean' }
  })
  const data = readDataFile(required(values.data ?? positionals[0], '--data'))
  const { scales, group, top2box } = readScales(required(values.scales, '--scales'))
  const groups = group ? data.cells(group) : undefined
  const found = Object.entries(scales).map(([name, scale]) => {
    const columns = new Map(scale.items.map((item) => [item, data.numbers(item, scale)]))
    return [name, describeScale(scale, { columns, group: groups }, top2box)] as const
  })
  if (values.json) print(JSON.stringify(Object.fromEntries(found)))
  else for (const [name, figures] of found) print(lineOf(name, figures))
  return Promise.resolve(0)
}

function readScales(path: string): v.InferOutput<typeof Scales> {
  const text = readText(path)
  try {
    return v.parse(Scales, JSON.parse(text))
  } catch (error) {
    const at = v.isValiError<typeof Scales>(error) ? (v.getDotPath(error.issues[0]) ?? '') : (error as Error).message
    throw new Mistake(t.scales_invalid({ file: path, at }))
  }
}

const shown = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : value.toFixed(2)

const lineOf = (name: string, figures: ScaleFigures): string =>
  t.scale_line({
    name,
    complete: figures.n_complete,
    rows: figures.n_rows,
    mean: shown(figures.score_mean),
    alpha: shown(figures.alpha_raw),
    low: shown(figures.alpha_ci95_feldt?.[0]),
    high: shown(figures.alpha_ci95_feldt?.[1]),
    omega: shown(figures.omega_total_cfa_ml_cov)
  })
