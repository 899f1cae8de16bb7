import { fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { ok } from '#kernel/result.ts'
import { fullName } from '#people'
import { listPeople } from '#people/server'
import { clock, type PaintedWeek } from '#timetable'
import { lessonsOf, paintWeek, periodsOf } from '#timetable/server'
import { requireManager } from '../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

const sameGroup = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase()

/** The week of one group, to paint: who teaches it in which part of the day. */
export const load: PageServerLoad = async ({ locals, url }) => {
  requireManager(locals)
  const { app, member } = locals
  return app.database.read(member!.school, async (tx) => {
    const [everybody, lessons, parts] = [await listPeople(tx), await lessonsOf(tx), await periodsOf(tx)]
    const people = everybody.filter(({ leftOn }) => leftOn === null)
    const painted = lessons.filter(({ source }) => source === 'painted')
    const groups = [...new Set([...people.flatMap(({ groups }) => groups), ...painted.map(({ group }) => group)])].sort(
      (a, b) => a.localeCompare(b, 'nl', { numeric: true })
    )
    const asked = (url.searchParams.get('groep') ?? '').trim().slice(0, 80)
    const group = asked || groups[0] || ''
    const week: Record<string, string> = {}
    for (const lesson of painted.filter((one) => sameGroup(one.group, group))) {
      const part = parts.find(({ start }) => start === lesson.start)
      if (part) week[`${lesson.weekday}-${part.period}`] = lesson.person
    }
    const given = people.map(({ givenName }) => givenName)
    return {
      groups: group === '' || groups.includes(group) ? groups : [...groups, group],
      painted: [...new Set(painted.map((one) => one.group))],
      group,
      week,
      parts: parts.map(({ period, start, end }) => ({ period, start: clock(start), end: clock(end) })),
      people: people.map((person) => ({
        id: person.id,
        name: fullName(person),
        short:
          given.filter((name) => name === person.givenName).length > 1
            ? `${person.givenName} ${person.familyName.slice(0, 1)}`
            : person.givenName,
        teaches: person.groups.some((one) => sameGroup(one, group))
      }))
    }
  })
}

export const actions: Actions = {
  paint: async ({ request, locals }) => {
    const { app, member } = locals
    const form = await request.formData()
    const week: PaintedWeek = [...form.keys()].flatMap((name) => {
      const found = /^cell-([1-5])-(\d{1,2})$/.exec(name)
      return found ? [{ weekday: Number(found[1]), period: Number(found[2]), person: textOf(form, name) || null }] : []
    })
    const order = { group: textOf(form, 'group'), week, now: app.clock() }
    const done = await inSchool(locals, async (tx) => {
      const painted = await paintWeek(tx, member!.person, order)
      if (!painted.ok) return painted
      const people = new Map((await listPeople(tx)).map((person) => [person.id, fullName(person)]))
      return ok(painted.value.double.map((one) => ({ ...one, name: people.get(one.person) ?? '' })))
    })
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
    return { saved: order.group, double: done.value }
  }
}
