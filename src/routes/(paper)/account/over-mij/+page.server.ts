import { aboutMe } from '#app/about-me.server.ts'
import { fullName } from '#people'
import { daysText } from '#people/ui'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
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
    changes: changes.length
  }
}
