import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { announceChange } from '#app/changes.server.ts'
import { voidOldInvitations } from '#app/void-invitations.server.ts'
import type { App } from '#app/app.server.ts'
import { Refusal } from '#kernel/errors.ts'
import { newId } from '#kernel/id.ts'
import { fullName, type ImportPlan, type Reading } from '#people'
import {
  countRows,
  ensureSchool,
  FILE_BYTES,
  findSchoolNamed,
  importPeople,
  planImport,
  previewImport,
  problemSentence,
  readRoster,
  refusalSentence,
  timeZoneOf,
  toJson,
  type ImportDone
} from '#people/server'
import type { Language } from '#platform/i18n/runtime.ts'
import * as t from '#texts/cli'
import { readArguments, required } from './arguments.ts'
import { Mistake, type Command, type Surroundings } from './command.ts'

const STATUS = { read: 0, problems: 1, refused: 2 } as const

/** `import people FILE --school NAME [--dry-run] [--json]`: the reading of the import page, from the command line. */
export const importCommand: Command = async (args, surroundings) => {
  const { values, positionals } = readArguments(args, {
    school: { type: 'string' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' }
  })
  const [what, file, ...others] = positionals
  if (what !== 'people' || others.length) throw new Mistake(t.usage())
  const path = required(file, 'BESTAND')
  const school = required(values.school, '--school')

  const refuse = (code: string, message: string): number => {
    if (values.json) surroundings.print(JSON.stringify({ error: { code, message } }))
    else surroundings.tell(message)
    return STATUS.refused
  }
  const bytes = await readFile(path)
  if (!bytes) return refuse('file_missing', t.file_unreadable({ file: path }))
  const reading = await readRoster(bytes)
  if (!reading.ok) return refuse(reading.failure.code, refusalSentence(reading.failure, surroundings.language))
  const app = await surroundings.open()
  const outcome = values['dry-run']
    ? await look(app, school, reading.value)
    : await bring(app, school, reading.value, basename(path))
  if (values.json) surroundings.print(JSON.stringify(jsonOf(outcome.plan, surroundings.language), null, 1))
  else summarise(outcome, school, surroundings)
  return outcome.plan.rows.some(({ status }) => status === 'problem') ? STATUS.problems : STATUS.read
}

/** Never more of it than the reading takes: a file may be of any size. null when it cannot be read. */
async function readFile(path: string): Promise<Uint8Array | null> {
  const parts: Buffer[] = []
  try {
    for await (const part of createReadStream(path, { end: FILE_BYTES })) parts.push(part as Buffer)
  } catch {
    return null
  }
  return Buffer.concat(parts)
}

type Outcome = { plan: ImportPlan; done: ImportDone | null; makesSchool: boolean }

/** What would happen. A school that is not there counts as empty. */
async function look({ database }: App, school: string, reading: Reading): Promise<Outcome> {
  const id = await findSchoolNamed(database, school)
  const plan = id ? await previewImport(database, id, reading) : planImport([], reading)
  return { plan, done: null, makesSchool: id === null }
}

async function bring(app: App, name: string, reading: Reading, fileName: string): Promise<Outcome> {
  const { database, clock } = app
  const school = await ensureSchool(database, name, clock())
  if (!school.ok) throw new Refusal(school.failure)
  const order = { id: newId(clock()), by: null, fileName, now: clock() }
  const done = await database.transact(school.value.id, async (tx) => {
    const imported = (await importPeople(tx, reading, { ...order, timeZone: await timeZoneOf(tx) }))!
    await announceChange(tx, imported.unitsTouched)
    return imported
  })
  await voidOldInvitations(app, school.value.id, done.addressesChanged)
  return { plan: done.plan, done, makesSchool: school.value.isNew }
}

const jsonOf = (plan: ImportPlan, language: Language) => toJson(plan, (problem) => problemSentence(problem, language))

function summarise({ plan, done, makesSchool }: Outcome, school: string, { print, language }: Surroundings): void {
  const counts = countRows(plan)
  const figures = { school, added: counts.new, changed: counts.changed, same: counts.same, problems: counts.problem }
  if (makesSchool) print(done ? t.school_made({ name: school }) : t.would_make_school({ name: school }))
  print(done ? t.import_done(figures) : t.import_would(figures))
  if (done?.unitsMade.length) print(t.units_made({ names: done.unitsMade.map(({ name }) => name).join(', ') }))
  for (const { line, status, person, problems } of plan.rows) {
    if (status !== 'problem') continue
    const name = person && fullName(person) ? `${fullName(person)}. ` : ''
    for (const problem of problems) print(t.row_problem({ line, name, sentence: problemSentence(problem, language) }))
  }
  if (plan.leaving.length) print(t.leaving({ names: plan.leaving.map(fullName).join(', ') }))
}
