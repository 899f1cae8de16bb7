import { redirect } from '@sveltejs/kit'
import { demandSchool, schoolNames } from '#app/pages/asking.server.ts'
import { textOf } from '#app/pages/forms.server.ts'
import { dayOf } from '#kernel/days.ts'
import { isId } from '#kernel/id.ts'
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

export const actions: Actions = {
  wish: async (event) => {
    const settled = await settle(event, 'wished', (tx, form, asking) => {
      const focus = textOf(form, 'focus')
      const host = textOf(form, 'host')
      const kind = textOf(form, 'kind')
      const wish = {
        host: kind === 'host' && isId(host) ? host : null,
        focus: kind === 'focus' && isFocus(focus) ? focus : null,
        question: textOf(form, 'question')
      }
      return wishVisit(tx, wish, asking)
    })
    if ('done' in settled) redirect(303, '/leren')
    return settled
  },
  invite: async (event) => {
    const settled = await settle(event, 'invited', (tx, form, asking) =>
      inviteToLesson(tx, textOf(form, 'question'), asking)
    )
    if ('done' in settled) redirect(303, '/leren')
    return settled
  }
}
