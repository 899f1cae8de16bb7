import { fail } from '@sveltejs/kit'
import { browserOf, keepEntered } from '#app/pages/browser.server.ts'
import { asRefusal, statusOf } from '#app/pages/forms.server.ts'
import { qrPath } from '#app/pages/qr.server.ts'
import type { Failure } from '#kernel/errors.ts'
import {
  beginSecondStep,
  confirmSecondStep,
  endSecondStep,
  renewRecoveryCodes,
  secondStepOf
} from '#platform/auth/second-step.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  const { app, member } = locals
  // A secret or a recovery code is never kept by a browser or a proxy.
  setHeaders({ 'cache-control': 'no-store' })
  const step = await secondStepOf(app.auth, member!.session.account)
  return {
    isDemanded: member!.demandsSecondStep,
    step: step.state === 'setting_up' ? { ...step, qr: qrPath(step.uri) } : step
  }
}

const wrong = (failure: Failure) => fail(statusOf(failure), { refusal: asRefusal(failure) })

export const actions: Actions = {
  begin: async ({ locals }) => {
    const begun = await beginSecondStep(locals.app.auth, locals.member!.session.account)
    return begun.ok ? {} : wrong(begun.failure)
  },

  confirm: async (event) => {
    const { app, member } = event.locals
    const form = await event.request.formData()
    const confirmed = await confirmSecondStep(app.auth, {
      account: member!.session.account,
      school: member!.school,
      code: String(form.get('code') ?? ''),
      browser: browserOf(event)
    })
    if (!confirmed.ok) return wrong(confirmed.failure)
    const { token, codes } = confirmed.value
    keepEntered(event, { token, isHalf: false })
    return { codes }
  },

  codes: async ({ request, locals }) => {
    const proof = String((await request.formData()).get('proof') ?? '')
    const renewed = await renewRecoveryCodes(locals.app.auth, { account: locals.member!.session.account, proof })
    return renewed.ok ? { codes: renewed.value } : wrong(renewed.failure)
  },

  off: async ({ request, locals }) => {
    const proof = String((await request.formData()).get('proof') ?? '')
    const ended = await endSecondStep(locals.app.auth, { account: locals.member!.session.account, proof })
    return ended.ok ? { isOff: true } : wrong(ended.failure)
  }
}
