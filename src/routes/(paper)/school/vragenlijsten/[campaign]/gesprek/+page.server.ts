import { error, fail, redirect } from '@sveltejs/kit'
import { schoolNames } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { isId, newId } from '#kernel/id.ts'
import { refuse } from '#kernel/result.ts'
import { STEPS } from '#questionnaires'
import { endInOutcome, resultsToShow, talkOf, writeNote } from '#questionnaires/server'
import { failureText } from '#platform/i18n/failure.ts'
import type { Actions, PageServerLoad } from './$types'

/** One step of the talk, with what helps at that step and what was written so far. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app, member } = locals
  const { school, person, units } = member!
  const id = params.campaign
  const found = await app.database.read(school, async (tx) => {
    const shown = isId(id) ? await resultsToShow(tx, id, { person }) : refuse({ code: 'not_found' })
    return shown.ok ? { ...shown.value, ...(await talkOf(tx, id)), known: await schoolNames(tx) } : shown.failure
  })
  if ('code' in found) error(statusOf(found), failureText(found))
  if (found.view.tooFew) redirect(303, `/school/vragenlijsten/${id}`)
  const { view, findings, waves, notes, outcomes, known, campaign } = found
  return {
    campaign: { id, title: campaign.title, closedOn: campaign.closedOn! },
    step: STEPS.find((step) => step === url.searchParams.get('stap')) ?? 'data',
    ...{ view, findings, waves },
    notes: notes.map(({ step, text, writtenBy }) => ({ step, text, by: (writtenBy && known.names[writtenBy]) ?? '' })),
    outcomes: outcomes.map(({ id, kind, text, unit, madeOn }) => ({
      ...{ id, kind, text, madeOn },
      unit: known.units.find((one) => one.id === unit) ?? null
    })),
    units
  }
}

export const actions: Actions = {
  note: async ({ locals, params, request, url }) => {
    const { app, member } = locals
    const form = await request.formData()
    const [id, step] = [params.campaign, textOf(form, 'step')]
    const asking = { person: member!.person, now: app.clock() }
    const done = isId(id)
      ? await inSchool(locals, (tx) => writeNote(tx, id, { step, text: textOf(form, 'text') }, asking))
      : refuse({ code: 'not_found' })
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
    const next = STEPS[STEPS.indexOf(done.value) + 1]
    if (next && textOf(form, 'then') === 'next') redirect(303, `${url.pathname}?stap=${next}`)
    return { saved: true }
  },
  end: async ({ locals, params, request }) => {
    const { app, member } = locals
    const form = await request.formData()
    const id = params.campaign
    const kind = textOf(form, 'kind')
    const unit = kind === 'goal' ? textOf(form, 'unit') || null : null
    const text = textOf(form, 'text')
    const asking = { person: member!.person, now: app.clock() }
    const home = member!.units.find((one) => one.id === unit)
    if (unit && !home) return fail(403, { refusal: asRefusal({ code: 'not_allowed', field: 'unit' }), text })
    const done = isId(id)
      ? await inSchool(locals, (tx) => endInOutcome(tx, id, { kind, text, unit }, asking))
      : refuse({ code: 'not_found' })
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), text })
    if (!home) return { ended: '' }
    // On the board in the board's own way, by who is in that unit.
    const { seq: base } = await app.engine.open(member!.school, home.id)
    const command = { type: 'add-goal' as const, id: newId(), text: done.value.text }
    const sender = { person: member!.person, device: null }
    const placed = await app.engine.submit(member!.school, home.id, sender, { key: done.value.id, base, command })
    return placed.ok ? { ended: home.name } : { ended: null, reason: asRefusal(placed.failure).sentence }
  }
}
