import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Person } from './person.ts'

/** A membership as it is stored. */
export type MembershipSpan = { unit: Id; since: Day; until: Day | null; source: 'import' | 'hand' }

/** What an import did to one person. */
export type ImportChange = {
  person: Id
  /** null for somebody new. */
  before: Person | null
  after: Person
  started: { unit: Id; since: Day; until: Day | null; wentOn: boolean }[]
  /** `until` is the end that it had before. */
  ended: { unit: Id; since: Day; until: Day | null; endedOn: Day }[]
}

/** How somebody stands now, and whether anything else hangs on that person: a role, an account, a place on a board. */
export type StandingNow = { person: Person; memberships: readonly MembershipSpan[]; isUsed: boolean }

export type Undo = {
  remove: Id[]
  restore: Person[]
  deleteMemberships: { person: Id; unit: Id; since: Day }[]
  setUntil: { person: Id; unit: Id; since: Day; until: Day | null }[]
  /** Who was changed since, so that something of theirs stays. */
  left: Id[]
}

const FIELDS = [
  'givenName',
  'infix',
  'familyName',
  'email',
  'function',
  'staffNumber',
  'groups',
  'workingDays',
  'source',
  'leftOn'
] as const

/** Compared as they are stored: the order of the keys of an object says nothing. */
const same = (one: unknown, other: unknown): boolean => JSON.stringify(ordered(one)) === JSON.stringify(ordered(other))
const ordered = (value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value

/**
 * What undoing an import does: field by field and membership by membership back to what was before, but only where
 * things still are as the import left them. Somebody new goes, unless anything hangs on that person by now.
 */
export function undoImport(
  changes: readonly ImportChange[],
  now: ReadonlyMap<Id, StandingNow>,
  addresses: ReadonlyMap<string, Id>
): Undo {
  const undo: Undo = { remove: [], restore: [], deleteMemberships: [], setUntil: [], left: [] }
  for (const change of changes) {
    const standing = now.get(change.person)
    // whom somebody erased since is no more, and nothing of it is brought back
    if (!standing) continue
    const leaves = change.before === null ? undoArrival(undo, change, standing) : undoChange(undo, change, standing)
    if (leaves) undo.left.push(change.person)
  }
  return withoutTakenAddresses(undo, now, addresses)
}

function undoArrival(undo: Undo, { person, after, started }: ImportChange, now: StandingNow): boolean {
  const asStarted = started.every((membership) => isAsStarted(now, membership))
  const isUntouched = FIELDS.every((field) => same(now.person[field], after[field]))
  if (now.isUsed || !isUntouched || !asStarted || now.memberships.length !== started.length) return true
  undo.remove.push(person)
  return false
}

const find = (now: StandingNow, unit: Id, since: Day) =>
  now.memberships.find((candidate) => candidate.unit === unit && candidate.since === since)

/** It still runs as the import left it; one that went on keeps whoever made it. */
const isAsStarted = (now: StandingNow, { unit, since, until, wentOn }: ImportChange['started'][number]): boolean => {
  const membership = find(now, unit, since)
  return membership?.until === until && (wentOn || membership.source === 'import')
}

function undoChange(undo: Undo, { before, after, started, ended }: ImportChange, now: StandingNow): boolean {
  const { id } = now.person
  let leaves = false
  const restored: Record<string, unknown> = {}
  for (const field of FIELDS) {
    if (same(before![field], after[field])) continue
    if (same(now.person[field], after[field])) restored[field] = before![field]
    else if (!same(now.person[field], before![field])) leaves = true
  }
  if (Object.keys(restored).length) undo.restore.push({ ...now.person, ...restored })
  for (const membership of started) {
    const { unit, since, wentOn } = membership
    if (!isAsStarted(now, membership)) leaves = true
    else if (wentOn) undo.setUntil.push({ person: id, unit, since, until: since })
    else undo.deleteMemberships.push({ person: id, unit, since })
  }
  for (const { unit, since, until, endedOn } of ended) {
    const runs = now.memberships.some((other) => other.unit === unit && other.until === null)
    if (find(now, unit, since)?.until !== endedOn || runs) leaves = true
    else undo.setUntil.push({ person: id, unit, since, until })
  }
  return leaves
}

/**
 * Somebody else may have an address by now that would come back: then the address of today stays. That may be in the
 * way of another's, so this goes on until nobody shares one; at the latest when all addresses are those of today.
 */
function withoutTakenAddresses(
  undo: Undo,
  now: ReadonlyMap<Id, StandingNow>,
  addresses: ReadonlyMap<string, Id>
): Undo {
  const back = new Map(undo.restore.map((person) => [person.id, person]))
  const left = new Set(undo.left)
  const others = new Map([...addresses].filter(([, id]) => !undo.remove.includes(id) && !back.has(id)))
  const asToday = (person: Person) => {
    const { email, leftOn } = now.get(person.id)!.person
    return { ...person, email, leftOn }
  }
  for (let clashes = true; clashes;) {
    clashes = false
    const holders = new Map(others)
    for (const person of back.values()) {
      if (!person.email || person.leftOn) continue
      const holder = holders.get(person.email)
      holders.set(person.email, person.id)
      for (const one of holder === undefined ? [] : [back.get(holder), person]) {
        if (!one || same(one, asToday(one))) continue
        back.set(one.id, asToday(one))
        left.add(one.id)
        clashes = true
      }
    }
  }
  return { ...undo, restore: [...back.values()], left: [...left] }
}
