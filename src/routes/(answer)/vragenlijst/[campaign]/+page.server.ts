import { fail } from '@sveltejs/kit'
import { readPosted, whyNot } from '#app/pages/answering.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { isId } from '#kernel/id.ts'
import { refuse } from '#kernel/result.ts'
import { answerCampaign, formToAnswer } from '#questionnaires/server'
import type { Actions, PageServerLoad } from './$types'

/** The form for somebody who is signed in and was asked. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member } = locals
  const { person, school } = member!
  const id = params.campaign
  const found = isId(id)
    ? await app.database.read(school, (tx) => formToAnswer(tx, id, { person }, app.clock()))
    : refuse({ code: 'not_found' })
  return {
    campaign: id,
    who: person,
    toAnswer: found.ok ? found.value : null,
    why: found.ok ? null : whyNot(found.failure)
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { app, member } = locals
    const { input, share } = readPosted(await request.formData())
    const campaign = params.campaign
    if (!isId(campaign)) return fail(404, { refusal: whyNot({ code: 'not_found' }) })
    const order = { campaign, by: { person: member!.person }, now: app.clock(), share }
    const done = await inSchool(locals, (tx) => answerCampaign(tx, order, input))
    if (!done.ok) return fail(whyNot(done.failure).status, { refusal: whyNot(done.failure) })
    return { sent: done.value }
  }
}
