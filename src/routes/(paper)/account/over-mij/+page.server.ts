import { fail } from '@sveltejs/kit'
import { aboutMe } from '#app/about-me.server.ts'
import { isDemonstration } from '#app/demonstration.server.ts'
import { asRefusal, statusOf, textOf } from '#app/pages/forms.server.ts'
import type { Failure } from '#kernel/errors.ts'
import { fullName } from '#people'
import { daysText } from '#people/ui'
import { requestAddress } from '#platform/auth/address-change.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const { person, changes, ...about } = await aboutMe(locals.app, locals.member!)
  return {
    ...about,
    name: person ? fullName(person) : '',
    days: person ? daysText(person.workingDays) : '',
    facts: person && {
      email: person.email,
      function: person.function,
      staffNumber: person.staffNumber,
      groups: person.groups.join(', ')
    },
    changes: changes.length,
    hasMail: locals.app.auth.mailer.isConfigured,
    hasNewAddress: url.searchParams.has('adres')
  }
}

export const actions: Actions = {
  /** Mails a link to the address that somebody wants to sign in with; nothing changes before it is followed. */
  address: async (event) => {
    const { app, member } = event.locals
    const form = await event.request.formData()
    const email = textOf(form, 'email')
    const refused = (failure: Failure) => fail(statusOf(failure), { email, sent: null, refusal: asRefusal(failure) })
    if (await isDemonstration(app, member!.school)) return refused({ code: 'not_in_demonstration' })
    const asked = await requestAddress(app.auth, {
      account: member!.session.account,
      email,
      current: String(form.get('current') ?? ''),
      network: event.getClientAddress()
    })
    return asked.ok ? { email: '', sent: asked.value, refusal: null } : refused(asked.failure)
  }
}
