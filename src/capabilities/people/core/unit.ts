import type { Id } from '#kernel/id.ts'

/** The small team that shares pupils and holds board sessions. */
export type Unit = { id: Id; name: string; mark: string; hue: number }

/** How many hues there are; each unit also has a mark, so no meaning hangs on the hue. */
export const HUES = 12

const SIGNS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789']
const ANY_MARKS = SIGNS.flatMap((one) => SIGNS.map((other) => one + other.toLowerCase()))

/**
 * A mark of two characters for a unit's name that no other unit has: the digits ("Unit 5-6" -> "56"), else the
 * initials of two words ("Team Zon" -> "TZ"), else the first letters ("Onderbouw" -> "On"), else a number, else any two
 * signs: there are more of those than a school may have units.
 */
export function proposeMark(name: string, taken: Iterable<string>): string {
  const used = new Set([...taken].map((mark) => mark.toLowerCase()))
  const letters = [...name.normalize('NFC')].filter((character) => /[\p{L}\p{N}]/u.test(character))
  const digits = letters.filter((character) => /\p{N}/u.test(character))
  const initials = name
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => [...word][0]!)
  const candidates = [
    digits.slice(0, 2).join(''),
    initials.length > 1 ? initials.slice(0, 2).join('').toUpperCase() : '',
    letters.slice(0, 2).join(''),
    ...letters.slice(1).map((letter) => `${letters[0] ?? ''}${letter}`),
    ...Array.from({ length: 99 }, (_, index) => String(index + 1)),
    ...ANY_MARKS
  ]
  return candidates.find((mark) => mark !== '' && !used.has(mark.toLowerCase())) ?? '?'
}

/** The hue that the fewest units have; neighbours in the row are far apart on the wheel. */
export function proposeHue(taken: Iterable<number>): number {
  const counts = Array<number>(HUES).fill(0)
  for (const hue of taken) counts[hue]! += 1
  const order = Array.from({ length: HUES }, (_, place) => (place * 5) % HUES)
  return order.reduce((best, hue) => (counts[hue]! < counts[best]! ? hue : best))
}
