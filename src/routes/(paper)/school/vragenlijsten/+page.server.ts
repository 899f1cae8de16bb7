import { mayLookAtLeading, mayMakeInstruments, mayUseMirror } from '#questionnaires'
import { mayLeadIntoTrust } from '#trust'
import { overview } from '#questionnaires/server'
import { mayAskSomewhere } from './asking-rights.server.ts'
import type { PageServerLoad } from './$types'

/** Questionnaires that wait for me, that run, and what came out of those that are closed. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app, member } = locals
  const { school, person } = member!
  return {
    ...(await app.database.read(school, (tx) => overview(tx, person, app.clock()))),
    mayAsk: mayAskSomewhere(member!),
    mayLookBack: mayAskSomewhere(member!) || member!.units.length > 0,
    mirrors: member!.units.filter(({ id }) => mayUseMirror(member!.grants, id, [id])),
    seesLeading: mayLookAtLeading(member!.grants),
    leadsIntoTrust: mayLeadIntoTrust(member!.grants),
    mayMake: mayMakeInstruments(member!.grants)
  }
}
