import { fullName, type PersonName } from './person.ts'

/** What tells who somebody is, wherever it stands in a text: `exact` only as it is written, `loose` in any capitals. */
export type Traces = { loose: string[]; exact: string[] }

/** Stands in a text where a name stood. A word for who reads it, not a mark. */
export const FORMER = 'voormalig collega'

/** A text longer than this (characters) may be at the limit of its column: then it does not grow. */
const ROOM = 150

type Named = PersonName & { email: string; staffNumber: string }

/**
 * The traces of somebody among the others of the school. A name, whole or in part, counts only when nobody else bears
 * it: what is said of another Sanne stays.
 */
export function tracesOf(person: Named, others: readonly PersonName[], addresses: readonly string[] = []): Traces {
  const { givenName, infix, familyName, email, staffNumber } = person
  const family = [infix, familyName].filter(Boolean).join(' ')
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
  const isOwn = (part: 'givenName' | 'familyName') =>
    [...person[part]].length > 1 && !others.some((other) => same(other[part], person[part]))
  const whole = fullName(person)
  const isNamesake = others.some((other) => same(fullName(other), whole))
  const loose = [
    ...(familyName && givenName && !isNamesake
      ? [whole, `${givenName} ${familyName}`, `${familyName}, ${givenName}`, `${family}, ${givenName}`]
      : []),
    ...(familyName && givenName && infix && !isNamesake
      ? [`${familyName}, ${infix}, ${givenName}`, `${familyName}, ${givenName} ${infix}`]
      : []),
    ...(infix && familyName && isOwn('familyName') ? [family] : []),
    email,
    ...addresses,
    ...(staffNumber.length >= 3 ? [staffNumber] : [])
  ]
  const parts = [...(isOwn('givenName') ? [givenName] : []), ...(isOwn('familyName') ? [familyName] : [])]
  const borne = new Set(others.flatMap((other) => [other.givenName, other.familyName]))
  // NOOR, and Noors for who writes the genitive in one word.
  const exact = parts.flatMap((part) => [part, part.toUpperCase(), `${part}s`]).filter((form) => !borne.has(form))
  // The longest first: a whole name goes as one.
  const sorted = (texts: string[]) =>
    [...new Set(texts.filter(Boolean))].sort((one, other) => other.length - one.length)
  return { loose: sorted(loose), exact: sorted(exact) }
}

const escape = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
const words = (texts: string[], flags: string): RegExp | null =>
  texts.length ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${texts.map(escape).join('|')})(?![\\p{L}\\p{N}])`, flags) : null

/** Makes what takes the traces out of a text. */
export function eraser({ loose, exact }: Traces): (text: string) => string {
  const patterns = [words(loose, 'giu'), words(exact, 'gu')].filter((pattern) => pattern !== null)
  return (text) => {
    const composed = text.normalize('NFC')
    const erased = patterns.reduce((rest, pattern) => rest.replace(pattern, FORMER), composed)
    if (erased === composed) return text
    return erased.length > text.length && text.length > ROOM ? erased.slice(0, text.length) : erased
  }
}
