import { fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { refuse } from '#kernel/result.ts'
import { isTeamKind, TEAM_KINDS } from '#people'
import { setThresholds, thresholdsOf } from '#people/server'
import { managing, requireManager } from '../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  requireManager(locals)
  const thresholds = await locals.app.database.read(locals.member!.school, thresholdsOf)
  return { kinds: TEAM_KINDS.map((kind) => ({ kind, thresholds: thresholds[kind] })) }
}

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData()
    const kind = textOf(form, 'kind')
    const typed = {
      fewest: textOf(form, 'fewest'),
      most: textOf(form, 'most'),
      newOneIn: textOf(form, 'newOneIn')
    }
    const set = await managing(locals, async (tx) =>
      isTeamKind(kind) ? setThresholds(tx, kind, typed) : refuse({ code: 'input_invalid' })
    )
    if (!set.ok) return fail(statusOf(set.failure), { kind, typed, refusal: asRefusal(set.failure).sentence })
    return { saved: true }
  }
}
