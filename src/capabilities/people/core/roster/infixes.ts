import { fold } from './text.ts'

/** Words that stand between given name and surname, and are passed over when sorting (`van den Heuvel` under H). */
const DUTCH = "aan bij de den der het in op te ten ter tot uit van 't 's von".split(' ')
const OTHER =
  "af d' da de' del della dello den des di do dos du l' la las le les los onder over thoe toe v. v/d vd v.d v.d. van't vande vanden vander vom voor zu zum zur".split(
    ' '
  )
const ANY = new Set([...DUTCH, ...OTHER])
const CAPITALISED = new Set(DUTCH)

/** Words that open a surname and belong to it: `El Amrani`, `Ait Taleb`, `Mac Donald`. */
const SURNAME_OPENERS = new Set(
  'abou abu ait al as aït ben bin bint bou el ibn mac mc o ould oulad saint san santa st st.'.split(' ')
)

export const opensSurname = (word: string): boolean => SURNAME_OPENERS.has(fold(word))

/** `van`; with `anyCase` also the `Van` of Flemish and of administrations that write capitals. */
export function isInfixWord(word: string, anyCase = true): boolean {
  const folded = fold(word)
  if (!ANY.has(folded)) return false
  return word === word.toLowerCase() || (anyCase && CAPITALISED.has(folded))
}

export const isInfix = (words: readonly string[]): boolean =>
  words.length > 0 && words.every((word) => isInfixWord(word))

/** How many of the first words are infix, leaving at least one word for the name itself. */
export function leadingInfix(words: readonly string[], anyCase: boolean): number {
  let count = 0
  while (count < words.length - 1 && isInfixWord(words[count]!, anyCase)) count++
  return count
}

/** The same from the end: `Berg van den`. */
export function trailingInfix(words: readonly string[]): number {
  let count = 0
  while (count < words.length - 1 && isInfixWord(words[words.length - 1 - count]!, false)) count++
  return count
}
