import { textOf } from '#app/pages/forms.server.ts'
import { demandSchool } from '#app/pages/asking.server.ts'
import { dropGuide, listGuides, makeGuide } from '#lesson-visits/server'
import { settle } from '../settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Viewing guides: ours, those that colleagues share, and one's own to make. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member, language } = locals
  demandSchool(member!)
  return {
    guides: await app.database.read(member!.school, (tx) => listGuides(tx, language, member!.person))
  }
}

export const actions: Actions = {
  make: (event) =>
    settle(event, 'made', (tx, form, asking) =>
      makeGuide(
        tx,
        { title: textOf(form, 'title'), lines: textOf(form, 'lines'), isShared: form.has('shared') },
        asking
      )
    ),
  drop: (event) => settle(event, 'dropped', (tx, form, asking) => dropGuide(tx, textOf(form, 'id'), asking))
}
