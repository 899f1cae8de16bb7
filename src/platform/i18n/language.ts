import { LANGUAGES, type Language } from './runtime.ts'

export const LANGUAGE_COOKIE = 'taal'

const isLanguage = (text: string | undefined): text is Language => LANGUAGES.includes(text as Language)

/**
 * The language that was chosen in this browser, else that of the account, else Dutch. What the browser itself asks for
 * does not count: many a Dutch school has digiboards and laptops in English.
 */
export const preferredLanguage = (chosen: string | undefined, ofAccount: Language | undefined): Language =>
  isLanguage(chosen) ? chosen : (ofAccount ?? 'nl')
