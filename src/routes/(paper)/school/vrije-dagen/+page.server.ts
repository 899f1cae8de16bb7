import { fail } from '@sveltejs/kit'
import { REGIONS } from '#calendar'
import {
  addFreeFile,
  addFreeTime,
  chooseRegion,
  freeTimesOf,
  ownFreeTimes,
  readHolidays,
  regionOf,
  removeFreeTime
} from '#calendar/server'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { freeDaysChanged } from '#app/sessions-planned.server.ts'
import { addDays, dayOf } from '#kernel/days.ts'
import { isId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { mayManagePeople } from '#people'
import { timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { failureText } from '#platform/i18n/failure.ts'
import { managing } from '../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

const YEAR = 365
/** Some hundreds of lines of text. */
const FILE_LIMIT = 64 * 1024

/** When the school is free: the region's holidays and the school's own days. Everybody looks; who keeps the list sets. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  const { source, years } = readHolidays()
  const found = await app.database.read(member!.school, async (tx) => {
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    return {
      today,
      region: await regionOf(tx),
      own: await ownFreeTimes(tx, today),
      coming: (await freeTimesOf(tx, today, addDays(today, YEAR))).sort((a, b) => (a.from < b.from ? -1 : 1))
    }
  })
  const last = Object.values(years)
    .flatMap((year) => Object.values(year))
    .flatMap((holiday) => Object.values(holiday))
    .map(([, until]) => until)
    .sort()
    .at(-1)
  return {
    ...found,
    regions: REGIONS,
    source,
    knownUntil: last ?? found.today,
    mayManage: mayManagePeople(member!.grants)
  }
}

/** A text file as a school makes it: UTF-8, or Windows-1252 where it is not. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Every change here is one for boards and for who was invited to sessions as well; the same once more is none. */
async function changing<T>(
  locals: App.Locals,
  work: (tx: Tx) => Promise<Result<T>>,
  isChange: (done: T) => boolean = () => true
): Promise<Result<T>> {
  let units: Id[] = []
  const changed = await managing(locals, async (tx) => {
    const done = await work(tx)
    units = done.ok && isChange(done.value) ? await freeDaysChanged(tx, locals.app.clock()) : []
    return done
  })
  if (changed.ok && units.length > 0) locals.app.peopleChanged(locals.member!.school, units)
  return changed
}

export const actions: Actions = {
  region: async ({ request, locals }) => {
    const form = await request.formData()
    const done = await changing(
      locals,
      (tx) => chooseRegion(tx, textOf(form, 'region')),
      ({ isOther }) => isOther
    )
    return done.ok ? { region: true } : fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
  },
  add: async ({ request, locals }) => {
    const form = await request.formData()
    const typed = { name: textOf(form, 'name'), from: textOf(form, 'from'), until: textOf(form, 'until') }
    const done = await changing(locals, (tx) => addFreeTime(tx, typed))
    return done.ok
      ? { added: done.value.name }
      : fail(statusOf(done.failure), { typed, refusal: asRefusal(done.failure) })
  },
  file: async ({ request, locals }) => {
    const given = (await request.formData()).get('file')
    const done = await changing(locals, async (tx) => {
      if (!(given instanceof File) || given.size === 0) return refuse({ code: 'file_empty', field: 'file' })
      if (given.size > FILE_LIMIT) return refuse({ code: 'too_large', field: 'file' })
      const read = await addFreeFile(tx, decode(new Uint8Array(await given.arrayBuffer())))
      return read.days.length === 0 ? refuse({ code: 'no_rows', field: 'file' }) : ok(read)
    })
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
    const { added, problems } = done.value
    const sentences = problems.map(({ line, code }) => ({ line, sentence: failureText({ code: code as never }) }))
    return { file: { added, problems: sentences } }
  },
  remove: async ({ request, locals }) => {
    const id = textOf(await request.formData(), 'id')
    const done = await changing(locals, async (tx) =>
      isId(id) && (await removeFreeTime(tx, id)) ? ok(undefined) : refuse({ code: 'not_found' })
    )
    return done.ok ? { removed: true } : fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
  }
}
