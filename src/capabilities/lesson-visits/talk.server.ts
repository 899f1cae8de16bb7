import type { Day } from '#kernel/days.ts'
import { dayOf } from '#kernel/days.ts'
import { isId, newId, type Id } from '#kernel/id.ts'
import { minuteOf } from '#kernel/moments.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { findPerson, timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import {
  GUIDE_LINE_LENGTH,
  GUIDE_LINES_AT_MOST,
  GUIDE_NAME_LENGTH,
  isTalkQuestion,
  PAPER_LIMIT,
  TALK_QUESTIONS,
  type Guide,
  type TalkQuestion
} from './core/talk.ts'
import { roleIn, type LessonVisit } from './core/visit.ts'
import { standardGuides } from './guides.server.ts'
import { takesPart, type Asking } from './offers.server.ts'
import type { Papers, Place } from './papers.server.ts'
import * as store from './store/papers.server.ts'
import { findVisit, updateVisit } from './store/visits.server.ts'

/** Who may open a visit: its visitor and its host, and nobody else, whatever role they have. */
async function ownVisit(tx: Tx, id: Id, person: Id): Promise<{ visit: LessonVisit; role: 'visitor' | 'host' } | null> {
  const visit = isId(id) ? await findVisit(tx, id) : null
  const role = visit && roleIn(visit, person)
  if (!visit || (role !== 'visitor' && role !== 'host') || !(await takesPart(tx, person))) return null
  return visit.state === 'agreed' || visit.state === 'done' || visit.state === 'proposed' ? { visit, role } : null
}

const noteAt = (tx: Tx, visit: Id, person: Id): Place => ({ school: tx.school, visit, what: `note ${person}` })
const talkAt = (tx: Tx, visit: Id, question: TalkQuestion): Place => ({
  school: tx.school,
  visit,
  what: `talk ${question}`
})

export type TalkAnswer = { question: TalkQuestion; text: string; isKept: boolean | null; sharedWith: Id[] }
export type OpenedVisit = {
  visit: LessonVisit
  role: 'visitor' | 'host'
  /** Of this person alone. */
  note: string
  answers: TalkAnswer[]
  guide: Guide | null
  guides: Guide[]
  hasBegun: boolean
}

/** A visit as one of the two sees it. A host who lets go of something no longer has it when the talk is over. */
export async function openVisit(
  tx: Tx,
  id: Id,
  papers: Papers,
  language: 'nl' | 'en',
  { person, now }: Asking
): Promise<OpenedVisit | null> {
  const own = await ownVisit(tx, id, person)
  if (!own) return null
  const { visit, role } = own
  const note = await store.sealedNote(tx, id, person)
  const answers: TalkAnswer[] = []
  for (const talk of await store.sealedTalks(tx, id)) {
    const text = await papers.open(talk.sealed, talkAt(tx, id, talk.question))
    if (text !== null) answers.push({ question: talk.question, text, isKept: talk.isKept, sharedWith: talk.sharedWith })
  }
  const guides = await listGuides(tx, language, person)
  const chosen = await store.chosenGuide(tx, id)
  return {
    visit,
    role,
    note: note ? ((await papers.open(note, noteAt(tx, id, person))) ?? '') : '',
    answers,
    guide: guides.find((guide) => guide.id === chosen) ?? null,
    guides,
    hasBegun: await hasBegun(tx, visit, now)
  }
}

async function hasBegun(tx: Tx, { day, start }: LessonVisit, now: number): Promise<boolean> {
  const timeZone = await timeZoneOf(tx)
  const today: Day = dayOf(now, timeZone)
  return day < today || (day === today && start <= minuteOf(now, timeZone))
}

function readPaper(text: unknown, field: string): Result<string> {
  if (typeof text !== 'string') return refuse({ code: 'input_invalid' })
  const said = text.toWellFormed().replace(/\r\n?/g, '\n').trim()
  return said.length > PAPER_LIMIT
    ? refuse({ code: 'value_too_long', field, params: { limit: PAPER_LIMIT, length: said.length } })
    : ok(said)
}

/** Notes during a visit, for who writes them alone; empty takes them away. */
export async function writeNote(
  tx: Tx,
  id: Id,
  text: unknown,
  papers: Papers,
  { person, now }: Asking
): Promise<Result<null>> {
  const own = await ownVisit(tx, id, person)
  if (!own) return refuse({ code: 'not_found' })
  const read = readPaper(text, 'note')
  if (!read.ok) return read
  if (read.value === '') await store.removeNote(tx, id, person)
  else await store.writeSealedNote(tx, id, person, await papers.seal(read.value, noteAt(tx, id, person)), now)
  return ok(null)
}

/** What the visitor says to one of the talk's questions, to the host alone. */
export async function sayInTalk(
  tx: Tx,
  id: Id,
  { question, text }: { question: unknown; text: unknown },
  papers: Papers,
  { person, now }: Asking
): Promise<Result<null>> {
  const own = await ownVisit(tx, id, person)
  if (!own || own.role !== 'visitor') return refuse({ code: 'not_found' })
  if (own.visit.state === 'done') return refuse({ code: 'visit_over' })
  if (!isTalkQuestion(question)) return refuse({ code: 'input_invalid' })
  const read = readPaper(text, `talk-${question}`)
  if (!read.ok) return read
  if (read.value === '') await store.removeTalk(tx, id, question)
  else
    await store.writeSealedTalk(
      tx,
      { visit: id, question, sealed: await papers.seal(read.value, talkAt(tx, id, question)) },
      now
    )
  return ok(null)
}

/** Keeping or letting go, and sharing what is kept: the host decides, and nobody else. */
export async function decideInTalk(
  tx: Tx,
  id: Id,
  { question, isKept, sharedWith }: { question: unknown; isKept: boolean; sharedWith: Id[] },
  { person }: Asking
): Promise<Result<null>> {
  const own = await ownVisit(tx, id, person)
  if (!own || own.role !== 'host') return refuse({ code: 'not_found' })
  if (!isTalkQuestion(question)) return refuse({ code: 'input_invalid' })
  for (const other of sharedWith)
    if (!isId(other) || !(await findPerson(tx, other))) return refuse({ code: 'input_invalid', field: 'with' })
  const shared = isKept ? [...new Set(sharedWith)].filter((other) => other !== person) : []
  await store.decideSealedTalk(tx, id, question, { isKept, sharedWith: shared })
  return ok(null)
}

/** Rounds the talk off: what the host did not keep is gone, for the visitor too. The wish is met. */
export async function roundOffTalk(tx: Tx, id: Id, { person, now }: Asking): Promise<Result<null>> {
  const own = await ownVisit(tx, id, person)
  if (!own || own.role !== 'host') return refuse({ code: 'not_found' })
  if (!(await hasBegun(tx, own.visit, now))) return refuse({ code: 'visit_to_come' })
  await store.removeUnkept(tx, id)
  await updateVisit(tx, { ...own.visit, state: 'done' }, now)
  await tx.sql`update visit_wishes set met_at = ${new Date(now)} where id = ${own.visit.wish} and met_at is null`
  return ok(null)
}

export type SharedAnswer = { visit: Id; host: Id; question: TalkQuestion; text: string }

/** What hosts chose to share with somebody. */
export async function sharedWithMe(tx: Tx, papers: Papers, person: Id): Promise<SharedAnswer[]> {
  const found: SharedAnswer[] = []
  for (const { visit: id, question, sealed } of await store.sealedFor(tx, person)) {
    const visit = await findVisit(tx, id)
    const text = await papers.open(sealed, talkAt(tx, id, question))
    if (visit && text !== null) found.push({ visit: id, host: visit.host, question, text })
  }
  return found
}

/** The viewing guides somebody can choose from: ours, own ones, and what colleagues share. */
export async function listGuides(tx: Tx, language: 'nl' | 'en', person: Id): Promise<Guide[]> {
  const own = (await store.guidesFor(tx, person)).map((guide) => ({
    id: guide.id,
    title: guide.title,
    lines: guide.lines,
    mine: guide.person === person,
    isShared: guide.isShared
  }))
  return [...own, ...standardGuides(language)]
}

/** Which guide, or none, is used in a visit: either of the two chooses, and both see it. */
export async function chooseGuide(tx: Tx, id: Id, guide: string, asking: Asking): Promise<Result<null>> {
  const own = await ownVisit(tx, id, asking.person)
  if (!own) return refuse({ code: 'not_found' })
  const known = await listGuides(tx, 'nl', asking.person)
  if (guide !== '' && !known.some((one) => one.id === guide)) return refuse({ code: 'not_found' })
  await store.chooseGuideOf(tx, id, guide === '' ? null : guide)
  return ok(null)
}

/** A viewing guide of one's own: a title, and a line for each thing to look at. */
export async function makeGuide(
  tx: Tx,
  { title, lines, isShared }: { title: string; lines: string; isShared: boolean },
  { person, now }: Asking
): Promise<Result<Id>> {
  if (!(await takesPart(tx, person))) return refuse({ code: 'not_allowed' })
  const name = title.toWellFormed().trim()
  const read = lines
    .toWellFormed()
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (name === '') return refuse({ code: 'text_empty', field: 'title' })
  if (read.length === 0) return refuse({ code: 'text_empty', field: 'lines' })
  if (name.length > GUIDE_NAME_LENGTH)
    return refuse({ code: 'value_too_long', field: 'title', params: { limit: GUIDE_NAME_LENGTH, length: name.length } })
  if (read.length > GUIDE_LINES_AT_MOST || read.some((line) => line.length > GUIDE_LINE_LENGTH))
    return refuse({ code: 'guide_too_long', field: 'lines', params: { limit: GUIDE_LINES_AT_MOST } })
  const id = newId(now)
  await store.insertGuide(tx, { id, person, title: name, lines: read, isShared }, now)
  return ok(id)
}

export async function dropGuide(tx: Tx, id: Id, { person, now }: Asking): Promise<Result<null>> {
  return isId(id) && (await store.removeGuide(tx, id, person, now)) ? ok(null) : refuse({ code: 'not_found' })
}

export const QUESTIONS = TALK_QUESTIONS
