import { fail } from '@sveltejs/kit'
import { daysWaiting, mayAnswer, type Addressee, type SupportRequest } from '#bulletin'
import {
  answerRequest,
  askAgain,
  askerOf,
  openRequests,
  requestsAnsweredBy,
  requestsAsked,
  takeUpRequest,
  thank
} from '#bulletin/server'
import type { Id } from '#kernel/id.ts'
import type { Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'
import { askingOf, demandSchool, schoolNames } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { Actions, PageServerLoad } from './$types'

const SHOWN = 60 * 86_400_000

/** What waits for me, what I and my units asked, and what came of what I answered. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  demandSchool(member!)
  const now = app.clock()
  const { person } = member!
  const own = member!.units.map(({ id }) => id)
  const found = await app.database.read(member!.school, async (tx) => {
    const asker = await askerOf(tx, person)
    const open = await openRequests(tx)
    return {
      forMe: open.filter((request) => mayAnswer(request, asker)),
      asked: await requestsAsked(tx, person, own, now - SHOWN),
      answered: await requestsAnsweredBy(tx, person, now - SHOWN),
      known: await schoolNames(tx)
    }
  })
  const { names, present, units } = found.known
  const nameOf = (id: Id | null) => (id === null ? '' : (names[id] ?? ''))
  const toName = (to: Addressee) =>
    to.kind === 'person'
      ? nameOf(to.person)
      : to.kind === 'unit'
        ? (units.find(({ id }) => id === to.unit)?.name ?? '')
        : null
  const asLine = (request: SupportRequest) => ({
    id: request.id,
    text: request.text,
    unit: units.find(({ id }) => id === request.unit) ?? null,
    by: nameOf(request.by),
    to: toName(request.to),
    owner: request.owner === null ? null : { name: nameOf(request.owner), isMe: request.owner === person },
    status: request.status,
    answer: request.answer,
    answeredBy: nameOf(request.answeredBy),
    days: daysWaiting(request, now),
    timesAsked: request.timesAsked,
    thankedBy: request.thankedAt === null ? null : nameOf(request.thankedBy)
  })
  return {
    forMe: found.forMe.map(asLine),
    asked: found.asked.map(asLine),
    answered: found.answered.map(asLine),
    people: present.filter(({ id }) => id !== person),
    units: units.filter(({ id }) => !own.includes(id))
  }
}

type Event = Parameters<NonNullable<Actions['answer']>>[0]

async function settle<T>(
  { locals, request }: Event,
  work: (tx: Tx, form: FormData, id: string) => Promise<Result<T>>,
  done: string
) {
  demandSchool(locals.member!)
  const form = await request.formData()
  const id = textOf(form, 'id')
  const result = await inSchool(locals, (tx) => work(tx, form, id))
  if (!result.ok)
    return fail(statusOf(result.failure), { refusal: asRefusal(result.failure), id, text: textOf(form, 'text') })
  return { done, id }
}

/** "leader", "person:<id>" or "unit:<id>" as a form names it; anything else is for the use case to refuse. */
function addressee(value: string): unknown {
  const [kind, id] = value.split(':')
  return value === '' ? null : kind === 'leader' ? { kind } : { kind, [kind ?? '']: id }
}

export const actions: Actions = {
  answer: (event) =>
    settle(
      event,
      (tx, form, id) =>
        answerRequest(
          tx,
          id,
          { outcome: textOf(form, 'outcome'), text: textOf(form, 'text') },
          askingOf(event.locals.app, event.locals.member!)
        ),
      'answered'
    ),
  takeUp: (event) =>
    settle(event, (tx, _, id) => takeUpRequest(tx, id, askingOf(event.locals.app, event.locals.member!)), 'taken'),
  again: (event) =>
    settle(
      event,
      (tx, form, id) =>
        askAgain(tx, id, addressee(textOf(form, 'to')), askingOf(event.locals.app, event.locals.member!)),
      'asked'
    ),
  thank: (event) =>
    settle(event, (tx, _, id) => thank(tx, id, askingOf(event.locals.app, event.locals.member!)), 'thanked')
}
