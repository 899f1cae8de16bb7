import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { invitePeople } from '#app/inviting.server.ts'
import { closeTheDoor, openTheDoor } from '#app/leaving.server.ts'
import { refusedPeople } from '#app/refused-mail.server.ts'
import { voidOldInvitations } from '#app/void-invitations.server.ts'
import { addDays, dayOf, type Day } from '#kernel/days.ts'
import { isId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { formOf, fullName, mayManagePeople, mayManageUnit, partnersOf } from '#people'
import {
  changePerson,
  demandMayEnter,
  duosIn,
  endInUnit,
  findPerson,
  heldRoles,
  leaveSchool,
  listPeople,
  listUnits,
  moveUnits,
  ownSiteOf,
  placeInUnit,
  placePerson,
  returnToSchool,
  setUnitsOf,
  timesOf,
  timeZoneOf,
  unitsOf,
  whereEverybodyIs,
  type TimeInUnit
} from '#people/server'
import { daysText, type TimeView } from '#people/ui'
import type { Tx } from '#platform/db/door.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { managing } from '../../managing.server.ts'
import { accessByPerson } from '../access.server.ts'
import { readPersonForm } from '../person-form.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app, member } = locals
  const { id } = params
  const found = await app.database.read(member!.school, async (tx) => {
    const person = isId(id) ? await findPerson(tx, id) : null
    if (!person) return null
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const held = await heldRoles(tx, today)
    return {
      person,
      today,
      times: await timesOf(tx, id),
      partners: await partnersIn(tx, id),
      own: await unitsOf(tx, id),
      where: await whereIs(tx, id),
      units: await listUnits(tx),
      roles: [...new Set(held.filter((role) => role.person === id).map(({ role }) => role))]
    }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const { person, own, units, roles, today, times, partners, where } = found
  const { grants } = member!
  const mayManage = mayManagePeople(grants)
  const managed = person.leftOn ? [] : units.filter((unit) => mayManageUnit(grants, unit.id))
  return {
    id,
    name: fullName(person),
    function: person.function,
    groups: person.groups.join(', '),
    days: daysText(person.workingDays),
    units: units.map(({ id, name, mark, hue }) => ({ id, name, mark, hue, isOwn: own.includes(id) })),
    leftOn: person.leftOn,
    today,
    times: times.map((time) => timeView(time, today, managed)),
    managed: managed.map(({ id, name }) => ({ id, name })),
    partners,
    where,
    roles,
    mayGive: mayManage || grants.some(({ role }) => role === 'unit_lead'),
    isMe: id === member!.person,
    isNew: url.searchParams.has('nieuw'),
    manage: mayManage
      ? {
          values: { ...formOf(person), units: own, shownUnits: own, seen: formOf(person) },
          access: (await accessByPerson(locals)).of(person),
          refused: (await refusedPeople(app, member!))?.of(person) ?? null
        }
      : null
  }
}

/** A time in a unit as people say it: with its last day. */
const timeView = ({ until, ...time }: TimeInUnit, today: Day, managed: readonly { id: Id }[]): TimeView => ({
  ...time,
  mayChange: managed.some(({ id }) => id === time.unit),
  lastDay: until === null ? '' : addDays(until, -1),
  when: until !== null && until <= today ? 'past' : time.since > today ? 'future' : 'now'
})

/** On which site somebody works, what was said of it by name, and what there is to choose; null without sites. */
async function whereIs(tx: Tx, person: Id) {
  const { sites, siteOf } = await whereEverybodyIs(tx)
  if (sites.length === 0) return null
  const own = await ownSiteOf(tx, person)
  return { sites, own, at: sites.find(({ id }) => id === siteOf.get(person))?.name ?? '' }
}

/** With whom somebody shares a class, by name. */
async function partnersIn(tx: Tx, id: Id): Promise<{ id: Id; name: string; groups: string[] }[]> {
  const partners = partnersOf(await duosIn(tx), id)
  if (partners.length === 0) return []
  const names = new Map((await listPeople(tx)).map((person) => [person.id, fullName(person)]))
  return partners.map(({ partner, groups }) => ({ id: partner, name: names.get(partner) ?? '', groups }))
}

export const actions: Actions = {
  save: async ({ request, locals, params }) => {
    const { app, member } = locals
    const values = readPersonForm(await request.formData())
    const changed = await managing(locals, async (tx) => {
      const result = await changePerson(tx, params.id, values, values.seen)
      if (!result.ok) return result
      if (params.id === member!.person) await demandMayEnter(tx, member!.person, values.units)
      const units = await setUnitsOf(tx, params.id, values.units, app.clock(), {
        shown: values.shownUnits,
        by: member!.person
      })
      return units.ok ? ok({ ...result.value, units: [...result.value.units, ...units.value] }) : units
    })
    if (!changed.ok) return fail(statusOf(changed.failure), { values, refusal: asRefusal(changed.failure) })
    app.peopleChanged(member!.school, changed.value.units)
    if (changed.value.movesAddress) await voidOldInvitations(app, member!.school, [params.id])
    const { replaced, keepsOthers } = changed.value
    return { saved: true, replaced, keepsOthers }
  },

  /** Puts back what somebody else had written in one field. */
  restore: async ({ request, locals, params }) => {
    const { app, member } = locals
    const form = await request.formData()
    const [field, text] = [textOf(form, 'field'), textOf(form, 'text')]
    const changed = await managing(locals, async (tx) => {
      const person = await findPerson(tx, params.id)
      if (!person || !RESTORABLE.includes(field)) return refuse({ code: 'not_found' })
      return changePerson(tx, params.id, { ...formOf(person), [field]: text })
    })
    if (!changed.ok) return fail(statusOf(changed.failure), { refusal: asRefusal(changed.failure) })
    app.peopleChanged(member!.school, changed.value.units)
    if (changed.value.movesAddress) await voidOldInvitations(app, member!.school, [params.id])
    return { saved: true, replaced: [], keepsOthers: false }
  },

  place: async ({ request, locals, params }) => {
    const form = await request.formData()
    const wish = {
      unit: textOf(form, 'unit'),
      since: textOf(form, 'since'),
      lastDay: textOf(form, 'lastDay'),
      isGuest: form.has('guest')
    }
    return afterTimes(locals, [wish.unit], wish, (tx, by, now) => placeInUnit(tx, by, params.id, wish, now))
  },

  end: async ({ request, locals, params }) => {
    const form = await request.formData()
    const time = { unit: textOf(form, 'unit'), since: textOf(form, 'since'), lastDay: textOf(form, 'lastDay') }
    return afterTimes(locals, [time.unit], null, (tx, by, now) => endInUnit(tx, by, params.id, time, now))
  },

  move: async ({ request, locals, params }) => {
    const form = await request.formData()
    const move = {
      from: textOf(form, 'from'),
      since: textOf(form, 'since'),
      to: textOf(form, 'to'),
      day: textOf(form, 'day')
    }
    return afterTimes(locals, [move.from, move.to], null, (tx, by, now) => moveUnits(tx, by, params.id, move, now))
  },

  site: async ({ request, locals, params }) => {
    const { app, member } = locals
    const site = textOf(await request.formData(), 'site')
    const done = await managing(locals, (tx) =>
      isId(params.id)
        ? placePerson(tx, params.id, isId(site) ? site : null, member!.person, app.clock())
        : Promise.resolve(refuse({ code: 'not_found' }))
    )
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
    return { placed: true }
  },

  invite: async ({ locals, params }) => {
    const { app, member, language } = locals
    const person = await managing(locals, async (tx) => {
      const found = await findPerson(tx, params.id)
      if (!found || found.leftOn) return refuse({ code: 'not_found' })
      return found.email === '' ? refuse({ code: 'person_without_email' }) : ok(found)
    })
    if (!person.ok) return fail(statusOf(person.failure), { refusal: asRefusal(person.failure) })
    const by = { school: member!.school, by: member!.person, language }
    const { deliveries, refused } = await invitePeople(app, [person.value], by)
    if (refused[0]) return fail(statusOf(refused[0].failure), { refusal: asRefusal(refused[0].failure) })
    return { delivery: deliveries[0]!.delivery }
  },

  leave: async ({ locals, params }) => {
    const { app, member } = locals
    const left = await managing(locals, (tx) => leaveSchool(tx, params.id, member!.person, app.clock()))
    if (!left.ok) return fail(statusOf(left.failure), { refusal: asRefusal(left.failure) })
    await closeTheDoor(app, member!.school, params.id)
    app.peopleChanged(member!.school, left.value)
    return { left: true }
  },

  return: async ({ locals, params }) => {
    const { app, member } = locals
    const back = await managing(locals, (tx) => returnToSchool(tx, params.id, app.clock(), member!.person))
    if (!back.ok) return fail(statusOf(back.failure), { refusal: asRefusal(back.failure) })
    await openTheDoor(app, member!.school, params.id)
    app.peopleChanged(member!.school, back.value)
    return { returned: true }
  }
}

const RESTORABLE: readonly string[] = ['givenName', 'infix', 'familyName', 'email', 'function', 'groups']

type TimeWish = { unit: string; since: string; lastDay: string; isGuest: boolean }

/** Changes somebody's times in units, by who looks after them, and tells the screens of those units. */
async function afterTimes(
  locals: App.Locals,
  units: string[],
  wish: TimeWish | null,
  work: (tx: Tx, by: Id, now: number) => Promise<Result<void>>
) {
  const { app, member } = locals
  const done = await inSchool(locals, (tx) => work(tx, member!.person, app.clock()))
  if (!done.ok) {
    const refusal = asRefusal(done.failure)
    // Without a form that stands open there is no field to say it beside.
    return fail(statusOf(done.failure), { refusal: wish ? refusal : { ...refusal, field: null }, wish })
  }
  app.peopleChanged(member!.school, units.filter(isId))
  return { placed: true }
}
