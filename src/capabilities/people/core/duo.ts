import type { Id } from '#kernel/id.ts'
import { WORKDAYS, type WorkingDays } from './person.ts'
import { fold } from './roster/text.ts'

export type Teaching = { id: Id; groups: readonly string[]; workingDays: WorkingDays | null }

/** Two part-timers who share a class, and which. */
export type Duo = { pair: [Id, Id]; groups: string[] }

/** Who teaches more groups than this is a specialist who comes by, no partner in one class. */
const MOST_GROUPS = 3
/** A group with more teachers than this is taught as a unit: everybody with everybody would be no duo. */
const MOST_TEACHERS = 3

const worksFullWeek = (days: WorkingDays | null): boolean =>
  days !== null && WORKDAYS.every((day) => days[day] === 'full')

/**
 * Duo partners, known from the groups taught. Whoever is known to be there the whole week is none; where nobody said
 * on which days somebody works, sharing a class is enough.
 */
export function duosOf(people: readonly Teaching[]): Duo[] {
  const byGroup = new Map<string, { name: string; teachers: Id[] }>()
  for (const { id, groups, workingDays } of people) {
    if (groups.length > MOST_GROUPS || worksFullWeek(workingDays)) continue
    for (const group of groups) {
      const known = byGroup.get(fold(group)) ?? { name: group, teachers: [] }
      known.teachers.push(id)
      byGroup.set(fold(group), known)
    }
  }
  const duos = new Map<string, Duo>()
  for (const { name, teachers } of byGroup.values()) {
    if (teachers.length > MOST_TEACHERS) continue
    for (const [index, one] of teachers.entries())
      for (const other of teachers.slice(index + 1)) {
        const pair: [Id, Id] = one < other ? [one, other] : [other, one]
        const duo = duos.get(pair.join(' ')) ?? { pair, groups: [] }
        duo.groups.push(name)
        duos.set(pair.join(' '), duo)
      }
  }
  return [...duos.values()]
}

/** With whom somebody shares a class. */
export const partnersOf = (duos: readonly Duo[], id: Id): { partner: Id; groups: string[] }[] =>
  duos
    .filter(({ pair }) => pair.includes(id))
    .map(({ pair, groups }) => ({ partner: pair[0] === id ? pair[1] : pair[0], groups }))
