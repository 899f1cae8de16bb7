import { suggestEmail } from './email.ts'
import type { KnownPerson } from './known-person.ts'
import { fold } from './text.ts'
import type { ReadRow, RosterPerson } from './types.ts'
import { isFileKey, nameKey, staffKey } from './unite-rows.ts'

type PersonRow = ReadRow & { person: RosterPerson }
type KeyOf = (person: RosterPerson | KnownPerson) => string

const isRead = (row: ReadRow): row is PersonRow => row.status === 'read' && row.person !== null
const emailKey: KeyOf = ({ email }) => email.toLowerCase()
const staffKeyOf: KeyOf = ({ staffNumber }) => staffKey(staffNumber)

/**
 * Who of the known people each row is: by staff number, else by address, else by a name that occurs once on both
 * sides. Nobody is matched twice. Two different staff numbers are two people, whatever their names are.
 */
export function matchPeople(known: readonly KnownPerson[], rows: readonly ReadRow[]): Map<ReadRow, KnownPerson> {
  const people = rows.filter(isRead)
  const matches = new Map<ReadRow, KnownPerson>()
  const taken = new Set<KnownPerson>()
  const match = (from: readonly KnownPerson[], among: readonly PersonRow[], keyOf: KeyOf, fits = always) => {
    const candidates = onlyOnes(from, keyOf)
    for (const row of onlyOnes(among, (item) => keyOf(item.person)).values()) {
      const candidate = candidates.get(keyOf(row.person))
      if (!candidate || matches.has(row) || taken.has(candidate) || !fits(row.person, candidate)) continue
      matches.set(row, candidate)
      taken.add(candidate)
    }
  }
  const present = known.filter((person) => !person.left)
  // someone who is here goes before someone who left with the same address
  for (const side of [present, known]) match(side, people, staffKeyOf)
  for (const side of [present, known]) match(side, people, emailKey)
  match(present, people, nameKey, noOtherStaffNumber)
  // a row with only a name: namesakes who were found by more than that are no doubt
  const isBare = (person: RosterPerson | KnownPerson) => !person.email && !person.staffNumber
  const bareRows = people.filter(({ person }) => isBare(person))
  match(present.filter(isBare), bareRows, nameKey)
  match(
    present.filter((person) => !taken.has(person)),
    bareRows.filter((row) => !matches.has(row)),
    nameKey
  )
  return matches
}

const always = (_: RosterPerson, __: KnownPerson): boolean => true
const noOtherStaffNumber = (row: RosterPerson, known: KnownPerson): boolean =>
  !row.staffNumber ||
  !known.staffNumber ||
  isFileKey(row.staffNumber) !== isFileKey(known.staffNumber) ||
  staffKeyOf(row) === staffKeyOf(known)

/** The items whose key no other item has; an empty key is no key. */
function onlyOnes<T>(items: readonly T[], keyOf: (item: T & RosterPerson & KnownPerson) => string): Map<string, T> {
  const found = new Map<string, T | null>()
  for (const item of items) {
    const key = keyOf(item as T & RosterPerson & KnownPerson)
    if (key) found.set(key, found.has(key) ? null : item)
  }
  return new Map([...found].filter((entry): entry is [string, T] => entry[1] !== null))
}

/**
 * Who of an earlier import the file lacks. Someone whose row could not be read is in the file all the same: a
 * typing error must not propose anybody's leaving.
 */
export function findLeaving(
  known: readonly KnownPerson[],
  rows: readonly ReadRow[],
  matches: ReadonlyMap<ReadRow, KnownPerson>
): KnownPerson[] {
  const seen = new Set(matches.values())
  const named = new Set(rows.flatMap((row) => (row.status === 'problem' && row.person ? keysOf(row) : [])))
  const isNamed = (person: KnownPerson) =>
    [`staff ${staffKeyOf(person)}`, `email ${emailKey(person)}`, `name ${nameKey(person)}`].some((key) =>
      named.has(key)
    )
  return known.filter((person) => person.source === 'import' && !person.left && !seen.has(person) && !isNamed(person))
}

function keysOf({ person, problems }: ReadRow): string[] {
  const typed = problems.filter(({ field }) => field === 'email').map(({ params }) => String(params['value'] ?? ''))
  const emails = [person!.email, ...typed, ...typed.map((text) => suggestEmail(text) ?? '')]
  return [
    ...(person!.staffNumber ? [`staff ${staffKeyOf(person!)}`] : []),
    ...emails.filter(Boolean).map((email) => `email ${fold(email)}`),
    `name ${nameKey(person!)}`
  ]
}
