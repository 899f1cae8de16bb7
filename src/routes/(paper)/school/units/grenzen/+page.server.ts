import { fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { ok } from '#kernel/result.ts'
import { TEAM_KINDS } from '#people'
import { setThresholds, thresholdsOf } from '#people/server'
import { managing, requireManager } from '../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  requireManager(locals)
  const thresholds = await locals.app.database.read(locals.member!.school, thresholdsOf)
  return { kinds: TEAM_KINDS.map((kind) => ({ kind, thresholds: thresholds[kind] })) }
}

export const actions: Actions = {
  /** All kinds of team at once, or none where one is refused. */
  default: async ({ request, locals }) => {
    const { app, member } = locals
    const form = await request.formData()
    const kinds = TEAM_KINDS.map((kind) => ({
      kind,
      thresholds: {
        fewest: textOf(form, `fewest-${kind}`),
        most: textOf(form, `most-${kind}`),
        newOneIn: textOf(form, `newOneIn-${kind}`)
      }
    }))
    const set = await managing(locals, async (tx) => {
      for (const { kind, thresholds } of kinds) {
        const done = await setThresholds(tx, kind, thresholds, member!.person, app.clock())
        if (!done.ok) return done
      }
      return ok(undefined)
    })
    if (!set.ok) return fail(statusOf(set.failure), { kinds, refusal: asRefusal(set.failure) })
    return { saved: true }
  }
}
