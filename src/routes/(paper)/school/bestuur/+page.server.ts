import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { Member } from '#app/viewers.server.ts'
import { mayLeadIntoTrust } from '#trust'
import { joinTrust, leaveTrust, makeTrust, renewCode, trustOf } from '#trust/server'
import { failureText } from '#platform/i18n/failure.ts'
import type { Actions, PageServerLoad } from './$types'

function demandLeader({ grants }: Member): void {
  if (!mayLeadIntoTrust(grants)) error(403, failureText({ code: 'not_allowed' }))
}

/** The schools of one trust that lay their questionnaires beside each other: making it, joining, leaving. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  demandLeader(member!)
  const trust = await app.database.read(member!.school, (tx) => trustOf(tx))
  return {
    trust: trust && {
      ...{ name: trust.name, schools: trust.schools, codeUntil: trust.codeUntil.getTime() },
      codeIsOver: trust.codeUntil.getTime() <= app.clock()
    }
  }
}

const asking = ({ app, member }: App.Locals) => ({ person: member!.person, now: app.clock() })

export const actions: Actions = {
  make: async ({ locals, request }) => {
    demandLeader(locals.member!)
    const name = textOf(await request.formData(), 'name')
    const done = await inSchool(locals, (tx) => makeTrust(tx, { name }, asking(locals)))
    if (!done.ok) return fail(statusOf(done.failure), { typed: { name }, refusal: asRefusal(done.failure) })
    return { code: done.value.code }
  },
  join: async ({ locals, request }) => {
    demandLeader(locals.member!)
    const code = textOf(await request.formData(), 'code')
    const done = await inSchool(locals, (tx) => joinTrust(tx, code, asking(locals)))
    if (!done.ok) return fail(statusOf(done.failure), { typed: { code }, refusal: asRefusal(done.failure) })
    return { joined: done.value.name }
  },
  renew: async ({ locals }) => {
    demandLeader(locals.member!)
    const done = await inSchool(locals, (tx) => renewCode(tx, asking(locals)))
    return done.ok ? { code: done.value.code } : fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
  },
  leave: async ({ locals }) => {
    demandLeader(locals.member!)
    const done = await inSchool(locals, (tx) => leaveTrust(tx, asking(locals)))
    return done.ok ? { left: true } : fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
  }
}
