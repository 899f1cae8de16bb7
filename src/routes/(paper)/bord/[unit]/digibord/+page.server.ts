import { fail, redirect } from '@sveltejs/kit'
import { endPairing, listDigiboards, pairDigiboard } from '#board-sessions/server'
import { isId } from '#kernel/id.ts'
import { timeZoneOf } from '#people/server'
import { claimPairing } from '#platform/auth/pairings.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const unit = ownUnit(locals.member!, params.unit)
  const boards = await locals.app.database.read(locals.member!.school, (tx) => listDigiboards(tx, unit.id))
  return { unit, boards, origin: locals.app.config.publicUrl ?? url.origin }
}

export const actions: Actions = {
  pair: async ({ request, locals, params }) => {
    const { school, person, session } = locals.member!
    const unit = ownUnit(locals.member!, params.unit)
    const { app } = locals
    const code = textOf(await request.formData(), 'code')
    const claimed = await claimPairing(app.auth, { code, account: session.account, school, unit: unit.id })
    if (!claimed.ok) return fail(statusOf(claimed.failure), { code, refusal: asRefusal(claimed.failure) })
    const { device, secretHash } = claimed.value
    await app.database.transact(school, async (tx) => {
      const timeZone = await timeZoneOf(tx)
      await pairDigiboard(tx, { id: device, unit: unit.id, secretHash, by: person, now: app.clock(), timeZone })
    })
    app.boardPaired(secretHash)
    redirect(303, `/bord/${unit.id}/digibord`)
  },

  end: async ({ request, locals, params }) => {
    const { school, person } = locals.member!
    const unit = ownUnit(locals.member!, params.unit)
    const device = textOf(await request.formData(), 'device')
    if (isId(device)) await locals.app.database.transact(school, (tx) => endPairing(tx, unit.id, device, person))
    locals.app.peopleChanged(school, [unit.id])
    redirect(303, `/bord/${unit.id}/digibord`)
  }
}
