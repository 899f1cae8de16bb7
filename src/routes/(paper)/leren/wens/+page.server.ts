import { fail, redirect } from '@sveltejs/kit'
import { demandSchool, schoolNames } from '#app/pages/asking.server.ts'
import { textOf } from '#app/pages/forms.server.ts'
import { dayOf } from '#kernel/days.ts'
import { isId } from '#kernel/id.ts'
import { refuse, type Result } from '#kernel/result.ts'
import { isFocus, isOpenOn } from '#lesson-visits'
import { inviteToLesson, listHosts, wishVisit } from '#lesson-visits/server'
import { timeZoneOf, whereEverybodyIs } from '#people/server'
import { settle } from '../settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** A wish in one screen: with whom or what, and what I want to learn. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member } = locals
  demandSchool(member!)
  return app.database.read(member!.school, async (tx) => {
    const { present } = await schoolNames(tx)
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const hosts = new Map((await listHosts(tx)).map((host) => [host.person, host]))
    const { sites, siteOf } = await whereEverybodyIs(tx)
    const siteName = (person: string) => sites.find(({ id }) => id === siteOf.get(person))?.name ?? null
    return {
      site: siteName(member!.person),
      asked: url.searchParams.get('bij') ?? '',
      people: present
        .filter(({ id }) => id !== member!.person)
        .map(({ id, name }) => ({ id, name, isOpen: isOpenOn(hosts.get(id), today), site: siteName(id) }))
        .sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || a.name.localeCompare(b.name, 'nl'))
    }
  })
}

/** What was typed, for a form that has to be looked at again. */
const KEPT = ['kind', 'host', 'focus', 'question'] as const

export const actions: Actions = {
  default: async (event) => {
    let typed: Partial<Record<(typeof KEPT)[number], string>> = {}
    const settled = await settle(event, 'wished', async (tx, form, asking): Promise<Result<unknown>> => {
      typed = Object.fromEntries(KEPT.map((field) => [field, textOf(form, field)]))
      const { kind, host = '', focus = '', question = '' } = typed
      if (kind === 'show') return inviteToLesson(tx, question, asking)
      if (kind === 'host' && !isId(host)) return refuse({ code: 'wish_host_missing', field: 'host' })
      if (kind === 'focus' && !isFocus(focus)) return refuse({ code: 'wish_focus_missing', field: 'focus' })
      const wish = {
        host: kind === 'host' ? host : null,
        focus: kind === 'focus' ? focus : null,
        question
      }
      return wishVisit(tx, wish, asking)
    })
    if ('done' in settled) redirect(303, '/leren')
    return fail(settled.status, { ...settled.data, typed })
  }
}
