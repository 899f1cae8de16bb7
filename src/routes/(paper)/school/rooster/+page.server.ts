import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { dayOf } from '#kernel/days.ts'
import type { Failure } from '#kernel/errors.ts'
import { isId } from '#kernel/id.ts'
import { fullName } from '#people'
import { listPeople, timeZoneOf } from '#people/server'
import { clock, PERIODS_AT_MOST, USUAL } from '#timetable'
import {
  importTimetable,
  latestTimetable,
  lessonsOf,
  periodsOf,
  previewTimetable,
  readTimetable,
  sayCodes,
  setPeriods
} from '#timetable/server'
import { requireManager } from '../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

const HERE = '/school/rooster'
const PROBLEMS_SHOWN = 200

/** The school's timetable: what is in it, how to bring one in, and when each period is. */
export const load: PageServerLoad = async ({ locals, url }) => {
  requireManager(locals)
  const { app, member } = locals
  const id = url.searchParams.get('voorbeeld')
  const kept = isId(id) ? app.timetables.find(id, member!.school, member!.person) : null
  return app.database.read(member!.school, async (tx) => {
    const [lessons, periods, latest, people] = [
      await lessonsOf(tx),
      await periodsOf(tx),
      await latestTimetable(tx),
      await listPeople(tx)
    ]
    const plan = kept ? await previewTimetable(tx, kept.source) : null
    const present = people.filter(({ leftOn }) => leftOn === null)
    const nameOf = new Map(present.map((person) => [person.id, fullName(person)]))
    const taught = lessons.filter(({ group }) => group !== '')
    return {
      lessons: taught.length,
      teachers: new Set(taught.map(({ person }) => person)).size,
      painted: new Set(taught.filter(({ source }) => source === 'painted').map(({ group }) => group)).size,
      latest: latest && { fileName: latest.fileName, at: latest.at },
      periods: asRows(periods),
      usual: { periods: asRows(USUAL.periods), parts: asRows(USUAL.parts) },
      people: present.map((person) => ({ id: person.id, name: fullName(person) })),
      isGone: id !== null && kept === null && !url.searchParams.has('klaar'),
      done: url.searchParams.has('klaar'),
      preview:
        kept && plan
          ? {
              id: id!,
              fileName: kept.fileName,
              format: kept.source.format,
              fresh: plan.fresh.length,
              same: plan.same,
              gone: plan.gone.length,
              left: plan.left,
              unknown: plan.unknown,
              guessed: plan.guessed.map(({ code, person }) => ({ code, name: nameOf.get(person) ?? '' })),
              problems: kept.source.problems.slice(0, PROBLEMS_SHOWN),
              problemCount: kept.source.problems.length,
              skipped: kept.source.skipped.length,
              needsTimes: kept.source.problems.some(({ problem }) => problem === 'period_without_time')
            }
          : null
    }
  })
}

/** As many rows as a form shows: those there are, and empty ones. */
const asRows = (periods: readonly { period: number; start: number; end: number }[]) =>
  Array.from({ length: PERIODS_AT_MOST }, (_, at) => {
    const found = periods.find(({ period }) => period === at + 1)
    return { start: found ? clock(found.start) : '', end: found ? clock(found.end) : '' }
  })

const refused = (failure: Failure, on: string) => fail(statusOf(failure), { refusal: asRefusal(failure), on })

export const actions: Actions = {
  choose: async ({ request, locals }) => {
    requireManager(locals)
    const { app, member } = locals
    const file = (await request.formData()).get('file')
    if (!(file instanceof File) || file.name === '') return refused({ code: 'file_missing' }, 'file')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const facts = await app.database.read(member!.school, async (tx) => {
      const timeZone = await timeZoneOf(tx)
      return { timeZone, today: dayOf(app.clock(), timeZone), periods: await periodsOf(tx) }
    })
    const reading = await readTimetable(bytes, facts)
    if (!reading.ok) return refused(reading.failure, 'file')
    const { school, person } = member!
    const id = app.timetables.keep({
      school,
      person,
      fileName: file.name.slice(0, 200),
      source: reading.value,
      size: bytes.length
    })
    redirect(303, `${HERE}?voorbeeld=${encodeURIComponent(id)}`)
  },

  codes: async ({ request, locals, url }) => {
    const form = await request.formData()
    const said = [...form.entries()].flatMap(([name, value]) => {
      if (!name.startsWith('code:') || typeof value !== 'string' || value === '') return []
      return [{ code: name.slice(5), person: value === 'nobody' ? null : value }]
    })
    const done = await inSchool(locals, (tx) => sayCodes(tx, locals.member!.person, said))
    if (!done.ok) return refused(done.failure, 'codes')
    const preview = url.searchParams.get('voorbeeld')
    redirect(303, isId(preview) ? `${HERE}?voorbeeld=${preview}` : HERE)
  },

  times: async ({ request, locals }) => {
    const form = await request.formData()
    const rows = Array.from({ length: PERIODS_AT_MOST }, (_, at) => ({
      start: textOf(form, `start-${at + 1}`),
      end: textOf(form, `end-${at + 1}`)
    }))
    const done = await inSchool(locals, (tx) => setPeriods(tx, locals.member!.person, rows))
    if (!done.ok) return refused(done.failure, 'times')
    return { saved: true }
  },

  import: async ({ request, locals }) => {
    requireManager(locals)
    const { app, member } = locals
    const id = textOf(await request.formData(), 'id')
    const kept = isId(id) ? app.timetables.find(id, member!.school, member!.person) : null
    if (!kept) redirect(303, `${HERE}?voorbeeld=${encodeURIComponent(id)}`)
    const order = { id, by: member!.person, fileName: kept.fileName, now: app.clock() }
    const done = await inSchool(locals, (tx) => importTimetable(tx, kept.source, order))
    if (!done.ok) return refused(done.failure, 'file')
    app.timetables.forget(id)
    redirect(303, `${HERE}?klaar=1`)
  }
}
