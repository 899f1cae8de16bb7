import { listOwnInstruments, questionnaireContent } from '#questionnaires/server'
import { currentLanguage } from '#platform/i18n/runtime.ts'
import { requireMaker } from './own-form.server.ts'
import type { PageServerLoad } from './$types'

/** The school's own questionnaires, and what a new one can begin with. */
export const load: PageServerLoad = async ({ locals }) => {
  requireMaker(locals)
  return {
    own: await locals.app.database.read(locals.member!.school, listOwnInstruments),
    begin: questionnaireContent()
      .instruments.filter(({ audience }) => audience === 'team')
      .map(({ key, title }) => ({ key, title: title[currentLanguage()] }))
  }
}
