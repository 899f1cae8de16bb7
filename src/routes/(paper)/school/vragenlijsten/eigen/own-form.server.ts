import { error } from '@sveltejs/kit'
import { textOf } from '#app/pages/forms.server.ts'
import { mayMakeInstruments, type OwnForm } from '#questionnaires'
import { failureText } from '#platform/i18n/failure.ts'

/** For a page that is only for who makes questionnaires. */
export function requireMaker({ member }: App.Locals): void {
  if (!mayMakeInstruments(member!.grants)) error(403, failureText({ code: 'not_allowed' }))
}

/** What was typed: parts by their place, each with a name and a sentence on each line. */
export function typedFrom(form: FormData): OwnForm {
  const names = form.getAll('part').map(String)
  const lines = form.getAll('lines').map(String)
  return {
    title: textOf(form, 'title'),
    about: textOf(form, 'about'),
    scale: textOf(form, 'scale') || 'agree6',
    labels: textOf(form, 'labels'),
    parts: names.map((name, at) => ({ name, lines: lines[at] ?? '' }))
  }
}
