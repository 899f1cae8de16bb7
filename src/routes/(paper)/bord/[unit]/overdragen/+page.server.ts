import { fail } from '@sveltejs/kit'
import type { BoardCommand } from '#board-sessions'
import { orphansOf } from '#board-sessions/server'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { ownUnit } from '#app/pages/own-unit.server.ts'
import { newId, isId } from '#kernel/id.ts'
import { fullName } from '#people'
import { listPeople, unitMembers } from '#people/server'
import type { Actions, PageServerLoad } from './$types'

/** Actions and goals of my unit whose owner is not in it any more: the unit hands them on. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, member } = locals
  const unit = ownUnit(member!, params.unit)
  const { members, orphans, people } = await app.database.read(member!.school, async (tx) => {
    const members = await unitMembers(tx, unit.id)
    const orphans = await orphansOf(
      tx,
      unit.id,
      members.map(({ id }) => id)
    )
    return { members, orphans, people: orphans.length ? await listPeople(tx) : [] }
  })
  const nameOf = new Map(people.map((person) => [person.id, fullName(person)]))
  return {
    unit,
    members: members.map((person) => ({ value: person.id, label: fullName(person) })),
    orphans: orphans.map(({ owners, ...orphan }) => ({
      ...orphan,
      owners: owners.map((owner) => nameOf.get(owner) ?? '').filter(Boolean)
    }))
  }
}

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const { app, member } = locals
    const unit = ownUnit(member!, params.unit)
    const form = await request.formData()
    const [id, to] = [textOf(form, 'id'), textOf(form, 'to')]
    if (!isId(id) || !isId(to)) return fail(400, { refusal: asRefusal({ code: 'owner_missing' }) })
    const command: BoardCommand =
      textOf(form, 'kind') === 'goal'
        ? { type: 'edit-goal', id, keeper: to }
        : { type: 'edit-action', id, owners: [to] }
    const sender = { person: member!.person, device: null }
    const board = await app.engine.open(member!.school, unit.id)
    const sent = { key: newId(app.clock()), base: board.seq, command }
    const done = await app.engine.submit(member!.school, unit.id, sender, sent)
    return done.ok ? { handed: true } : fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
  }
}
