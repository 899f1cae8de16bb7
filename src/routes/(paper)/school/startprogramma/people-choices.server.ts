import { addDays, weekdayOf } from '#kernel/days.ts'
import type { Candidates, TeamWish } from '#start-programme'
import { candidatesOf, todayOf } from '#start-programme/server'
import { fullNames } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { textOf } from '#app/pages/forms.server.ts'

/** Who can be what in the start team, by name. */
export async function peopleChoices(tx: Tx, now: number) {
  const today = await todayOf(tx, now)
  const { present, leaders, coaches } = await candidatesOf(tx, today)
  const names = await fullNames(tx, [...present])
  const named = (ids: Candidates['present']) =>
    ids
      .map((id) => ({ value: id, label: names.get(id) ?? '' }))
      .sort((one, other) => one.label.localeCompare(other.label, 'nl'))
  const nextMonday = addDays(today, (8 - weekdayOf(today)) % 7)
  return { nextMonday, present: named(present), leaders: named(leaders), coaches: named(coaches) }
}

export const teamFrom = (form: FormData): TeamWish => ({
  leader: textOf(form, 'leader'),
  teacher1: textOf(form, 'teacher1'),
  teacher2: textOf(form, 'teacher2'),
  coach: textOf(form, 'coach')
})
