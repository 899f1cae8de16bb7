import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { sendOut } from '#app/pages/sent-out.server.ts'
import { addDays, dayOf } from '#kernel/days.ts'
import { isId } from '#kernel/id.ts'
import { GROUPINGS, itemsAsked, mayLookBack, mayRunCampaigns, minutesFor } from '#questionnaires'
import { allInstruments, openCampaign, teamOf } from '#questionnaires/server'
import { goalStory } from '#board-sessions/server'
import { listUnits, timeZoneOf } from '#people/server'
import { currentLanguage } from '#platform/i18n/runtime.ts'
import { failureText } from '#platform/i18n/failure.ts'
import type { Member } from '#app/viewers.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** How long a campaign runs unless somebody chooses otherwise. */
const DAYS = { team: 14, goal: 7, training: 7 }
type Kind = keyof typeof DAYS

const kindOf = (text: string | null): Kind => (text === 'goal' || text === 'training' ? text : 'team')

const mayAsk = ({ grants, units }: Member, kind: Kind, unit: string | null): boolean => {
  const own = units.map(({ id }) => id)
  return kind === 'team' ? mayRunCampaigns(grants, unit) : mayLookBack(grants, unit, own)
}

/** What can be asked, of whom, and until when: everything filled in the way it usually works. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member } = locals
  const kind = kindOf(url.searchParams.get('kind'))
  const [goalId, goalUnit] = [url.searchParams.get('goal'), url.searchParams.get('unit')]
  const found = await app.database.read(member!.school, async (tx) => {
    const { instruments, items } = await allInstruments(tx)
    const today = dayOf(app.clock(), await timeZoneOf(tx))
    const goal =
      kind === 'goal' && isId(goalId) && isId(goalUnit) ? ((await goalStory(tx, goalUnit, goalId))?.goal ?? null) : null
    const units = []
    for (const { id, name, mark, hue } of await listUnits(tx))
      if (mayAsk(member!, kind, id) && (kind !== 'goal' || id === goalUnit))
        units.push({ id, name, mark, hue, count: (await teamOf(tx, id, today)).length })
    const school = kind !== 'goal' && mayAsk(member!, kind, null) ? (await teamOf(tx, null, today)).length : null
    return {
      today,
      goal: goal && { id: goalId!, text: goal.text },
      units,
      school,
      instruments: instruments
        .filter(({ audience }) => audience === kind)
        .map((one) => {
          const asked = itemsAsked([one], items)
          const sentences = asked.map(({ text }) => text[currentLanguage()])
          const title = one.title[currentLanguage()]
          const about = one.about[currentLanguage()]
          const isOwn = one.key.startsWith('own-')
          return { key: one.key, title, about, isOwn, sentences, minutes: minutesFor({ items: asked as never }) }
        })
    }
  })
  if (found.school === null && found.units.length === 0) error(403, failureText({ code: 'not_allowed' }))
  if (kind === 'goal' && !found.goal) error(404, failureText({ code: 'not_found' }))
  return { kind, ...found, closesOn: addDays(found.today, DAYS[kind]), sendsMail: app.auth.mailer.isConfigured }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { app, member } = locals
    const form = await request.formData()
    const instruments = form.getAll('instruments').map(String)
    const norm = textOf(form, 'norm')
    const unit = textOf(form, 'unit')
    const wish = {
      title: textOf(form, 'title') || textOf(form, 'named') || '-',
      instruments,
      groupings: form.getAll('groupings').filter((one) => GROUPINGS.includes(one as never)),
      norm: norm ? Number(norm) : null,
      closesOn: textOf(form, 'closesOn'),
      unit: unit || null,
      kind: kindOf(textOf(form, 'kind')),
      goal: textOf(form, 'goal') || null
    }
    const now = app.clock()
    const opened = await inSchool(locals, async (tx) => {
      if (wish.title === '-') wish.title = await titleOf(tx, instruments)
      return openCampaign(tx, wish, { person: member!.person, now })
    })
    if (!opened.ok) {
      const kept = { ...wish, groupings: wish.groupings.map(String), title: textOf(form, 'title'), norm, unit }
      return fail(statusOf(opened.failure), { refusal: asRefusal(opened.failure), wish: kept })
    }
    await sendOut(locals, opened.value.id, opened.value.letters)
  }
}

/** Called after what it asks, where nobody gave it a name. */
async function titleOf(tx: Parameters<typeof allInstruments>[0], keys: readonly string[]): Promise<string> {
  const { instruments } = await allInstruments(tx)
  const titles = instruments.filter(({ key }) => keys.includes(key)).map(({ title }) => title[currentLanguage()])
  return titles.join(' + ').slice(0, 200)
}
