import { textOf } from '#app/pages/forms.server.ts'
import { isId, type Id } from '#kernel/id.ts'
import { WORKDAYS, type PersonForm, type Workday } from '#people'

/** The form of a person as it was sent, so that a refusal can give it back as it was. */
export type SentPerson = PersonForm & {
  units: Id[]
  /** Which units were theirs when the form was shown. */
  shownUnits: Id[]
  /** The form as it was shown; null where the browser did not send it back. */
  seen: PersonForm | null
}

export const readPersonForm = (form: FormData): SentPerson => ({
  givenName: textOf(form, 'givenName'),
  infix: textOf(form, 'infix'),
  familyName: textOf(form, 'familyName'),
  email: textOf(form, 'email'),
  function: textOf(form, 'function'),
  groups: textOf(form, 'groups'),
  days: Object.fromEntries(WORKDAYS.map((day) => [day, textOf(form, `day-${day}`)])) as Record<Workday, string>,
  units: form.getAll('unit').filter(isId),
  shownUnits: form.getAll('shown-unit').filter(isId),
  seen: readSeen(textOf(form, 'seen'))
})

const TEXTS = ['givenName', 'infix', 'familyName', 'email', 'function', 'groups'] as const

/** Nothing that is not a whole form: half of one would take a colleague's change for ours. */
function readSeen(json: string): PersonForm | null {
  try {
    const seen = JSON.parse(json) as PersonForm
    const isText = (value: unknown) => typeof value === 'string'
    return TEXTS.every((field) => isText(seen[field])) && WORKDAYS.every((day) => isText(seen.days[day])) ? seen : null
  } catch {
    return null
  }
}
