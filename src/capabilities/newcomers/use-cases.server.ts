import { beginningsOf } from '#board-sessions/server'
import { dayOf } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { arrivalOf, arrivalsOf, fullNames, standingOf, timeZoneOf, unitMembers } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { isNewcomer, isUnitAsked, type Done } from './core/path.ts'
import { mayAnswerAsBuddy, mayAnswerForUnit, mayChooseBuddy } from './policy.ts'
import { buddyOf, findPath, listAnswers, putAnswer, writePath } from './store.server.ts'

const ANSWER_LIMIT = 1000

const todayOf = async (tx: Tx, now: number) => dayOf(now, await timeZoneOf(tx))

/** The path of somebody: whether one is new here, what was done, who the buddy is. */
export type OwnPath = {
  isNew: boolean
  isSkipped: boolean
  done: Done
  buddy: { id: Id; name: string; accepted: boolean } | null
}

export async function pathOf(tx: Tx, person: Id, now: number): Promise<OwnPath> {
  const [path, arrival, beginnings] = await Promise.all([
    findPath(tx, person),
    arrivalOf(tx, person),
    beginningsOf(tx, person)
  ])
  const names = path.buddy ? await fullNames(tx, [path.buddy]) : null
  const accepted = path.buddyAcceptedAt !== null
  return {
    isNew: isNewcomer(arrival, await todayOf(tx, now)),
    isSkipped: path.skippedAt !== null,
    done: {
      why: path.readWhyAt !== null,
      goals: path.sawGoalsAt !== null,
      buddy: accepted,
      check_in: beginnings.hasCheckedIn,
      session: beginnings.hasBeenInSession
    },
    buddy: path.buddy && names ? { id: path.buddy, name: names.get(path.buddy) ?? '', accepted } : null
  }
}

/** The newcomer has read the why, or seen the goals. */
export async function takeStep(tx: Tx, person: Id, step: 'why' | 'goals', now: number): Promise<Result<void>> {
  await writePath(tx, person, step === 'why' ? { read_why_at: new Date(now) } : { saw_goals_at: new Date(now) })
  return ok(undefined)
}

export async function skipPath(tx: Tx, person: Id, isSkipped: boolean, now: number): Promise<Result<void>> {
  await writePath(tx, person, { skipped_at: isSkipped ? new Date(now) : null })
  return ok(undefined)
}

/** Asks a colleague of the same unit to be the buddy of a newcomer. */
export async function chooseBuddy(
  tx: Tx,
  by: Id,
  { newcomer, buddy }: { newcomer: Id; buddy: Id },
  now: number
): Promise<Result<void>> {
  const [chooser, theirs, other, arrival] = await Promise.all([
    standingOf(tx, by),
    standingOf(tx, newcomer),
    standingOf(tx, buddy),
    arrivalOf(tx, newcomer)
  ])
  const units = theirs.units.map(({ id }) => id)
  if (!mayChooseBuddy({ person: by, grants: chooser.grants }, { person: newcomer, units }))
    return refuse({ code: 'not_allowed' })
  if (!isNewcomer(arrival, await todayOf(tx, now))) return refuse({ code: 'not_newcomer' })
  if (buddy === newcomer || !other.units.some(({ id }) => units.includes(id)))
    return refuse({ code: 'buddy_not_in_unit', field: 'buddy' })
  const known = await findPath(tx, newcomer)
  if (known.buddy === buddy) return ok(undefined)
  await writePath(tx, newcomer, { buddy, buddy_chosen_by: by, buddy_accepted_at: null })
  return ok(undefined)
}

/** Who was asked says yes, or no: then somebody else can be asked. */
export async function answerAsBuddy(
  tx: Tx,
  by: Id,
  { newcomer, accepts }: { newcomer: Id; accepts: boolean },
  now: number
): Promise<Result<void>> {
  const path = await findPath(tx, newcomer)
  if (!mayAnswerAsBuddy(by, path.buddy)) return refuse({ code: 'not_allowed' })
  if (accepts) await writePath(tx, newcomer, { buddy_accepted_at: new Date(now) })
  else await writePath(tx, newcomer, { buddy: null, buddy_chosen_by: null, buddy_accepted_at: null })
  return ok(undefined)
}

/** What a member of the unit says to the question about welcoming this newcomer; once more replaces it. */
export async function answerForUnit(
  tx: Tx,
  by: Id,
  { unit, newcomer, text }: { unit: Id; newcomer: Id; text: string },
  now: number
): Promise<Result<void>> {
  const said = text.toWellFormed().trim()
  const [standing, theirs, arrival] = await Promise.all([
    standingOf(tx, by),
    standingOf(tx, newcomer),
    arrivalOf(tx, newcomer)
  ])
  const own = standing.units.map(({ id }) => id)
  if (!mayAnswerForUnit(own, unit)) return refuse({ code: 'not_allowed' })
  if (!theirs.units.some(({ id }) => id === unit) || !isUnitAsked(arrival, await todayOf(tx, now)))
    return refuse({ code: 'not_newcomer' })
  if (said === '') return refuse({ code: 'text_empty', field: 'text' })
  if (said.length > ANSWER_LIMIT)
    return refuse({ code: 'value_too_long', field: 'text', params: { limit: ANSWER_LIMIT, length: said.length } })
  await putAnswer(tx, { unit, newcomer, by, text: said, now })
  return ok(undefined)
}

/** What waits around newcomers for somebody: to be a buddy, to choose one as the lead, to answer for the unit. */
export type Around = {
  asked: { newcomer: Id; name: string }[]
  without: { newcomer: Id; name: string; unit: Id; choices: { id: Id; name: string }[] }[]
  questions: { newcomer: Id; name: string; unit: Id; own: string; answers: { name: string; text: string }[] }[]
}

export async function aroundNewcomers(tx: Tx, person: Id, now: number): Promise<Around> {
  const today = await todayOf(tx, now)
  const { units, grants } = await standingOf(tx, person)
  const asked = (await buddyOf(tx, person)).filter(({ accepted }) => !accepted)
  const around: Around = { asked: [], without: [], questions: [] }
  const heard: { unit: Id; newcomer: Id; answers: Awaited<ReturnType<typeof listAnswers>> }[] = []
  const led = grants.flatMap(({ role, unit }) => (role === 'unit_lead' && unit ? [unit] : []))
  const choices = new Map<Id, Id[]>()
  for (const unit of new Set([...units.map(({ id }) => id), ...led])) {
    const members = (await unitMembers(tx, unit)).map(({ id }) => id)
    choices.set(unit, members)
    const arrivals = await arrivalsOf(tx, members)
    for (const member of members) {
      const arrival = arrivals.get(member)
      if (!arrival || !isNewcomer(arrival, today)) continue
      const isLed = led.includes(unit) && member !== person
      if (isLed && (await findPath(tx, member)).buddy === null)
        around.without.push({ newcomer: member, name: '', unit, choices: [] })
      if (isUnitAsked(arrival, today) && units.some(({ id }) => id === unit))
        heard.push({ unit, newcomer: member, answers: await listAnswers(tx, unit, member) })
    }
  }
  const names = await fullNames(tx, [
    ...asked.map(({ newcomer }) => newcomer),
    ...[...choices.values()].flat(),
    ...heard.flatMap(({ answers }) => answers.map(({ by }) => by))
  ])
  const nameOf = (id: Id) => names.get(id) ?? ''
  return {
    asked: asked.map(({ newcomer }) => ({ newcomer, name: nameOf(newcomer) })),
    without: around.without.map((one) => ({
      ...one,
      name: nameOf(one.newcomer),
      choices: choices.get(one.unit)!.flatMap((id) => (id === one.newcomer ? [] : [{ id, name: nameOf(id) }]))
    })),
    questions: heard.map(({ unit, newcomer, answers }) => ({
      unit,
      newcomer,
      name: nameOf(newcomer),
      own: answers.find(({ by }) => by === person)?.text ?? '',
      answers: answers.map(({ by, text }) => ({ name: nameOf(by), text }))
    }))
  }
}
