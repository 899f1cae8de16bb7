import { error, fail } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import type { Member } from '#app/viewers.server.ts'
import { mayLeadIntoTrust } from '#trust'
import { endMembership, joinTrust, leaveTrust, makeTrust, membersOf, putOutOf, renewCode, trustOf } from '#trust/server'
import { failureText } from '#platform/i18n/failure.ts'
import type { Actions, PageServerLoad } from './$types'

function demandLeader({ grants }: Member): void {
  if (!mayLeadIntoTrust(grants)) error(403, failureText({ code: 'not_allowed' }))
}

/** The schools of one trust that lay their questionnaires beside each other: making it, joining, putting one out, leaving. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  demandLeader(member!)
  return app.database.read(member!.school, async (tx) => {
    const trust = await trustOf(tx)
    return {
      trust: trust && {
        ...{ name: trust.name, schools: await membersOf(tx), codeUntil: trust.codeUntil.getTime() },
        codeIsOver: trust.codeUntil.getTime() <= app.clock()
      },
      putOut: trust ? null : await putOutOf(tx)
    }
  })
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
  end: async ({ locals, request }) => {
    demandLeader(locals.member!)
    const membership = textOf(await request.formData(), 'membership')
    const done = await inSchool(locals, (tx) => endMembership(tx, membership, asking(locals)))
    return done.ok ? { ended: done.value.name } : fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
  },
  leave: async ({ locals }) => {
    demandLeader(locals.member!)
    const done = await inSchool(locals, (tx) => leaveTrust(tx, asking(locals)))
    return done.ok ? { left: true } : fail(statusOf(done.failure), { refusal: asRefusal(done.failure) })
  }
}
