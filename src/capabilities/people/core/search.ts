import { fullName, type Person } from './person.ts'
import { fold } from './roster/text.ts'

/** Letters that are no base letter with an accent, but are typed as one: "yildiz" finds Yıldız. */
const TYPED_AS: Readonly<Record<string, string>> = { ı: 'i', ø: 'o', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae' }

const loosen = (text: string): string => fold(text).replace(/[ıøłđßæ]/g, (letter) => TYPED_AS[letter]!)

/** Every word of the question stands somewhere in what is known of the person; capitals and accents do not count. */
export function matchesPerson(
  person: Pick<Person, 'givenName' | 'infix' | 'familyName' | 'function' | 'groups' | 'email'> & { units: string[] },
  question: string
): boolean {
  const known = loosen([fullName(person), person.function, person.email, ...person.groups, ...person.units].join(' '))
  return loosen(question)
    .split(' ')
    .every((word) => known.includes(word))
}
