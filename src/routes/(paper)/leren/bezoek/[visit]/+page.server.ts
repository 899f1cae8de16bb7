import { error, fail, redirect } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { demandSchool } from '#app/pages/asking.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/result.ts'
import { TALK_QUESTIONS } from '#lesson-visits'
import { chooseGuide, decideInTalk, openVisit, roundOffTalk, sayInTalk, writeNote } from '#lesson-visits/server'
import { viewOf } from '#lesson-visits/ui'
import { failureText } from '#platform/i18n/failure.ts'
import { namingFor } from '../../naming.server.ts'
import { settle } from '../../settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** A visit and its talk, for the two people whose it is. For anybody else there is no such page. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member, language } = locals
  demandSchool(member!)
  const asking = { person: member!.person, now: app.clock() }
  const opened = await app.database.read(member!.school, async (tx) => {
    const own = await openVisit(tx, params.visit, app.papers, language, asking)
    if (!own) return null
    const naming = await namingFor(tx, member!.person)
    const { visit, ...rest } = own
    return {
      ...rest,
      view: viewOf(visit, naming),
      other: naming.names[own.role === 'host' ? visit.visitor : visit.host] ?? '',
      people: naming.present.filter(({ id }) => id !== member!.person),
      names: naming.names
    }
  })
  if (!opened) error(404, failureText({ code: 'not_found' }))
  return { ...opened, mayAct: member!.units.length > 0 }
}

export const actions: Actions = {
  note: (event) =>
    settle(
      event,
      'noted',
      (tx, form, asking) => writeNote(tx, event.params.visit, textOf(form, 'note'), event.locals.app.papers, asking),
      ['note']
    ),
  guide: (event) =>
    settle(event, 'guided', (tx, form, asking) => chooseGuide(tx, event.params.visit, textOf(form, 'guide'), asking)),
  say: (event) =>
    settle(
      event,
      'said',
      async (tx, form, asking) => {
        for (const question of TALK_QUESTIONS) {
          const said = { question, text: textOf(form, `talk-${question}`) }
          const done = await sayInTalk(tx, event.params.visit, said, event.locals.app.papers, asking)
          if (!done.ok) return done
        }
        return { ok: true, value: null }
      },
      TALK_QUESTIONS.map((question) => `talk-${question}`)
    ),
  decide: (event) =>
    settle(event, 'decided', (tx, form, asking) =>
      decideInTalk(
        tx,
        event.params.visit,
        {
          question: Number(textOf(form, 'question')),
          isKept: textOf(form, 'keep') !== 'no',
          sharedWith: form.getAll('with').map(String).filter(Boolean)
        },
        asking
      )
    ),
  /** Something to do, on the board of one's own unit: a line of one's own making, never what was said. */
  act: async ({ locals, request, params }) => {
    const { app, member, language } = locals
    const asking = { person: member!.person, now: app.clock() }
    const text = textOf(await request.formData(), 'action')
    const unit = member!.units[0]
    const own = await app.database.read(member!.school, (tx) =>
      openVisit(tx, params.visit, app.papers, language, asking)
    )
    if (!own || !unit) return fail(404, { refusal: asRefusal({ code: 'not_found' }) })
    const board = await app.engine.open(member!.school, unit.id)
    const command = { type: 'add-action' as const, id: newId(app.clock()), text, owners: [member!.person] }
    const sent = { key: newId(app.clock()), base: board.seq, command }
    const done = await app.engine.submit(member!.school, unit.id, { person: member!.person, device: null }, sent)
    if (!done.ok) return fail(statusOf(done.failure), { refusal: { ...asRefusal(done.failure), field: 'action' } })
    return { done: 'acted' as const }
  },
  off: async (event) => {
    const settled = await settle(event, 'off', (tx, _, asking) =>
      event.params.visit ? roundOffTalk(tx, event.params.visit, asking) : Promise.resolve(refuse({ code: 'not_found' }))
    )
    if ('done' in settled) redirect(303, `/leren/bezoek/${event.params.visit}`)
    return settled
  }
}
