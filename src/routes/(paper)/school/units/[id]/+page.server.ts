import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { addDays, dayOf, isDay } from '#kernel/days.ts'
import { isId, type Id } from '#kernel/id.ts'
import { DEFAULT_THRESHOLDS, fullName, mayManagePeople, mayManageUnit } from '#people'
import type { Tx } from '#platform/db/door.ts'
import {
  changeUnit,
  checkUnitNow,
  demandMayEnter,
  findUnit,
  listPeople,
  listSites,
  membersOn,
  setMembers,
  sitesOfUnits,
  timeZoneOf,
  unitMembers,
  type CheckedUnit,
  type PersonInUnits
} from '#people/server'
import { daysText } from '#people/ui'
import { failureText } from '#platform/i18n/failure.ts'
import { managing } from '../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app, member } = locals
  const { id } = params
  const found = await app.database.read(member!.school, async (tx) => {
    const unit = isId(id) ? await findUnit(tx, id) : null
    if (!unit) return null
    const people = await listPeople(tx)
    const day = url.searchParams.get('op')
    return {
      unit,
      people,
      members: await unitMembers(tx, id),
      today: dayOf(app.clock(), await timeZoneOf(tx)),
      check: checkView((await checkUnitNow(tx, id, app.clock()))!, people),
      site: await siteOfUnit(tx, id),
      day,
      onDay: isDay(day) ? await membersOn(tx, id, day) : null
    }
  })
  if (!found) error(404, failureText({ code: 'not_found' }))
  const { unit, members, people, today, check, day, onDay, site } = found
  const memberIds = new Set(members.map((person) => person.id))
  return {
    unit,
    site,
    check: { ...check, members: members.length - check.guests.length },
    day: onDay ? day! : today,
    onDay:
      onDay?.map((person) => ({
        id: person.id,
        name: fullName(person),
        hasLeft: person.leftOn !== null,
        isGuest: person.isGuest
      })) ?? null,
    maySetThresholds: mayManagePeople(member!.grants),
    mayManage: mayManageUnit(member!.grants, id),
    // Members first; within both as the school's list has them.
    people: people
      .filter(({ leftOn }) => !leftOn)
      .map((person) => ({
        id: person.id,
        name: fullName(person),
        about: [person.function, person.groups.join(', '), daysText(person.workingDays)].filter(Boolean).join(', '),
        isMember: memberIds.has(person.id)
      }))
      .sort((one, other) => Number(other.isMember) - Number(one.isMember))
  }
}

/** The name of the site that a unit is on; null in a school without sites. */
async function siteOfUnit(tx: Tx, unit: Id): Promise<string | null> {
  const sites = await listSites(tx)
  const site = (await sitesOfUnits(tx)).get(unit) ?? null
  return (sites.find(({ id }) => id === site) ?? sites[0])?.name ?? null
}

/** The findings with names in them. */
function checkView({ thresholds, findings, duos, guests }: CheckedUnit, people: PersonInUnits[]) {
  const byId = new Map(people.map((person) => [person.id, person]))
  const name = (id: Id) => fullName(byId.get(id)!)
  const days = (id: Id) => daysText(byId.get(id)!.workingDays)
  return {
    thresholds,
    isOwn: JSON.stringify(thresholds) !== JSON.stringify(DEFAULT_THRESHOLDS),
    size: findings.size,
    newcomers: findings.newcomers,
    apart: findings.apart.map(([one, other]) => ({
      one: name(one),
      other: name(other),
      oneDays: days(one),
      otherDays: days(other)
    })),
    duosApart: findings.duosApart.map(({ member, partner, groups }) => ({
      one: name(member),
      other: name(partner),
      groups,
      unit: byId.get(partner)!.units.join(', ')
    })),
    duos: duos.map(({ pair: [one, other], groups }) => ({ one: name(one), other: name(other), groups })),
    guests: guests.map(({ id, until }) => ({ name: name(id), lastDay: until ? new Date(addDays(until, -1)) : null }))
  }
}

export const actions: Actions = {
  look: async ({ request, locals, params }) => {
    const form = await request.formData()
    const values = {
      name: textOf(form, 'name'),
      mark: textOf(form, 'mark'),
      hue: Number(textOf(form, 'hue')),
      kind: textOf(form, 'kind')
    }
    const unit = params.id
    const changed = await managing(locals, (tx) => changeUnit(tx, unit, values), { unit })
    if (!changed.ok) return fail(statusOf(changed.failure), { values, refusal: asRefusal(changed.failure) })
    locals.app.peopleChanged(locals.member!.school, [unit])
    return { saved: 'look' as const }
  },

  members: async ({ request, locals, params }) => {
    const form = await request.formData()
    const [people, shown] = [form.getAll('member').filter(isId), form.getAll('shown').filter(isId)]
    const unit = params.id
    const me = locals.member!.person
    const choose = async (tx: Tx) => {
      if (people.includes(me)) await demandMayEnter(tx, me, [unit])
      return setMembers(tx, unit, people, locals.app.clock(), { shown, by: me })
    }
    const set = await managing(locals, choose, { unit })
    if (!set.ok) return fail(statusOf(set.failure), { refusal: asRefusal(set.failure) })
    if (set.value.isChanged) locals.app.peopleChanged(locals.member!.school, [unit])
    return { saved: 'members' as const }
  }
}
