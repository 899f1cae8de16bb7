import { textOf } from '#app/pages/forms.server.ts'
import { demandSchool } from '#app/pages/asking.server.ts'
import { isFocus, type TimeKind } from '#lesson-visits'
import {
  closeLesson,
  giveTimes,
  listClosedLessons,
  listHosts,
  listTimes,
  openLessons,
  settingsOf,
  takeBackTime
} from '#lesson-visits/server'
import { clock } from '#timetable'
import { lessonsOf } from '#timetable/server'
import { settle } from '../settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Whether my lessons are open, for what, and when I am free: the timetable tells it, or I do. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  demandSchool(member!)
  const { person } = member!
  return app.database.read(member!.school, async (tx) => {
    const host = (await listHosts(tx)).find((one) => one.person === person)
    const closed = (await listClosedLessons(tx)).filter((one) => one.person === person)
    const times = (await listTimes(tx)).filter((time) => time.person === person && time.kind !== 'cover')
    const { dayStart, dayEnd } = await settingsOf(tx)
    const lessons = (await lessonsOf(tx)).filter((lesson) => lesson.person === person && lesson.group !== '')
    return {
      host: host ?? { isOpen: false, foci: [], closedUntil: null },
      day: { start: clock(dayStart), end: clock(dayEnd) },
      lessons: lessons.map(({ id, weekday, start, end, group, subject }) => ({
        id,
        weekday,
        start,
        at: `${clock(start)}-${clock(end)}`,
        group,
        subject,
        isClosed: closed.some((one) => one.weekday === weekday && one.start === start)
      })),
      times: times.map((time) => ({ ...time, start: clock(time.start), end: clock(time.end) }))
    }
  })
}

export const actions: Actions = {
  open: (event) =>
    settle(event, 'opened', (tx, form, asking) =>
      openLessons(
        tx,
        {
          isOpen: textOf(form, 'open') === 'yes',
          foci: form.getAll('focus').filter(isFocus),
          closedUntil: textOf(form, 'until') || null
        },
        asking
      )
    ),
  lesson: (event) =>
    settle(event, 'lesson', (tx, form, asking) =>
      closeLesson(
        tx,
        {
          weekday: Number(textOf(form, 'weekday')),
          start: Number(textOf(form, 'start')),
          isClosed: textOf(form, 'close') === 'yes'
        },
        asking
      )
    ),
  give: (event) =>
    settle(event, 'given', (tx, form, asking) =>
      giveTimes(
        tx,
        {
          kind: textOf(form, 'kind') as TimeKind,
          weekdays: form.getAll('day').map(Number),
          start: textOf(form, 'start'),
          end: textOf(form, 'end'),
          group: textOf(form, 'group')
        },
        asking
      )
    ),
  takeBack: (event) => settle(event, 'takenBack', (tx, form, asking) => takeBackTime(tx, textOf(form, 'id'), asking))
}
