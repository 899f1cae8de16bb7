import { ok, refuse, type Result } from '#kernel/result.ts'
import { WORKDAYS, type PartOfDay, type Person, type WorkingDays, type Workday } from './person.ts'
import { readEmail } from './roster/email.ts'
import { readList } from './roster/lists.ts'
import { cleanLine, lengthOf } from './roster/text.ts'
import { LIMITS } from './roster/types.ts'

/** Somebody as typed in: one text per field; a day without an answer is ''. */
export type PersonForm = {
  givenName: string
  infix: string
  familyName: string
  email: string
  function: string
  groups: string
  days: Record<Workday, string>
}

export type PersonFields = Pick<
  Person,
  'givenName' | 'infix' | 'familyName' | 'email' | 'function' | 'groups' | 'workingDays'
>

/** The form as it shows somebody who is known. */
export const formOf = ({ groups, workingDays, ...person }: PersonFields): PersonForm => ({
  givenName: person.givenName,
  infix: person.infix,
  familyName: person.familyName,
  email: person.email,
  function: person.function,
  groups: groups.join(', '),
  days: workingDays ?? { mon: '', tue: '', wed: '', thu: '', fri: '' }
})

/** Reads the form by the rules of the import, so that what is typed and what a list says look alike. */
export function readPerson(form: PersonForm): Result<PersonFields> {
  const lines = {
    givenName: cleanLine(form.givenName),
    infix: cleanLine(form.infix),
    familyName: cleanLine(form.familyName),
    function: cleanLine(form.function)
  }
  for (const field of ['givenName', 'familyName'] as const)
    if (lines[field] === '') return refuse({ code: 'name_missing', field })
  const groups = readList(form.groups)
  for (const [field, text] of [...Object.entries(lines), ...groups.map((group) => ['groups', group] as const)])
    if (lengthOf(text) > LIMITS.text)
      return refuse({ code: 'value_too_long', field, params: { limit: LIMITS.text, length: lengthOf(text) } })
  const email = readEmail(form.email)
  if (email === null) return refuse({ code: 'email_invalid', field: 'email' })
  return ok({ ...lines, email, groups, workingDays: readDaysForm(form.days) })
}

const PARTS: readonly string[] = ['full', 'am', 'pm', 'off'] satisfies PartOfDay[]

/** Nothing said about any day means: not known. Once one day is said, the others are off. */
function readDaysForm(days: Record<Workday, string>): WorkingDays | null {
  const said = (day: Workday) => PARTS.includes(days[day])
  if (!WORKDAYS.some(said)) return null
  return Object.fromEntries(WORKDAYS.map((day) => [day, said(day) ? days[day] : 'off'])) as WorkingDays
}
