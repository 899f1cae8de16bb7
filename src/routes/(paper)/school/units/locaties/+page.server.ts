import { fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { isId } from '#kernel/id.ts'
import type { Result } from '#kernel/result.ts'
import { addSites, changeSite, dropSite, listSites, listUnits, placeUnits, sitesOfUnits } from '#people/server'
import { managing, requireManager } from '../../managing.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Where the school is, and which unit is where. For who keeps the list of people. */
export const load: PageServerLoad = async ({ locals }) => {
  requireManager(locals)
  return locals.app.database.read(locals.member!.school, async (tx) => {
    const said = await sitesOfUnits(tx)
    const units = await listUnits(tx)
    return {
      sites: await listSites(tx),
      units: units.map(({ id, name, mark, hue }) => ({ id, name, mark, hue, site: said.get(id) ?? '' }))
    }
  })
}

/** What was done, or why not with what was typed. */
function outcome(result: Result<unknown>, typed: Record<string, string> = {}) {
  if (!result.ok) return fail(statusOf(result.failure), { refusal: asRefusal(result.failure), typed })
  return { saved: true as const }
}

export const actions: Actions = {
  add: async ({ request, locals }) => {
    const form = await request.formData()
    const names = ['name-0', 'name-1'].filter((field) => form.has(field)).map((field) => textOf(form, field))
    const { member, app } = locals
    const made = await managing(locals, (tx) => addSites(tx, names, member!.person, app.clock()))
    return outcome(made, Object.fromEntries(names.map((name, at) => [`name-${at}`, name])))
  },

  rename: async ({ request, locals }) => {
    const form = await request.formData()
    const [id, name] = [textOf(form, 'id'), textOf(form, 'name')]
    const { member, app } = locals
    const done = await managing(locals, (tx) => changeSite(tx, id, name, member!.person, app.clock()))
    return outcome(done, { [`name-${id}`]: name })
  },

  drop: async ({ request, locals }) => {
    const id = textOf(await request.formData(), 'id')
    const { member, app } = locals
    return outcome(await managing(locals, (tx) => dropSite(tx, id, member!.person, app.clock())))
  },

  units: async ({ request, locals }) => {
    const form = await request.formData()
    const wishes = [...form.keys()]
      .filter((field) => field.startsWith('unit-'))
      .map((field) => ({ unit: field.slice(5), site: isId(textOf(form, field)) ? textOf(form, field) : null }))
    const { member, app } = locals
    return outcome(await managing(locals, (tx) => placeUnits(tx, wishes, member!.person, app.clock())))
  }
}
