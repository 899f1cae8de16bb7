import type { LayoutServerLoad } from './$types'
import { mayInformUnits } from '#bulletin'
import { maySeeSchool, maySeeShared } from '#people'
import { eyesOf } from '#demo/server'
import { schoolSign } from '#people/server'

/** What every page inside a school stands in: who I am, which school this is. */
export const load: LayoutServerLoad = async ({ locals }) => {
  const member = locals.member!
  const { database } = locals.app
  const sign = await database.signin((tx) => schoolSign(tx, member.school))
  const eyes = sign?.isDemonstration ? await database.read(member.school, eyesOf) : null
  return {
    informsUnits: mayInformUnits(member),
    seesSchool: maySeeSchool(member.grants),
    seesShared: maySeeShared(member.grants, member.units),
    school: sign?.name ?? '',
    /** In a demonstration school only: through whose eyes one looks, and could look. */
    eyes: eyes && eyes.map(({ view, person, givenName }) => ({ view, givenName, isMe: person === member.person })),
    email: member.session.email,
    language: locals.language
  }
}
