import { statusOf, type Failure } from '#kernel/errors.ts'
import { isId, type Id } from '#kernel/id.ts'
import { asRefusal } from './forms.server.ts'

/** A refusal that a page of answering can tell apart: gone for good, or something to mend. */
export const whyNot = (failure: Failure) => ({
  ...asRefusal(failure),
  code: failure.code,
  status: statusOf(failure)
})

/** What the form sends: `a:` an answer, `t:` something in words. */
export function readPosted(form: FormData): { input: unknown; share: boolean } {
  const answers: Record<string, number | 'na'> = {}
  const texts: Record<string, string> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    if (name.startsWith('a:')) answers[name.slice(2)] = value === 'na' ? 'na' : Number(value)
    if (name.startsWith('t:')) texts[name.slice(2)] = value
  }
  return { input: { answers, texts }, share: form.get('share') === 'yes' }
}

/** What a mail carries: the school and the campaign, so that the token can be looked for where it is. */
export const letterPath = (school: Id, campaign: Id, token: string): string =>
  `/vragenlijst/brief/${school}.${campaign}.${token}`

export function readLetter(letter: string): { school: Id; campaign: Id; token: string } | null {
  const [school, campaign, token] = letter.split('.')
  return isId(school) && isId(campaign) && token && token.length < 100 ? { school, campaign, token } : null
}
