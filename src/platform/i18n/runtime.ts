/** What the generated message functions stand on. Small: it is in every page's script. */
export type Language = 'nl' | 'en'
export const LANGUAGES: readonly Language[] = ['nl', 'en']

/** On the server the pages are built apart from the rest: both find the resolver here. */
const PLACE = Symbol.for('samenspel.language')
const place = globalThis as { [PLACE]?: () => Language }

/** In a page the language is that of the document; the server sets a resolver per request. */
export const currentLanguage = (): Language =>
  place[PLACE]?.() ?? (typeof document !== 'undefined' && document.documentElement.lang === 'en' ? 'en' : 'nl')

export function resolveLanguageWith(resolver: () => Language): void {
  place[PLACE] = resolver
}

const LOCALE: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' }
const numbers = new Map<Language, Intl.NumberFormat>()
const plurals = new Map<Language, Intl.PluralRules>()
const dates = new Map<string, Intl.DateTimeFormat>()

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

export const number = (value: number, language: Language): string =>
  remembered(numbers, language, () => new Intl.NumberFormat(LOCALE[language])).format(value)

/** Letters that are read from right to left: Hebrew, Arabic and their neighbours. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A name or text within a sentence. One that is read from right to left is kept apart (U+2068 to U+2069): else it would
 * take the figures and commas beside it along.
 */
export function isolate(value: string | number): string {
  const text = String(value)
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text
}

/** The named ways in which a date is written; a school's time zone is set once per process or page. */
const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'long' },
  short: { day: 'numeric', month: 'short' },
  medium: { day: 'numeric', month: 'long' },
  dated: { day: 'numeric', month: 'long', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
}

export const date = (value: Date | number, style: string, language: Language): string =>
  remembered(
    dates,
    `${language} ${style}`,
    () =>
      new Intl.DateTimeFormat(LOCALE[language], {
        timeZone: 'Europe/Amsterdam',
        ...(STYLES[style] ?? STYLES['medium'])
      })
  ).format(value)

export const pluralKeys = (value: number, language: Language): string[] => [
  `=${value}`,
  remembered(plurals, language, () => new Intl.PluralRules(LOCALE[language])).select(value),
  'other'
]

export function choose(keys: (string | number)[], branches: Record<string, () => string>): string {
  for (const key of keys) {
    const branch = branches[key]
    if (branch) return branch()
  }
  return branches['other']?.() ?? ''
}
