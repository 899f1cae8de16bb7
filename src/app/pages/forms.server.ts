import { statusOf, type Failure } from '#kernel/errors.ts'
import { failureText } from '#platform/i18n/failure.ts'

/** One line of a form, tidied; a file or nothing becomes an empty line. */
export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** A refusal as a page shows it: the sentence, beside the field it concerns. */
export type Refusal = { field: string | null; sentence: string }

export const asRefusal = (failure: Failure): Refusal => ({
  field: failure.field ?? null,
  sentence: failureText(failure)
})

export { statusOf }

/** A path of our own to go back to; anything else is dropped. */
export const localPath = (path: string | null): string | null =>
  path !== null && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : null
