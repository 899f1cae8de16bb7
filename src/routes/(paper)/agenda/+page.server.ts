import { fail } from '@sveltejs/kit'
import { isHeld, mayChangeSession } from '#calendar'
import { changeSession, endFeed, hasFeed, makeFeed, type SessionWish } from '#calendar/server'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { clashesAt, inWeekOf, ownClashes, surroundingsOf, type Surroundings } from '#app/clashing-sessions.server.ts'
import { unitCalendar, unitSessions } from '#app/sessions-planned.server.ts'
import { visitEvents } from '#app/visits-planned.server.ts'
import { addDays, dayOf } from '#kernel/days.ts'
import { isId, type Id } from '#kernel/id.ts'
import { momentAt } from '#kernel/moments.ts'
import { ok, refuse } from '#kernel/result.ts'
import { mayManagePeople, mayManageUnit, maySeeSchool } from '#people'
import { fullNames, standingOf, timeZoneOf, weeklyMomentOf } from '#people/server'
import { listed } from '#people/ui'
import type { Tx } from '#platform/db/door.ts'
import type { Actions, PageServerLoad } from './$types'

const DAYS_SHOWN = 92

/** When the sessions of my units and my agreed visits are, for three months; and an address for one's own calendar. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  const { school, person, units, grants } = member!
  const now = app.clock()
  return app.database.read(school, async (tx) => {
    const timeZone = await timeZoneOf(tx)
    const today = dayOf(now, timeZone)
    const sessions = []
    const without = []
    const span = { from: today, until: addDays(today, DAYS_SHOWN) }
    const sees = maySeeSchool(grants)
    for (const { id, name, mark, hue } of units) {
      const unit = { id, name, mark, hue }
      const planned = await unitSessions(tx, id, today, addDays(today, DAYS_SHOWN))
      if (planned.length === 0 && !(await weeklyMomentOf(tx, id))) without.push(unit)
      const around = sees && planned.length > 0 ? await surroundingsOf(tx, id, span) : null
      const nameOf = await namesAround(tx, around, person)
      for (const session of planned)
        sessions.push({
          unit,
          ...session,
          at: momentAt(session.day, session.minute, timeZone),
          beside: (around ? inWeekOf(around, session) : [])
            .map(({ people, ...other }) => ({ ...other, names: listed(people.flatMap(nameOf)) }))
            .filter(({ names }) => names !== '')
        })
    }
    const until = momentAt(addDays(today, DAYS_SHOWN), 0, timeZone)
    const visits = (await visitEvents(tx, person, now, { publicUrl: '' }))
      .filter(({ isCancelled, start, end }) => !isCancelled && end > now && start < until)
      .map(({ uid, start, end, summary, url }) => ({ uid, at: start, end, summary, url: url! }))
    return {
      today,
      visits,
      sessions: sessions.sort((a, b) => a.at - b.at),
      clashes: await ownClashes(tx, units, span),
      without,
      inUnits: units.length > 0,
      unitCount: units.length,
      mayManage: mayManagePeople(grants),
      hasFeed: await hasFeed(tx, person)
    }
  })
}

/** How the colleagues are called who are in these other units too; the reader is not named, who knows it. */
async function namesAround(tx: Tx, around: Surroundings | null, me: Id) {
  const names = await fullNames(tx, around?.neighbours.flatMap(({ people }) => people) ?? [])
  return (id: Id): string[] => (id === me || !names.has(id) ? [] : [names.get(id)!])
}

/** `15:15` as the minute of the day; NaN for anything else. */
const minuteOf = (text: string): number => {
  const parts = /^(\d{1,2})[:.](\d{2})$/.exec(text)
  return parts && Number(parts[1]) < 24 && Number(parts[2]) < 60 ? Number(parts[1]) * 60 + Number(parts[2]) : NaN
}

export const actions: Actions = {
  change: async ({ request, locals }) => {
    const form = await request.formData()
    const { app, member } = locals
    const [unit, on, what] = [textOf(form, 'unit'), textOf(form, 'on'), textOf(form, 'what')]
    const to: SessionWish['to'] =
      what === 'dropped' || what === 'as-planned'
        ? what
        : { day: textOf(form, 'day'), minute: minuteOf(textOf(form, 'time')) }
    const changed = await inSchool(locals, async (tx) => {
      const { units, grants } = await standingOf(tx, member!.person)
      const isMember = units.some(({ id }) => id === unit)
      if (!isId(unit) || !mayChangeSession({ isMember, looksAfter: mayManageUnit(grants, unit) }))
        return refuse({ code: 'not_allowed' })
      const timeZone = await timeZoneOf(tx)
      const now = app.clock()
      const when = { now, today: dayOf(now, timeZone), timeZone }
      const result = await changeSession(tx, await unitCalendar(tx, unit), { on, to }, member!.person, when)
      if (!result.ok) return result
      const { day, minute } = result.value
      const around = maySeeSchool(grants) ? await surroundingsOf(tx, unit, { from: day, until: day }) : null
      const nameOf = await namesAround(tx, around, member!.person)
      const clashes = (around && isHeld(result.value) ? clashesAt(around, { day, minute }) : [])
        .map((clash) => ({ unit: clash.unit, names: clash.people.flatMap(nameOf) }))
        .filter(({ names }) => names.length > 0)
      return ok({ ...result.value, at: momentAt(day, minute, timeZone), clashes })
    })
    if (!changed.ok) return fail(statusOf(changed.failure), { unit, on, refusal: asRefusal(changed.failure) })
    app.peopleChanged(member!.school, [unit])
    return { changed: { what, on: changed.value.on, at: changed.value.at, clashes: changed.value.clashes } }
  },

  make: async ({ locals, url }) => {
    const { app, member } = locals
    const { school, person } = member!
    const token = await app.database.transact(school, (tx) => makeFeed(tx, person, app.clock()))
    return { address: `${app.config.publicUrl ?? url.origin}/agenda/${school}/${token}` }
  },

  end: async ({ locals }) => {
    const { school, person } = locals.member!
    await locals.app.database.transact(school, (tx) => endFeed(tx, person))
    return { ended: true }
  }
}
