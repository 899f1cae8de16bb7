import { demandSchool, schoolNames } from '#app/pages/asking.server.ts'
import { textOf } from '#app/pages/forms.server.ts'
import { giveTimes, listCovers, listTimes, offerCover, settingsOf, takeBackTime } from '#lesson-visits/server'
import { listPeople } from '#people/server'
import { clock } from '#timetable'
import { lessonsOf } from '#timetable/server'
import { settle } from '../settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** Taking over a class for a quarter of an hour: how often, which groups, when. And who else does. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  demandSchool(member!)
  const { person } = member!
  return app.database.read(member!.school, async (tx) => {
    const { names } = await schoolNames(tx)
    const covers = await listCovers(tx)
    const times = (await listTimes(tx)).filter(({ kind }) => kind === 'cover')
    const { dayStart } = await settingsOf(tx)
    const taught = (await lessonsOf(tx)).map(({ group }) => group)
    const held = (await listPeople(tx)).flatMap(({ groups }) => groups)
    const groups = [...new Set([...taught, ...held])].filter(Boolean)
    return {
      mine: covers.find((cover) => cover.person === person) ?? null,
      groups: groups.sort((a, b) => a.localeCompare(b, 'nl', { numeric: true })).slice(0, 100),
      usual: { start: clock(Math.max(dayStart, 510)), end: '12:00' },
      times: times
        .filter((time) => time.person === person)
        .map((time) => ({ ...time, start: clock(time.start), end: clock(time.end) })),
      others: covers
        .filter((cover) => cover.person !== person)
        .map((cover) => ({
          id: cover.person,
          name: names[cover.person] ?? '',
          weeklyMax: cover.weeklyMax,
          days: [...new Set(times.filter((time) => time.person === cover.person).map(({ weekday }) => weekday))]
        }))
    }
  })
}

export const actions: Actions = {
  offer: (event) =>
    settle(event, 'offered', (tx, form, asking) =>
      offerCover(
        tx,
        {
          weeklyMax: Number(textOf(form, 'max')),
          groups: textOf(form, 'which') === 'some' ? form.getAll('group').map(String) : []
        },
        asking
      )
    ),
  give: (event) =>
    settle(event, 'given', (tx, form, asking) =>
      giveTimes(
        tx,
        {
          kind: 'cover',
          weekdays: form.getAll('day').map(Number),
          start: textOf(form, 'start'),
          end: textOf(form, 'end'),
          group: ''
        },
        asking
      )
    ),
  takeBack: (event) => settle(event, 'takenBack', (tx, form, asking) => takeBackTime(tx, textOf(form, 'id'), asking))
}
