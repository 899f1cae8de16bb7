import type { Id } from '#kernel/id.ts'
import type { ImportPlan } from './roster/plan.ts'
import { fold } from './roster/text.ts'
import type { TeamKind } from './thresholds.ts'
import { proposeHue, proposeMark, type Unit } from './unit.ts'

/** The id of each unit by its folded name: as a list writes it, so it is found. */
export type UnitIds = ReadonlyMap<string, Id>

type Look = Omit<Unit, 'id'>

/**
 * More units than this at once is no list of units: some other column was read as one. Each has a mark of its own, and
 * there are not many more of those.
 */
const MOST_NEW_UNITS = 300
const MOST_UNITS = 1_000

/** How many new units these names ask for, where that is too many; null where they may be units. */
export function tooManyUnits(names: Iterable<string>, existing: readonly Look[]): number | null {
  const known = new Set(existing.map(({ name }) => fold(name)))
  const { size } = new Set([...names].map(fold).filter((name) => !known.has(name)))
  return size > MOST_NEW_UNITS || (size > 0 && known.size + size > MOST_UNITS) ? size : null
}

/** The units that these names ask for beside those that are there, each with a mark and a hue of its own. */
export function newUnits(names: readonly string[], existing: readonly Look[]): Look[] {
  const known = new Set(existing.map(({ name }) => fold(name)))
  const all = existing.map(({ name, mark, hue }) => ({ name, mark, hue }))
  const made: Look[] = []
  for (const name of names) {
    if (known.has(fold(name))) continue
    known.add(fold(name))
    const marks = all.map(({ mark }) => mark)
    const hues = all.map(({ hue }) => hue)
    const unit = { name: name.trim(), mark: proposeMark(name, marks), hue: proposeHue(hues) }
    all.push(unit)
    made.push(unit)
  }
  return made
}

/** What a unit is until somebody says otherwise. */
const NEW_KIND: TeamKind = 'unit'

export type UnitAfter = Look & { kind: TeamKind; isNew: boolean; members: number }

/** The units that rows of a plan name which will be stored. */
export const unitsNamed = ({ rows }: ImportPlan): Set<string> =>
  new Set(rows.flatMap(({ status, person }) => (status === 'new' || status === 'changed' ? person!.units : [])))

/** How large each unit is once a plan is carried out. */
export function unitsAfter(
  plan: ImportPlan,
  units: readonly (Unit & { kind: TeamKind; members: readonly Id[] })[]
): UnitAfter[] {
  const sizes = new Map(units.map(({ name, members }) => [fold(name), members.length]))
  // thousands of rows name the same few units
  const folded = new Map<string, string>()
  const keyOf = (name: string) => folded.get(name) ?? folded.set(name, fold(name)).get(name)!
  const add = (name: string, count: number) => sizes.set(keyOf(name), (sizes.get(keyOf(name)) ?? 0) + count)
  for (const row of plan.rows) {
    if (row.status === 'new') for (const name of row.person!.units) add(name, 1)
    for (const change of row.changes) {
      if (change.field !== 'units') continue
      for (const name of change.from) add(name, -1)
      for (const name of change.to) add(name, 1)
    }
  }
  const sizeOf = (name: string) => sizes.get(fold(name)) ?? 0
  return [
    ...units.map(({ name, mark, hue, kind }) => ({ name, mark, hue, kind, isNew: false, members: sizeOf(name) })),
    ...newUnits([...unitsNamed(plan)], units).map((unit) => ({
      ...unit,
      kind: NEW_KIND,
      isNew: true,
      members: sizeOf(unit.name)
    }))
  ]
}
