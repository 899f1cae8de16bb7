import { fail } from '@sveltejs/kit'
import { daysWaiting } from '#bulletin'
import { react, unreact } from '#bulletin/server'
import { askingOf, demandShared, schoolNames } from '#app/pages/asking.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { thingOnWall, wallOf } from '#app/pages/wall.server.ts'
import type { Actions, PageServerLoad } from './$types'

/** The wall of the school: per unit its goals, successes and open requests, and what others say to them. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  demandShared(member!)
  const now = app.clock()
  const { wall, known } = await app.database.read(member!.school, async (tx) => ({
    wall: await wallOf(tx, now),
    known: await schoolNames(tx)
  }))
  const own = member!.units.map(({ id }) => id)
  const said = (id: string) =>
    wall.reactions
      .filter(({ on }) => on.id === id)
      .map(({ id: reaction, kind, text, by, byUnit, answer }) => ({
        id: reaction,
        kind,
        text,
        name: known.names[by] ?? '',
        unit: known.units.find((unit) => unit.id === byUnit) ?? null,
        isMine: by === member!.person,
        isAnswered: answer !== null
      }))
  return {
    units: known.units.map((unit) => ({
      ...unit,
      isOwn: own.includes(unit.id),
      goals: wall.goals.filter((goal) => goal.unit === unit.id).map((goal) => ({ ...goal, said: said(goal.id) })),
      successes: wall.successes
        .filter((success) => success.unit === unit.id)
        .slice(0, 6)
        .map((success) => ({ ...success, said: said(success.id) })),
      requests: wall.requests
        .filter((request) => request.unit === unit.id)
        .map(({ id, text, to, askedAt, answeredAt, timesAsked }) => ({
          id,
          text,
          to:
            to.kind === 'person'
              ? (known.names[to.person] ?? '')
              : to.kind === 'unit'
                ? (known.units.find((other) => other.id === to.unit)?.name ?? '')
                : null,
          days: daysWaiting({ askedAt, answeredAt }, now),
          timesAsked,
          said: said(id)
        }))
    }))
  }
}

export const actions: Actions = {
  react: async ({ locals, request }) => {
    const { app, member } = locals
    demandShared(member!)
    const form = await request.formData()
    const [on, id, kind, text] = ['on', 'id', 'kind', 'text'].map((name) => textOf(form, name)) as [
      string,
      string,
      string,
      string
    ]
    const done = await inSchool(locals, async (tx) =>
      react(tx, await thingOnWall(tx, on, id), { kind, text, unit: null }, askingOf(app, member!))
    )
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), on: id, text })
    return { reacted: id }
  },
  takeBack: async ({ locals, request }) => {
    const { app, member } = locals
    demandShared(member!)
    const form = await request.formData()
    const done = await inSchool(locals, (tx) => unreact(tx, textOf(form, 'reaction'), askingOf(app, member!)))
    if (!done.ok) return fail(statusOf(done.failure), { refusal: asRefusal(done.failure), on: textOf(form, 'id') })
    return { takenBack: textOf(form, 'id') }
  }
}
