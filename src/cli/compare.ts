import { describeSample } from '#analytics/statistics/sample.ts'
import { groupRows } from '#analytics/statistics/scale.ts'
import { compareTwo } from '#analytics/statistics/two-groups.ts'
import * as t from '#texts/cli'
import { readArguments, required } from './arguments.ts'
import { Mistake, type Command } from './command.ts'
import { readDataFile } from './data-file.ts'

/** `compare FILE --value COLUMN [--group COLUMN] [--population N] [--json]`: two groups, or one sample of a known team. */
export const compareCommand: Command = async (args, { print }) => {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    value: { type: 'string' },
    group: { type: 'string' },
    population: { type: 'string' },
    json: { type: 'boolean' }
  })
  const data = readDataFile(required(values.data ?? positionals[0], '--data'))
  const answers = data.numbers(required(values.value, '--value'))
  const figures: Record<string, unknown> = {}
  if (values.population !== undefined) {
    const given = answers.filter((answer) => !Number.isNaN(answer))
    Object.assign(figures, describeSample(given, readPopulation(values.population, given.length)))
  }
  // With --population alone there is nothing to compare.
  if (values.group !== undefined || values.population === undefined) {
    const column = required(values.group, '--group')
    const [left, right] = twoGroups(column, data.cells(column), answers)
    const n = { [left.name]: left.values.length, [right.name]: right.values.length }
    Object.assign(figures, { groups: [left.name, right.name], n, ...compareTwo(left.values, right.values) })
  }
  if (values.json) print(JSON.stringify(figures))
  else for (const [key, value] of Object.entries(figures)) print(`${key}: ${JSON.stringify(value)}`)
  return Promise.resolve(0)
}

function readPopulation(text: string, answered: number): number {
  const population = Number(text)
  if (!Number.isInteger(population) || population < Math.max(1, answered))
    throw new Mistake(t.population_wrong({ population: text, answered }))
  return population
}

type Group = { name: string; values: Float64Array }

/** People without an answer or without a group are in neither. */
function twoGroups(column: string, names: string[], answers: Float64Array): [Group, Group] {
  const found = [...groupRows(names.map((name, row) => (Number.isNaN(answers[row]) ? '' : name)))]
  if (found.length !== 2)
    throw new Mistake(t.groups_not_two({ column, count: found.length, names: found.map(([name]) => name).join(', ') }))
  return found.map(([name, rows]) => ({ name, values: Float64Array.from(rows, (row) => answers[row]!) })) as [
    Group,
    Group
  ]
}
