import { error, redirect } from '@sveltejs/kit'
import { textOf } from '#app/pages/forms.server.ts'
import { demandSchool } from '#app/pages/asking.server.ts'
import { statusOf } from '#kernel/errors.ts'
import { isId } from '#kernel/id.ts'
import { refuse } from '#kernel/result.ts'
import { chooseMoment, findWish, liveVisitOf, possibleMoments } from '#lesson-visits/server'
import { viewOf } from '#lesson-visits/ui'
import { failureText } from '#platform/i18n/failure.ts'
import { clock } from '#timetable'
import { namingFor } from '../../naming.server.ts'
import { settle } from '../../settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

const SHOWN = 60

/** The moments that are possible for one wish; only those are offered. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member } = locals
  demandSchool(member!)
  const asking = { person: member!.person, now: app.clock() }
  const answer = await app.database.read(member!.school, async (tx) => {
    const wish = isId(params.wish) ? await findWish(tx, params.wish) : null
    const moments = wish ? await possibleMoments(tx, wish.id, asking) : refuse({ code: 'not_found' })
    if (!moments.ok || !wish) return { failure: moments.ok ? { code: 'not_found' as const } : moments.failure }
    const [naming, visit] = await Promise.all([namingFor(tx, member!.person), liveVisitOf(tx, wish.id)])
    const nameOf = (id: string) => (id === member!.person ? naming.you : (naming.names[id] ?? ''))
    return {
      wish: wish.id,
      visitor: nameOf(wish.person),
      host: wish.host === null ? null : nameOf(wish.host),
      visit: visit && viewOf(visit, naming),
      count: moments.value.length,
      moments: moments.value.slice(0, SHOWN).map((moment) => ({
        host: moment.host,
        hostName: nameOf(moment.host),
        day: moment.day,
        start: moment.start,
        at: clock(moment.start),
        away: naming.awayOf(wish.person, moment.host),
        cover: moment.cover === null ? null : nameOf(moment.cover),
        talkDay: moment.talkDay,
        talkAt: clock(moment.talkStart),
        isNow: visit?.day === moment.day && visit.start === moment.start && visit.host === moment.host
      }))
    }
  })
  if ('failure' in answer) error(statusOf(answer.failure!), failureText(answer.failure!))
  return answer
}

export const actions: Actions = {
  choose: async (event) => {
    const settled = await settle(event, 'chosen', (tx, form, asking) => {
      const wanted = {
        host: textOf(form, 'host'),
        day: textOf(form, 'day'),
        start: Number(textOf(form, 'start'))
      }
      return isId(event.params.wish)
        ? chooseMoment(tx, event.params.wish, wanted, asking)
        : Promise.resolve(refuse({ code: 'not_found' }))
    })
    if ('done' in settled) redirect(303, '/leren')
    return settled
  }
}
