import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { sourceFile } from '#platform/source-file.ts'
import { STYLES, type ObservationForm } from './core/observation.ts'
import { INSTRUMENTS, type Phase, type Step } from './core/steps.ts'
import { type Subject } from './core/voices.ts'
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

const name = v.pipe(v.string(), v.regex(/^[a-z-]+$/))
const observationFile = v.strictObject({
  sources,
  questions: v.pipe(
    v.array(v.strictObject({ id: name, ask: twoTongues(line), hint: twoTongues(line) })),
    v.minLength(1)
  ),
  indicators: v.array(
    v.strictObject({ id: name, styles: v.pipe(v.array(v.picklist(STYLES)), v.minLength(1)), text: twoTongues(line) })
  )
})

const voicesFile = v.strictObject({
  sources,
  statements: v.strictObject({
    programme: twoTongues(line),
    leader: twoTongues(line),
    coach: twoTongues(line),
    teachers: twoTongues(line)
  })
})

function read<T extends v.GenericSchema>(schema: T, name: string): v.InferOutput<T> {
  return v.parse(schema, JSON.parse(readFileSync(join(sourceFile('content/start-programme'), name), 'utf8')))
}

let steps: v.InferOutput<typeof stepsFile> | null = null
let path: v.InferOutput<typeof pathFile> | null = null
let observation: v.InferOutput<typeof observationFile> | null = null
let voices: v.InferOutput<typeof voicesFile> | null = null

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

/** The form on which a coach writes down a session. */
export function readObservationForm(language: Language): ObservationForm {
  observation ??= read(observationFile, 'observation.json')
  return {
    questions: observation.questions.map(({ id, ask, hint }) => ({ id, ask: ask[language], hint: hint[language] })),
    indicators: observation.indicators.map(({ id, styles, text }) => ({ id, styles, text: text[language] }))
  }
}

/** What is asked every six weeks: one sentence about each of the four. */
export function readStatements(language: Language): Record<Subject, string> {
  voices ??= read(voicesFile, 'voices.json')
  const { programme, leader, coach, teachers } = voices.statements
  return {
    programme: programme[language],
    leader: leader[language],
    coach: coach[language],
    teachers: teachers[language]
  }
}
