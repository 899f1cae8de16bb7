import type { PersonForm } from './person-form.ts'
import { WORKDAYS } from './person.ts'

const TEXTS = ['givenName', 'infix', 'familyName', 'email', 'function', 'groups'] as const
export type MergedField = (typeof TEXTS)[number] | 'days'

export type MergedForm = {
  form: PersonForm
  /** What somebody else had written meanwhile and this form writes over: the later wins, the earlier is shown. */
  replaced: { field: MergedField; text: string }[]
  /** Something of somebody else was kept, because this form did not touch it. */
  keepsOthers: boolean
}

const daysOf = (form: PersonForm): string => WORKDAYS.map((day) => form.days[day]).join(' ')

/**
 * Two people with the same form open: what only one of them changed is kept of both. Where both changed the same, the
 * later one wins, and the text of the earlier one is told.
 */
export function mergeForms(seen: PersonForm, mine: PersonForm, now: PersonForm): MergedForm {
  const form = { ...mine }
  const replaced: MergedForm['replaced'] = []
  let keepsOthers = false
  for (const field of TEXTS) {
    if (now[field] === seen[field] || now[field] === mine[field]) continue
    if (mine[field] === seen[field]) {
      form[field] = now[field]
      keepsOthers = true
    } else replaced.push({ field, text: now[field] })
  }
  if (daysOf(now) !== daysOf(seen) && daysOf(now) !== daysOf(mine)) {
    if (daysOf(mine) === daysOf(seen)) {
      form.days = now.days
      keepsOthers = true
    } else replaced.push({ field: 'days', text: '' })
  }
  return { form, replaced, keepsOthers }
}
