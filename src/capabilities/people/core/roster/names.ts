import { isInfix, isInfixWord, leadingInfix, opensSurname, trailingInfix } from './infixes.ts'
import { cleanLine, fold, valueOf } from './text.ts'

export type Name = { givenName: string; infix: string; familyName: string }

const TITLES = new Set(
  'dhr dhr. de_heer heer meneer mevr mevr. mevrouw mw mw. mej. drs drs. dr dr. ir ir. ing. mr. prof. juf juffrouw meester'.split(
    ' '
  )
)
const DEGREES = new Set('ba bc bed bsc dr drs ing ir llm ma mba med mr msc phd ra'.split(' '))

/** `C.P.`, `Th.`, `J.-P.`, or two capitals that are no name. */
export const isInitials = (text: string): boolean =>
  /^(?:\p{Lu}\p{Ll}{0,2}\.\s?-?)+$/u.test(text) || /^(?:\p{Lu}\s?){1,2}$/u.test(text)

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean)
const join = (words: readonly string[]): string => words.join(' ')

/** `Jansen - de Boer` and `Jansen -de Boer` are one double name. */
const joinDoubleNames = (text: string): string =>
  text.replace(/\s*[-‐‑–—]\s+|\s+[-‐‑–—]\s*/g, '-').replace(/^-|-$/g, '')

/**
 * Name parts in columns of their own. An infix inside the surname column is split off; with `infixColumn` a
 * capital there is meant (`El`, `De` of a list that knows infixes) and stays.
 */
export function readNameParts(given: string, infix: string, family: string, infixColumn: boolean): Name {
  const ownInfix = cleanLine(valueOf(infix))
  const surname = joinDoubleNames(cleanLine(valueOf(family)))
  const split = splitSurname(surname, !infixColumn)
  const repeated = fold(split.infix) === fold(ownInfix)
  return {
    givenName: cleanLine(valueOf(given)),
    infix: ownInfix || split.infix,
    familyName: ownInfix && !repeated ? surname : split.familyName
  }
}

/** `van den Berg`, `Berg, van den`, `Berg (van den)` or `Berg van den`. */
function splitSurname(surname: string, anyCase: boolean): Omit<Name, 'givenName'> {
  const behind = /^(.+?)\s*(?:,\s*([^,]+)|\(([^()]+)\))$/.exec(surname)
  const infix = behind?.[2] ?? behind?.[3]
  if (behind && infix && isInfix(wordsOf(infix))) return { infix: join(wordsOf(infix)), familyName: behind[1]! }
  const words = wordsOf(surname)
  if (words.length && words.every((word) => isInfixWord(word, false))) return { infix: surname, familyName: '' }
  const before = leadingInfix(words, anyCase)
  if (before) return { infix: join(words.slice(0, before)), familyName: join(words.slice(before)) }
  const after = words.length - trailingInfix(words)
  return { infix: join(words.slice(after)), familyName: join(words.slice(0, after)) }
}

/**
 * A whole name in one cell: `Kees van Dijk`, `Dijk, van, Kees`, `Dijk, C.P. van (Kees)`, `C.P. van Dijk (Kees)`,
 * `Jansen - de Boer, A. (Annelies)`. Where a surname begins without an infix to tell, the last word is taken.
 */
export function readFullName(text: string): Name {
  const { plain, callName } = takeBrackets(joinDoubleNames(cleanLine(valueOf(text))))
  const [first = '', ...rest] = plain
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const told = rest.filter((part) => !DEGREES.has(fold(part).replaceAll('.', '')))
  const name = told.length ? readFamilyFirst(first, told) : readGivenFirst(wordsOf(first), Boolean(callName))
  return { ...name, givenName: chooseGiven(name.givenName, callName) }
}

/** A whole name in one cell beside a given name in its own: the given name tells where the surname begins. */
export function readFullNameKnowing(text: string, given: string): Name {
  const whole = joinDoubleNames(cleanLine(valueOf(text)))
  if (whole.includes(',') || whole.includes('(')) return { ...readFullName(whole), givenName: given }
  const surname = fold(whole).startsWith(`${fold(given)} `) ? join(wordsOf(whole).slice(wordsOf(given).length)) : whole
  return { givenName: given, ...splitSurname(surname, true) }
}

function takeBrackets(text: string): { plain: string; callName: string } {
  const inside = [...text.matchAll(/\(([^()]*)\)/g)].map((found) => found[1]!.trim())
  return {
    plain: cleanLine(
      text.replace(/\([^()]*\)/g, (found) => (isInfix(wordsOf(found.slice(1, -1))) ? found.slice(1, -1) : ' '))
    ),
    callName: inside.find((name) => /^\p{Lu}\p{Ll}[\p{L}' -]*$/u.test(name)) ?? ''
  }
}

/** In brackets stands a call name when the rest gives only initials or several given names; else it is a remark. */
function chooseGiven(given: string, callName: string): string {
  const words = wordsOf(given)
  if (callName && (words.length !== 1 || isInitials(words[0]!))) return callName
  const name = words.findIndex((word) => !isInitials(word))
  return name > 0 ? join(words.slice(name)) : given
}

const isTitle = (word: string): boolean => TITLES.has(word.toLowerCase())

/** What stands before the first comma is the surname; behind it, in any order, given names and infix. */
function readFamilyFirst(family: string, rest: readonly string[]): Name {
  const words = rest.flatMap(wordsOf).filter((word) => !isTitle(word))
  const surname = splitSurname(family, true)
  const infix = words.filter((word) => isInfixWord(word, false))
  return {
    givenName: join(words.filter((word) => !isInfixWord(word, false))),
    infix: join([...wordsOf(surname.infix), ...infix]),
    familyName: surname.familyName
  }
}

function readGivenFirst(words: readonly string[], hasCallName: boolean): Name {
  const start = words.findIndex((word) => !isTitle(word))
  const name = start < 0 ? [] : words.slice(start)
  return readInfixFirst(name) ?? readInitialsLast(name) ?? readPlain(name, hasCallName)
}

/** `van Dijk Kees`: a name that opens with an infix opens with the surname. */
function readInfixFirst(words: readonly string[]): Name | null {
  const infix = leadingInfix(words, false)
  if (!infix) return null
  const rest = words.slice(infix)
  const given = rest.length > 1 ? rest.at(-1)! : ''
  return {
    givenName: given,
    infix: join(words.slice(0, infix)),
    familyName: join(given ? rest.slice(0, -1) : rest)
  }
}

/** `Dijk C.P. van`: initials behind the name, with at most an infix behind them. */
function readInitialsLast(words: readonly string[]): Name | null {
  const at = words.findIndex(isInitials)
  const last = words.findLastIndex(isInitials)
  const infix = words.slice(last + 1)
  if (at < 1 || (infix.length && !isInfix(infix))) return null
  return { givenName: join(words.slice(at, last + 1)), infix: join(infix), familyName: join(words.slice(0, at)) }
}

function readPlain(words: readonly string[], hasCallName: boolean): Name {
  const familyAt = surnameStart(words)
  if (familyAt === 0 && hasCallName) return { givenName: '', infix: '', familyName: join(words) }
  const surname = words.slice(familyAt || 1)
  const infix =
    surname.length > 1 ? leadingInfix(surname, true) : surname.filter((word) => isInfixWord(word, false)).length
  return {
    givenName: join(words.slice(0, familyAt || 1)),
    infix: join(surname.slice(0, infix)),
    familyName: join(surname.slice(infix))
  }
}

/** At the first infix, `El`, or double name with an infix (`Jansen-de Boer`); behind initials; else at the last word. */
function surnameStart(words: readonly string[]): number {
  const told = words.findIndex(
    (word, index) =>
      index > 0 &&
      index < words.length - 1 &&
      (isInfixWord(word) || opensSurname(word) || isInfixWord(word.split('-').at(-1)!, false))
  )
  if (told > 0) return told
  const afterInitials = words.findIndex((word) => !isInitials(word))
  return afterInitials > 0 ? afterInitials : words.length - 1
}
