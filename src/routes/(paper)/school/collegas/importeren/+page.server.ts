import { fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { voidOldInvitations } from '#app/void-invitations.server.ts'
import { isId } from '#kernel/id.ts'
import { ok } from '#kernel/result.ts'
import type { Failure } from '#kernel/errors.ts'
import { isOwnThresholds, ROSTER_FIELDS, type RosterField } from '#people'
import { apartView, previewView, suggestionsOf } from '#people/ui'
import {
  countRows,
  fieldLabel,
  findImport,
  importPeople,
  listImports,
  previewForPage,
  problemSentence,
  readRoster,
  refusalSentence,
  timeZoneOf
} from '#people/server'
import type { Language } from '#platform/i18n/runtime.ts'
import { managing, requireManager } from '../../managing.server.ts'
import { choose, openPreview, resetColumns, unmend, type Opened } from './opened.server.ts'
import type { Actions, PageServerLoad } from './$types'

const HERE = '/school/collegas/importeren'

const previewIdOf = (url: URL): string | null => {
  const id = url.searchParams.get('voorbeeld')
  return isId(id) ? id : null
}

export const load: PageServerLoad = async ({ locals, url }) => {
  requireManager(locals)
  const id = previewIdOf(url)
  const opened = await openPreview(locals, id)
  if (opened) return { preview: await showPreview(locals, opened), notice: null, latest: null }
  // Imported in the meantime (pressed twice, or the back button), or kept too long.
  if (id && (await locals.app.database.read(locals.member!.school, (tx) => findImport(tx, id))))
    redirect(303, `${HERE}/${id}`)
  const [latest] = await locals.app.database.read(locals.member!.school, (tx) => listImports(tx, 1))
  return {
    preview: null,
    latest: latest ? { id: latest.id, fileName: latest.fileName, at: latest.at } : null,
    notice: url.searchParams.has('voorbeeld') ? asRefusal({ code: 'preview_expired' }) : null
  }
}

async function showPreview({ app, member, language }: App.Locals, { id, preview, choices, reading }: Opened) {
  const { fileName } = preview
  const hasChosenColumns = Object.keys(choices.mapping).length > 0
  if (!reading.ok)
    return { id, fileName, hasChosenColumns, refusal: refusalSentence(reading.failure, language), shown: null }
  const { plan, known, units, tooManyUnits, apart, thresholds } = await previewForPage(
    app.database,
    member!.school,
    reading.value
  )
  const sentence = (problem: Parameters<typeof problemSentence>[0]) => problemSentence(problem, language)
  const shown = {
    sheet: reading.value.sheet,
    counts: countRows(plan),
    view: previewView({ plan, known, sentence }),
    units,
    tooManyUnits:
      tooManyUnits === null ? null : asRefusal({ code: 'import_many_units', params: { count: tooManyUnits } }).sentence,
    thresholds,
    isOwn: isOwnThresholds(thresholds),
    apart: apartView(apart),
    mended: Object.entries(choices.mendedEmails).map(([line, email]) => ({ line: Number(line), email })),
    fields: fieldOptions(plan.columns, language)
  }
  return { id, fileName, hasChosenColumns, refusal: null, shown }
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
const HALVES = DAYS.flatMap((day) => [`${day}_am`, `${day}_pm`] as const)

/** What a column can be. The halves of days only where the file has such columns. */
function fieldOptions(columns: readonly { field: RosterField | null }[], language: Language) {
  const hasHalves = columns.some(({ field }) => field !== null && (HALVES as readonly string[]).includes(field))
  const fields: readonly RosterField[] = [...ROSTER_FIELDS, ...DAYS, ...(hasHalves ? HALVES : [])]
  return [null, ...fields].map((field) => ({ value: field ?? '', label: fieldLabel(field, language) }))
}

const isField = (text: string): text is RosterField =>
  ([...ROSTER_FIELDS, ...DAYS, ...HALVES] as readonly string[]).includes(text)

/** Under which id the page follows the work; none without script. */
const jobOf = (form: FormData): string | null => {
  const job = form.get('job')
  return isId(job) ? job : null
}

/** Stopped is no fault of the file. */
const sentenceOf = (failure: Failure, language: Language): string =>
  failure.code === 'import_stopped' ? asRefusal(failure).sentence : refusalSentence(failure, language)

export const actions: Actions = {
  /** A file is chosen: read, and kept in memory when there is a list in it. */
  choose: async ({ request, locals }) => {
    requireManager(locals)
    const form = await request.formData()
    const file = form.get('file')
    const refused = (failure: Failure, sentence: string) => fail(statusOf(failure), { refusal: sentence })
    if (!(file instanceof File) || file.name === '') {
      const failure: Failure = { code: 'file_missing' }
      return refused(failure, asRefusal(failure).sentence)
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    const reading = await locals.app.importJobs.run(locals.member!, jobOf(form), (signal, report) =>
      readRoster(bytes, {}, { signal, onProgress: (progress) => report({ step: 'reading', ...progress }) })
    )
    if (!reading.ok) return refused(reading.failure, sentenceOf(reading.failure, locals.language))
    const { school, person } = locals.member!
    const { source } = reading.value
    const kept = { school, person, fileName: file.name.slice(0, 200), source, size: bytes.length }
    const id = locals.app.previews.keep(kept)
    redirect(303, `${HERE}?voorbeeld=${id}`)
  },

  columns: ({ request, locals, url }) =>
    withPreview(locals, url, async (opened) => {
      const form = await request.formData()
      const mapping: Record<number, RosterField | null> = {}
      for (const { index, field } of opened.reading.ok ? opened.reading.value.columns : []) {
        const wish = form.get(`column-${index}`)
        const chosen = typeof wish === 'string' && isField(wish) ? wish : null
        // Only what somebody changes: the other columns stay as we recognise them.
        if (wish !== null && chosen !== field) mapping[index] = chosen
      }
      await choose(opened, { mapping })
    }),

  reset: ({ locals, url }) => withPreview(locals, url, resetColumns),

  mend: ({ request, locals, url }) =>
    withPreview(locals, url, async (opened) => {
      const form = await request.formData()
      const line = Number(textOf(form, 'line'))
      const row = opened.reading.ok && opened.reading.value.rows.find((candidate) => candidate.lines.includes(line))
      if (!row) return
      const typed = textOf(form, 'address')
      const isTyped = typed !== textOf(form, 'original')
      const address = form.has('without') ? '' : isTyped ? typed : textOf(form, 'suggestion') || typed
      await choose(opened, { mendedEmails: { [line]: address } })
    }),

  mendAll: ({ locals, url }) =>
    withPreview(locals, url, async (opened) => {
      if (opened.reading.ok) await choose(opened, { mendedEmails: suggestionsOf(opened.reading.value.rows) })
    }),

  unmend: ({ request, locals, url }) =>
    withPreview(locals, url, async (opened) => unmend(opened, Number(textOf(await request.formData(), 'line')))),

  /** Stops the reading or storing that is under way; nothing of it stays. */
  stop: async ({ request, locals }) => {
    requireManager(locals)
    const job = jobOf(await request.formData())
    if (job) locals.app.importJobs.stop(locals.member!, job)
    return { stopped: true }
  },

  import: async ({ request, locals, url }) => {
    requireManager(locals)
    const id = previewIdOf(url)
    const opened = await openPreview(locals, id)
    if (!opened?.reading.ok) redirect(303, id ? `${HERE}?voorbeeld=${id}` : HERE)
    const { app, member } = locals
    const { school, person: by } = member!
    const reading = opened.reading.value
    const order = { id: opened.id, by, fileName: opened.preview.fileName, now: app.clock() }
    const imported = await app.importJobs.run(member!, jobOf(await request.formData()), (signal, onProgress) =>
      managing(locals, async (tx) =>
        ok(await importPeople(tx, reading, { ...order, timeZone: await timeZoneOf(tx), signal, onProgress }))
      )
    )
    if (!imported.ok) return fail(statusOf(imported.failure), { refusal: asRefusal(imported.failure).sentence })
    if (imported.value) {
      app.peopleChanged(school, imported.value.unitsTouched)
      await voidOldInvitations(app, school, imported.value.addressesChanged)
    }
    app.previews.forget(opened.id)
    redirect(303, `${HERE}/${opened.id}`)
  }
}

/** Changes what was chosen in the preview and shows it anew; an expired one leads back to choosing a file. */
async function withPreview(locals: App.Locals, url: URL, change: (opened: Opened) => Promise<void>): Promise<never> {
  requireManager(locals)
  const id = previewIdOf(url)
  const opened = await openPreview(locals, id)
  if (opened) await change(opened)
  redirect(303, id ? `${HERE}?voorbeeld=${id}` : HERE)
}
