import { fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { invitePeople, type Invited } from '#app/inviting.server.ts'
import { refusedPeople } from '#app/refused-mail.server.ts'
import { fullName, matchesPerson, mayManagePeople } from '#people'
import { listPeople, listUnits, type PersonInUnits } from '#people/server'
import { daysText } from '#people/ui'
import { ok } from '#kernel/result.ts'
import type { Id } from '#kernel/id.ts'
import { managing } from '../managing.server.ts'
import { accessByPerson, type AccessView } from './access.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member } = locals
  const { school, grants } = member!
  const mayManage = mayManagePeople(grants)
  const question = (url.searchParams.get('zoek') ?? '').slice(0, 100).trim()
  const [people, units] = await app.database.read(school, (tx) => Promise.all([listPeople(tx), listUnits(tx)]))
  const access = mayManage ? await accessByPerson(locals) : null
  const refused = await refusedPeople(app, member!)
  const here = people.filter(({ leftOn }) => !leftOn)
  const found = question === '' ? here : here.filter((person) => matchesPerson(visible(person, mayManage), question))
  const stateOf = (person: PersonInUnits): AccessView | null => access && access.of(person)
  return {
    mayManage,
    question,
    isErased: url.searchParams.has('gewist'),
    total: here.length,
    members: here.filter((person) => stateOf(person)?.state === 'member').length,
    invitable: here.filter((person) => stateOf(person)?.state === 'uninvited').length,
    units: units.map(({ name, mark, hue }) => ({ name, mark, hue })),
    people: found.map((person) => ({
      ...rowOf(person),
      access: stateOf(person),
      isRefused: Boolean(refused?.of(person))
    })),
    left: mayManage ? people.filter(({ leftOn }) => leftOn).map((person) => rowOf(person)) : []
  }
}

/** An address is for who keeps the list: nobody else can search by it. */
const visible = (person: PersonInUnits, mayManage: boolean) => (mayManage ? person : { ...person, email: '' })

const rowOf = (person: PersonInUnits) => ({
  id: person.id,
  name: fullName(person),
  function: person.function,
  units: person.units,
  groups: person.groups.join(', '),
  days: daysText(person.workingDays)
})

export const actions: Actions = {
  invite: async ({ request, locals }) => {
    const id = textOf(await request.formData(), 'person')
    return inviteSome(locals, (person) => person.id === id)
  },
  inviteAll: ({ locals }) => inviteSome(locals, (_, state) => state === 'uninvited')
}

type Choice = (person: PersonInUnits, state: AccessView['state']) => boolean

async function inviteSome(locals: App.Locals, chooses: Choice) {
  const { app, member, language } = locals
  const access = await accessByPerson(locals)
  const chosen = await managing(locals, async (tx) =>
    ok((await listPeople(tx)).filter((person) => !person.leftOn && chooses(person, access.of(person).state)))
  )
  if (!chosen.ok) return fail(statusOf(chosen.failure), { refusal: asRefusal(chosen.failure).sentence })
  const [only, ...others] = chosen.value
  if (only && others.length === 0 && only.email === '') {
    const failure = { code: 'person_without_email' } as const
    return fail(statusOf(failure), { refusal: asRefusal(failure).sentence })
  }
  const by = { school: member!.school, by: member!.person, language }
  return { invited: summaryOf(await invitePeople(app, chosen.value, by), chosen.value) }
}

function summaryOf({ deliveries, refused }: Invited, people: PersonInUnits[]) {
  const nameOf = (id: Id) => fullName(people.find((person) => person.id === id)!)
  const of = (kind: string) =>
    deliveries.filter(({ delivery }) => delivery === kind).map(({ person }) => nameOf(person))
  return {
    mailed: of('mailed'),
    waiting: of('mail_not_configured'),
    unsent: of('mail_not_sent'),
    bounced: of('mail_refused'),
    refused: refused.map(({ person, failure }) => ({ name: nameOf(person), sentence: asRefusal(failure).sentence })),
    /** For the command line, where the link of a single invitation is wanted. */
    email: deliveries.length === 1 ? deliveries[0]!.email : null
  }
}
