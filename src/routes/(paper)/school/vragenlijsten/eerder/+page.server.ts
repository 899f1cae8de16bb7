import { error, fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { dayOf } from '#kernel/days.ts'
import type { Failure } from '#kernel/errors.ts'
import { isId } from '#kernel/id.ts'
import { refuse } from '#kernel/result.ts'
import { timeZoneOf } from '#people/server'
import { mayRunCampaigns } from '#questionnaires'
import { importOldWave, overview, previewOldWave, readWaveFile, removeOldWave } from '#questionnaires/server'
import { failureText } from '#platform/i18n/failure.ts'
import { currentLanguage } from '#platform/i18n/runtime.ts'
import type { Member } from '#app/viewers.server.ts'
import type { Actions, PageServerLoad } from './$types'

const HERE = '/school/vragenlijsten/eerder'
const SHOWN = 200

function demandAsker({ grants }: Member): void {
  if (!mayRunCampaigns(grants, null)) error(403, failureText({ code: 'not_allowed' }))
}

/** Questionnaires of before: choosing a file, and what it comes down to before anything is stored. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member } = locals
  const { school, person } = member!
  demandAsker(member!)
  const id = url.searchParams.get('voorbeeld')
  const kept = isId(id) ? app.oldWaves.find(id, school, person) : null
  return app.database.read(school, async (tx) => {
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const read = kept ? await previewOldWave(tx, kept.source, { person }) : null
    const { closed } = await overview(tx, person, app.clock())
    return {
      ...{ today, isGone: id !== null && kept === null, done: url.searchParams.has('klaar') },
      imported: closed.filter(({ isImported }) => isImported),
      preview:
        kept && read?.ok
          ? {
              ...{ id: id!, fileName: kept.fileName, answered: read.value.answered, kind: read.value.answers.kind },
              title: read.value.form.instruments.map(({ title }) => title[currentLanguage()]).join(' + ').slice(0, 200), // prettier-ignore
              sentences: read.value.form.items.length,
              parts: read.value.form.constructs.map(({ name }) => name[currentLanguage()]),
              unknown: read.value.unknown.slice(0, SHOWN),
              problems: read.value.problems.slice(0, SHOWN),
              problemCount: read.value.problems.length
            }
          : null
    }
  })
}

const refused = (failure: Failure) => fail(statusOf(failure), { refusal: asRefusal(failure) })

export const actions: Actions = {
  choose: async ({ locals, request }) => {
    const { app, member } = locals
    const { school, person } = member!
    demandAsker(member!)
    const file = (await request.formData()).get('file')
    if (!(file instanceof File) || file.name === '') return refused({ code: 'file_missing' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    const lines = await readWaveFile(bytes)
    if (!lines.ok) return refused(lines.failure)
    const read = await inSchool(locals, (tx) => previewOldWave(tx, lines.value, { person }))
    if (!read.ok) return refused(read.failure)
    const fileName = file.name.slice(0, 200)
    const id = app.oldWaves.keep({ school, person, fileName, source: lines.value, size: bytes.length })
    redirect(303, `${HERE}?voorbeeld=${id}`)
  },
  import: async ({ locals, request }) => {
    const { app, member } = locals
    const { school, person } = member!
    demandAsker(member!)
    const form = await request.formData()
    const id = textOf(form, 'id')
    const kept = isId(id) ? app.oldWaves.find(id, school, person) : null
    if (!kept) redirect(303, `${HERE}?voorbeeld=${encodeURIComponent(id)}`)
    const [title, closedOn, asked, team] = ['title', 'closedOn', 'asked', 'team'].map((name) => textOf(form, name)) as [string, string, string, string] // prettier-ignore
    const wish = { title, closedOn, asked: Number(asked), team }
    const done = await inSchool(locals, (tx) => importOldWave(tx, kept.source, wish, { person, now: app.clock() }))
    if (!done.ok)
      return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), wish: { title, closedOn, asked, team } })
    app.oldWaves.forget(id)
    redirect(303, `${HERE}?klaar=1`)
  },
  remove: async ({ locals, request }) => {
    const { member } = locals
    demandAsker(member!)
    const campaign = textOf(await request.formData(), 'wave')
    const done = isId(campaign)
      ? await inSchool(locals, (tx) => removeOldWave(tx, campaign, { person: member!.person }))
      : refuse({ code: 'not_found' })
    return done.ok ? { removed: true } : refused(done.failure)
  }
}
