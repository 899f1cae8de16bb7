import type { Id } from '#kernel/id.ts'
import { fullName, type PersonName } from '#people'

export type Teacher = PersonName & { id: Id; email: string; staffNumber: string }

/** What a school said before about a code: whose it is, or nobody of ours. */
export type KnownCode = { code: string; person: Id | null }

export type Matched = { person: Id | null; how: 'said' | 'number' | 'name' | 'code' }

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/**
 * Whose code this is: as the school said before, else a staff number, a whole name, the first part of an address, or the
 * first letters of exactly one family name ("DIJ" is Sanne van Dijk). Undefined when that is nobody, or more than one.
 */
export function createMatcher(teachers: readonly Teacher[], said: readonly KnownCode[]) {
  const known = new Map(said.map(({ code, person }) => [fold(code), person]))
  const only = (wanted: string, ...keys: ((teacher: Teacher) => string)[]): Teacher | null => {
    for (const key of keys) {
      const found = teachers.filter((teacher) => fold(key(teacher)) === wanted)
      if (found.length > 0) return found.length === 1 ? found[0]! : null
    }
    return null
  }

  return (code: string): Matched | undefined => {
    const wanted = fold(code)
    if (wanted === '') return undefined
    if (known.has(wanted)) return { person: known.get(wanted)!, how: 'said' }
    const numbered = only(wanted, ({ staffNumber }) => staffNumber)
    if (numbered) return { person: numbered.id, how: 'number' }
    const named = only(
      wanted,
      fullName,
      ({ infix, familyName, givenName }) => `${familyName} ${infix} ${givenName}`,
      ({ email }) => email,
      ({ email }) => email.split('@')[0]!
    )
    if (named) return { person: named.id, how: 'name' }
    if (!/^[a-z]{2,5}$/.test(wanted)) return undefined
    const begun = teachers.filter(({ familyName }) => fold(familyName).replaceAll(' ', '').startsWith(wanted))
    return begun.length === 1 ? { person: begun[0]!.id, how: 'code' } : undefined
  }
}
