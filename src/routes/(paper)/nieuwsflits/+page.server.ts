import { fail } from '@sveltejs/kit'
import { dayOf } from '#kernel/days.ts'
import { isFor, mayAddToBulletin, readingMinutes, readWeek, weekAfter, weekBefore, weekOf } from '#bulletin'
import { addItem, itemsOfWeek, removeItem } from '#bulletin/server'
import { timeZoneOf } from '#people/server'
import { askingOf, demandShared, schoolNames } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { keepSeen, seenUntil } from '#app/pages/bulletin-seen.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** The bulletin of a week: what came out of the sessions, and what the leader adds; read in a minute. */
export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  const { app, member } = locals
  demandShared(member!)
  const now = app.clock()
  const mayAdd = mayAddToBulletin(member!)
  const own = member!.units.map(({ id }) => id)
  const { items, known, week, today } = await app.database.read(member!.school, async (tx) => {
    const day = dayOf(now, await timeZoneOf(tx))
    const asked = readWeek(url.searchParams.get('week'), day)
    return { items: await itemsOfWeek(tx, asked), known: await schoolNames(tx), week: asked, today: day }
  })
  const seen = seenUntil(cookies)
  keepSeen(cookies, url, now)
  const shown = items.filter((item) => mayAdd || isFor(item, own))
  return {
    week,
    before: weekBefore(week).from,
    after: weekOf(today).from > week.from ? weekAfter(week).from : null,
    isNow: weekOf(today).from === week.from,
    today,
    minutes: readingMinutes(shown),
    mayAdd,
    units: known.units,
    items: shown.map((item) => ({
      id: item.id,
      text: item.text,
      kind: item.kind,
      from: known.units.find(({ id }) => id === item.unit) ?? null,
      name: item.by ? (known.names[item.by] ?? '') : '',
      forUnits: known.units.filter(({ id }) => item.units.includes(id)),
      until: item.until,
      isNew: seen !== null && item.at > seen && item.by !== member!.person,
      mayRemove: mayAdd || item.by === member!.person || (item.unit !== null && own.includes(item.unit))
    }))
  }
}

export const actions: Actions = {
  add: async ({ locals, request }) => {
    const { app, member } = locals
    const form = await request.formData()
    const wish = {
      text: textOf(form, 'text'),
      kind: textOf(form, 'kind') || 'inform',
      units: form.getAll('units'),
      until: textOf(form, 'until') || null
    }
    const done = await inSchool(locals, (tx) => addItem(tx, wish, askingOf(app, member!)))
    if (!done.ok)
      return fail(statusOf(done.failure), {
        refusal: asRefusal(done.failure),
        wish: { ...wish, units: wish.units.map(String) }
      })
    return { added: true }
  },
  remove: async ({ locals, request }) => {
    const { app, member } = locals
    demandShared(member!)
    const form = await request.formData()
    const done = await inSchool(locals, (tx) => removeItem(tx, textOf(form, 'id'), askingOf(app, member!)))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish: null })
    return { removed: done.value.text }
  }
}
