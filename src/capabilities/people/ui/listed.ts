import { currentLanguage, isolate, type Language } from '#platform/i18n/runtime.ts'

const formats = new Map<Language, Intl.ListFormat>()

/** Names in a sentence: "Els, Thijs en Noor". */
export function listed(names: readonly string[]): string {
  const language = currentLanguage()
  const format = formats.get(language) ?? new Intl.ListFormat(language, { type: 'conjunction' })
  formats.set(language, format)
  return format.format(names.map(isolate))
}
