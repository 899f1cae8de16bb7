import { textOf } from '#app/pages/forms.server.ts'
import { demandSchool } from '#app/pages/asking.server.ts'
import { addDays, dayOf } from '#kernel/days.ts'
import { isLive, isOpenOn, missingIn } from '#lesson-visits'
import {
  acceptInvitation,
  answerVisit,
  callInIll,
  dropInvitation,
  dropWish,
  listCovers,
  listHosts,
  listTimes,
  openInvitations,
  openWishes,
  sharedWithMe,
  tellMissed,
  visitsOf
} from '#lesson-visits/server'
import { viewOf } from '#lesson-visits/ui'
import { timeZoneOf } from '#people/server'
import { lessonsOf } from '#timetable/server'
import { namingFor } from './naming.server.ts'
import { settle } from './settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

const RECENT_DAYS = 30

/** My visits and wishes, what colleagues invite to, and what is still missing before there can be visits. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  demandSchool(member!)
  const { person } = member!
  return app.database.read(member!.school, async (tx) => {
    const naming = await namingFor(tx, person)
    const { names, present } = naming
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const wishes = await openWishes(tx, today)
    const visits = await visitsOf(tx, person, addDays(today, -RECENT_DAYS))
    const placed = new Set(visits.filter(isLive).map(({ wish }) => wish))
    const invitations = await openInvitations(tx)
    const hosts = await listHosts(tx)
    const covers = await listCovers(tx)
    const [times, lessons] = [await listTimes(tx), await lessonsOf(tx)]
    const open = new Set(hosts.filter((host) => isOpenOn(host, today)).map((host) => host.person))
    const mine = wishes.filter((wish) => wish.person === person)
    const ended = visits.filter(
      ({ state, endedBy }) => (state === 'declined' || state === 'cancelled') && endedBy !== person
    )
    return {
      me: person,
      today,
      hasToday: visits.some((visit) => isLive(visit) && visit.day === today),
      coming: visits.filter((visit) => isLive(visit) && visit.day >= today).map((visit) => viewOf(visit, naming)),
      past: visits
        .filter(({ state, day }) => state === 'done' || (state === 'agreed' && day < today))
        .map((visit) => viewOf(visit, naming)),
      ended: ended
        .filter(({ wish, day }) => day >= today && wishes.some(({ id }) => id === wish) && !placed.has(wish))
        .map((visit) => ({ ...viewOf(visit, naming), isMine: visit.visitor === person })),
      wishes: mine
        .filter(({ id }) => !placed.has(id))
        .map((wish) => ({
          id: wish.id,
          host: wish.host === null ? null : (names[wish.host] ?? ''),
          focus: wish.focus,
          question: wish.question,
          at: wish.at,
          isClosed: wish.host !== null && !open.has(wish.host)
        })),
      wanted: wishes
        .filter((wish) => wish.host === person && !placed.has(wish.id))
        .map((wish) => ({ id: wish.id, name: names[wish.person] ?? '', question: wish.question })),
      invitations: invitations.map(({ id, person: by, question }) => ({
        id,
        by,
        name: names[by] ?? '',
        question,
        isMine: by === person,
        comes: mine.some((wish) => wish.host === by)
      })),
      shared: (await sharedWithMe(tx, app.papers, person)).map(({ visit, host, question, text }) => ({
        key: `${visit} ${question}`,
        name: names[host] ?? '',
        question,
        text
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
  answer: (event) =>
    settle(event, 'answered', (tx, form, asking) =>
      answerVisit(tx, textOf(form, 'id'), textOf(form, 'says') === 'yes', asking)
    ),
  missed: (event) => settle(event, 'missed', (tx, form, asking) => tellMissed(tx, textOf(form, 'id'), asking)),
  ill: (event) => settle(event, 'ill', (tx, _, asking) => callInIll(tx, asking)),
  drop: (event) => settle(event, 'dropped', (tx, form, asking) => dropWish(tx, textOf(form, 'id'), asking)),
  come: (event) => settle(event, 'coming', (tx, form, asking) => acceptInvitation(tx, textOf(form, 'id'), asking)),
  uninvite: (event) => settle(event, 'uninvited', (tx, form, asking) => dropInvitation(tx, textOf(form, 'id'), asking))
}
