import { schoolNames } from '#app/pages/asking.server.ts'
import { textOf } from '#app/pages/forms.server.ts'
import { dayOf } from '#kernel/days.ts'
import { isOpenOn, missingIn } from '#lesson-visits'
import {
  acceptInvitation,
  dropInvitation,
  dropWish,
  listCovers,
  listHosts,
  listTimes,
  openInvitations,
  openWishes
} from '#lesson-visits/server'
import { timeZoneOf } from '#people/server'
import { lessonsOf } from '#timetable/server'
import { settle } from './settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** My visits and wishes, what colleagues invite to, and what is still missing before there can be visits. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  const { person } = member!
  return app.database.read(member!.school, async (tx) => {
    const { names, present } = await schoolNames(tx)
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const wishes = await openWishes(tx)
    const invitations = await openInvitations(tx)
    const hosts = await listHosts(tx)
    const covers = await listCovers(tx)
    const [times, lessons] = [await listTimes(tx), await lessonsOf(tx)]
    const open = new Set(hosts.filter((host) => isOpenOn(host, today)).map((host) => host.person))
    const mine = wishes.filter((wish) => wish.person === person)
    return {
      me: person,
      wishes: mine.map((wish) => ({
        id: wish.id,
        host: wish.host === null ? null : (names[wish.host] ?? ''),
        focus: wish.focus,
        question: wish.question,
        at: wish.at,
        isClosed: wish.host !== null && !open.has(wish.host)
      })),
      wanted: wishes
        .filter((wish) => wish.host === person)
        .map((wish) => ({ id: wish.id, name: names[wish.person] ?? '', question: wish.question })),
      invitations: invitations.map(({ id, person: by, question }) => ({
        id,
        by,
        name: names[by] ?? '',
        question,
        isMine: by === person,
        comes: mine.some((wish) => wish.host === by)
      })),
      isOpen: open.has(person),
      isCover: covers.some((cover) => cover.person === person),
      missing: missingIn({
        people: present.map(({ id }) => id),
        wishes,
        open,
        known: new Set([...lessons.map((lesson) => lesson.person), ...times.map((time) => time.person)]),
        covers: covers.length
      })
    }
  })
}

export const actions: Actions = {
  drop: (event) => settle(event, 'dropped', (tx, form, asking) => dropWish(tx, textOf(form, 'id'), asking)),
  come: (event) => settle(event, 'coming', (tx, form, asking) => acceptInvitation(tx, textOf(form, 'id'), asking)),
  uninvite: (event) => settle(event, 'uninvited', (tx, form, asking) => dropInvitation(tx, textOf(form, 'id'), asking))
}
