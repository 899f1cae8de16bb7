import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { sourceFile } from '#platform/source-file.ts'
import { INSTRUMENTS, type Phase, type Step } from './core/steps.ts'
import { STEPS } from './core/weeks.ts'

export type Language = 'nl' | 'en'

const line = v.pipe(v.string(), v.minLength(3), v.maxLength(300))
const twoTongues = <T extends v.GenericSchema>(schema: T) => v.strictObject({ nl: schema, en: schema })
const lines = v.pipe(v.array(line), v.minLength(2), v.maxLength(5))
const sources = v.pipe(v.array(v.string()), v.minLength(1))

const stepsFile = v.strictObject({
  sources,
  steps: v.pipe(
    v.array(
      v.strictObject({
        instrument: v.picklist(INSTRUMENTS),
        sources,
        title: twoTongues(line),
        short: twoTongues(line),
        do: twoTongues(lines),
        look: twoTongues(lines),
        evaluation: v.strictObject({ went: twoTongues(line), noticed: twoTongues(line) })
      })
    ),
    v.length(STEPS)
  )
})

const pathFile = v.strictObject({
  sources,
  phases: v.pipe(
    v.array(
      v.strictObject({
        fromWeek: v.pipe(v.number(), v.integer(), v.minValue(0)),
        title: twoTongues(line),
        what: twoTongues(line),
        coach: twoTongues(line),
        leader: twoTongues(line)
      })
    ),
    v.minLength(2)
  )
})

function read<T extends v.GenericSchema>(schema: T, name: string): v.InferOutput<T> {
  return v.parse(schema, JSON.parse(readFileSync(join(sourceFile('content/start-programme'), name), 'utf8')))
}

let steps: v.InferOutput<typeof stepsFile> | null = null
let path: v.InferOutput<typeof pathFile> | null = null

/** The eight steps, as they stand in content/start-programme. */
export function readSteps(language: Language): Step[] {
  steps ??= read(stepsFile, 'steps.json')
  return steps.steps.map((step, at) => ({
    number: at + 1,
    instrument: step.instrument,
    title: step.title[language],
    short: step.short[language],
    do: step.do[language],
    look: step.look[language],
    evaluation: { went: step.evaluation.went[language], noticed: step.evaluation.noticed[language] }
  }))
}

/** The path to two years, in phases that each hold from a week on. */
export function readPath(language: Language): Phase[] {
  path ??= read(pathFile, 'path.json')
  return path.phases.map((phase) => ({
    fromWeek: phase.fromWeek,
    title: phase.title[language],
    what: phase.what[language],
    coach: phase.coach[language],
    leader: phase.leader[language]
  }))
}
