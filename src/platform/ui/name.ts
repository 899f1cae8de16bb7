/** A person's name in parts, as the school's list brings it. The infix is "van den", "el", "'t". */
export interface NameParts {
  given: string
  infix?: string
  family?: string
}

const tidy = (text: string | undefined): string => (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()

/** The whole name: "Annemarie van den Bosch-el Amrani". */
export const fullName = ({ given, infix, family }: NameParts): string =>
  [given, infix, family].map(tidy).filter(Boolean).join(' ')

/** Two names that people would hear as the same: accents and capitals do not count. */
const heard = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The first letters of a family name; IJ is one letter. */
function firstLetters(family: string, count: number): string {
  const letters = [...family]
  if (/^ij/i.test(family)) letters.splice(0, 2, family.slice(0, 2))
  return letters.slice(0, count).join('').trim()
}

/**
 * The names that a unit calls each other by, in the given order: the given name; where two share it, with the initial of
 * the family name ("Sanne V."); where that is shared too, with more letters ("Sanne Vi."), and at last the full name.
 */
export function callNames(people: readonly NameParts[]): string[] {
  const namesakes = groupBy(people, ({ given }) => heard(tidy(given)))
  let names = people.map((person) => {
    const all = namesakes.get(heard(tidy(person.given)))!
    return all.length === 1 ? tidy(person.given) : tellApart(person, all)
  })
  // Anne Marie, and Anne whose family is called Marie: names that still sound the same become full names.
  for (let before = ''; before !== names.join();) {
    before = names.join()
    const same = groupBy(names, heard)
    names = names.map((name, place) => (same.get(heard(name))!.length > 1 ? fullName(people[place]!) : name))
  }
  return names
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

/** The shortest form that no namesake shares. */
function tellApart(person: NameParts, namesakes: readonly NameParts[]): string {
  const family = tidy(person.family)
  const others = namesakes.filter((other) => other !== person).map((other) => heard(tidy(other.family)))
  const length = [...family].length
  // "Bosc." for Bosch saves nothing: beyond the initial an abbreviation leaves at least two letters out.
  for (let count = 1; count === 1 ? length > 0 : count < length - 1; count++) {
    const start = firstLetters(family, count)
    if (!others.some((other) => heard(firstLetters(other, count)) === heard(start)))
      return `${tidy(person.given)} ${start}.`
  }
  return fullName(person)
}
