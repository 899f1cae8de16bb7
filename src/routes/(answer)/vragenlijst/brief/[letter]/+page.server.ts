import { fail } from '@sveltejs/kit'
import { readLetter, readPosted, whyNot } from '#app/pages/answering.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { refuse } from '#kernel/result.ts'
import { answerCampaign, formToAnswer } from '#questionnaires/server'
import type { Actions, PageServerLoad } from './$types'

/** The form for whoever holds a letter, without signing in. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { database, clock } = locals.app
  const letter = readLetter(params.letter)
  const found = letter
    ? await database.read(letter.school, (tx) => formToAnswer(tx, letter.campaign, { token: letter.token }, clock()))
    : refuse({ code: 'not_found' })
  return {
    campaign: letter?.campaign ?? '',
    who: letter?.token.slice(-8) ?? '',
    toAnswer: found.ok ? found.value : null,
    why: found.ok ? null : whyNot(found.failure)
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { app } = locals
    const letter = readLetter(params.letter)
    if (!letter) return fail(404, { refusal: whyNot({ code: 'not_found' }) })
    const { input } = readPosted(await request.formData())
    const { school, campaign, token } = letter
    const order = { campaign, by: { token }, now: app.clock() }
    const done = await inSchool({ app, member: { school } }, (tx) => answerCampaign(tx, order, input))
    if (!done.ok) return fail(whyNot(done.failure).status, { refusal: whyNot(done.failure) })
    return { sent: done.value }
  }
}
