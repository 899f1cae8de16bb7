import { error } from '@sveltejs/kit'
import { demandSchool, schoolNames } from '#app/pages/asking.server.ts'
import { textOf } from '#app/pages/forms.server.ts'
import { addDays, dayOf } from '#kernel/days.ts'
import { countPerUnit, coverLacking, maySeeOverview, placeIn } from '#lesson-visits'
import {
  countedVisits,
  latestPlan,
  listCovers,
  liveVisits,
  openWishes,
  setVisitSettings,
  settingsOf
} from '#lesson-visits/server'
import { listSites, listUnits, timeZoneOf } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import { clock, readClock } from '#timetable'
import { settle } from '../settle.server.ts'
import type { Actions, PageServerLoad } from './$types'

const WEEKS_COUNTED = 12
const DEFAULT_TRAVEL = '2'

/** For the leader, to make room: what waits, which cover lacks, how many visits there are. Never what was seen. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  demandSchool(member!)
  if (!maySeeOverview(member!.grants)) error(403, failureText({ code: 'not_allowed' }))
  return app.database.read(member!.school, async (tx) => {
    const { names } = await schoolNames(tx)
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const units = await listUnits(tx)
    const live = new Set((await liveVisits(tx, addDays(today, -7), addDays(today, 60))).map(({ wish }) => wish))
    const waiting = (await openWishes(tx, today)).filter(({ id }) => !live.has(id))
    const visits = await countedVisits(tx, addDays(today, -7 * WEEKS_COUNTED))
    const counts = countPerUnit(visits, units)
    const plan = await latestPlan(tx)
    const settings = await settingsOf(tx)
    return {
      hasSites: (await listSites(tx)).length > 0,
      weeks: WEEKS_COUNTED,
      visits: visits.length,
      covers: (await listCovers(tx)).length,
      lacking: plan ? coverLacking(plan.unmet.filter(({ wish }) => waiting.some(({ id }) => id === wish))) : [],
      waiting: waiting.map(({ id, person, host, focus, at }) => ({
        id,
        person: names[person] ?? '',
        host: host === null ? null : (names[host] ?? ''),
        focus,
        days: Math.floor((app.clock() - at) / 86_400_000)
      })),
      counts: counts.map((count) => ({
        ...count,
        place: placeIn(count.across, settings.across),
        ...units.find(({ id }) => id === count.unit)!,
        members: undefined
      })),
      settings: { ...settings, dayStart: clock(settings.dayStart), dayEnd: clock(settings.dayEnd) }
    }
  })
}

/** Both empty is no wish; one of them empty is a mistake. */
const bandOf = (least: string, most: string) =>
  least.trim() === '' && most.trim() === '' ? null : { least: numberOf(least), most: numberOf(most) }
const numberOf = (text: string): number => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : NaN)

export const actions: Actions = {
  settings: (event) =>
    settle(event, 'set', (tx, form, asking) =>
      setVisitSettings(
        tx,
        {
          fixedBy: textOf(form, 'fixedBy'),
          weeks: Number(textOf(form, 'weeks')),
          dayStart: readClock(textOf(form, 'dayStart')) ?? -1,
          dayEnd: readClock(textOf(form, 'dayEnd')) ?? -1,
          visitsAWeek: Number(textOf(form, 'visitsAWeek')),
          hostingAWeek: Number(textOf(form, 'hostingAWeek')),
          crossUnit: Number(textOf(form, 'crossUnit')),
          // A school in one place is not asked.
          travel: Number(textOf(form, 'travel') || DEFAULT_TRAVEL),
          across: bandOf(textOf(form, 'acrossLeast'), textOf(form, 'acrossMost'))
        },
        asking
      )
    )
}
