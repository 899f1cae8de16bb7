/** What would help most: the same school with one more person who can take over classes, on one part of one day and one site. */
import { DAYS_A_WEEK, type PlanPerson, type VisitInstance } from './instance.ts'

export type Help = { weekday: number; half: 'morning' | 'afternoon'; site: string }

const HELPER = 'helper'

/** The slots of a half day in every week of the period; `noon` is the slot of the day at which the afternoon begins. */
export function slotsOfHelp(
  { slotsPerDay, days }: VisitInstance,
  { weekday, half }: Pick<Help, 'weekday' | 'half'>,
  noon: number
): number[] {
  const slots: number[] = []
  for (let day = weekday - 1; day < days; day += DAYS_A_WEEK)
    for (let at = half === 'morning' ? 0 : noon; at < (half === 'morning' ? noon : slotsPerDay); at++)
      slots.push(day * slotsPerDay + at)
  return slots
}

/** The instance with a helper who is free on that half day only, costs nothing and may take over every class of the site. */
export function withHelper(instance: VisitInstance, help: Help, noon: number): VisitInstance {
  const free = new Set(slotsOfHelp(instance, help, noon))
  const helper: PlanPerson = {
    id: HELPER,
    role: 'cover',
    site: help.site,
    unit: '',
    grid: Array.from({ length: instance.slotsPerDay * instance.days }, (_, slot) => (free.has(slot) ? 'F' : '-')).join(
      ''
    ),
    maxVisitPerWeek: 0,
    maxHostPerWeek: 0,
    coverCapPerWeek: free.size,
    coverCost: 0
  }
  const siteOf = new Map(instance.people.map(({ id, site }) => [id, site]))
  const elsewhere = new Set(
    instance.lessons.filter(({ teacher }) => siteOf.get(teacher) !== help.site).map(({ group }) => group)
  )
  return {
    ...instance,
    people: [...instance.people, helper],
    groups: instance.groups.map((group) =>
      elsewhere.has(group.id) ? group : { ...group, accept: [...group.accept, HELPER] }
    )
  }
}

/** The half days on which a helper could matter at all, by site: those on which an unmet wish wants for a cover. */
export function helpsWorthTrying(
  instance: VisitInstance,
  missing: readonly { site: string; slot: number }[],
  noon: number
): Help[] {
  const weight = new Map<string, { help: Help; count: number }>()
  for (const { site, slot } of missing) {
    const day = Math.floor(slot / instance.slotsPerDay)
    const help: Help = {
      weekday: (day % DAYS_A_WEEK) + 1,
      half: slot % instance.slotsPerDay < noon ? 'morning' : 'afternoon',
      site
    }
    const key = `${help.weekday} ${help.half} ${site}`
    const known = weight.get(key) ?? { help, count: 0 }
    weight.set(key, { help, count: known.count + 1 })
  }
  return [...weight.values()].sort((a, b) => b.count - a.count).map(({ help }) => help)
}
