import { fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { demandSchool } from '#app/pages/asking.server.ts'
import { guideOfAmbitions, readAmbitions } from '#lesson-visits'
import { dropGuide, listGuides, makeGuide } from '#lesson-visits/server'
import * as t from '#texts/visits'
import { settle } from '../settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Viewing guides: ours, those that colleagues share, and one's own to make, from nothing or from ambitions. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member, language } = locals
  demandSchool(member!)
  return {
    guides: await app.database.read(member!.school, (tx) => listGuides(tx, language, member!.person))
  }
}

type Typed = { ambitions?: string; title?: string; lines?: string; isShared?: boolean }

export const actions: Actions = {
  /** Ambitions as a guide to change; nothing is kept yet. */
  prepare: async ({ locals, request }) => {
    demandSchool(locals.member!)
    const ambitions = textOf(await request.formData(), 'ambitions')
    const read = readAmbitions(ambitions)
    if (!read.ok)
      return fail(statusOf(read.failure), { typed: { ambitions } as Typed, refusal: asRefusal(read.failure) })
    const { title, lines } = guideOfAmbitions(read.value, {
      title: t.ambitions_name(),
      opening: t.ambitions_opening(),
      glad: (ambition) => t.ambitions_glad({ ambition }),
      pupils: t.ambitions_pupils()
    })
    const typed: Typed = { ambitions, title, lines: lines.join('\n') }
    return { done: 'prepared' as const, typed }
  },
  make: async (event) => {
    let typed: Typed = {}
    const settled = await settle(event, 'made', (tx, form, asking) => {
      typed = { title: textOf(form, 'title'), lines: textOf(form, 'lines'), isShared: form.has('shared') }
      return makeGuide(tx, { title: typed.title!, lines: typed.lines!, isShared: typed.isShared! }, asking)
    })
    return 'done' in settled ? settled : fail(settled.status, { ...settled.data, typed })
  },
  drop: (event) => settle(event, 'dropped', (tx, form, asking) => dropGuide(tx, textOf(form, 'id'), asking))
}
