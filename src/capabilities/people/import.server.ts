import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Person } from './core/person.ts'
import { outcomeOf, type Outcome } from './core/import-outcome.ts'
import type { KnownPerson } from './core/roster/known-person.ts'
import { planImport, type ImportPlan, type PlannedRow } from './core/roster/plan.ts'
import { fold } from './core/roster/text.ts'
import type { Reading } from './core/roster/types.ts'
import type { Unit } from './core/unit.ts'
import { newUnits, unitsAfter, type UnitAfter, type UnitIds } from './core/units-after.ts'
import { findImport, insertImport, type ImportCounts } from './store/imports.server.ts'
import { listKnown } from './store/known.server.ts'
import { lockPeople } from './store/lock.server.ts'
import { insertPeople, updatePeople } from './store/people.server.ts'
import { endMemberships, insertUnits, listUnits, startMemberships } from './store/units.server.ts'

export type ImportOrder = {
  /** The import's own id: the same order a second time does nothing. */
  id: Id
  /** Who imports; null for whoever runs the server. */
  by: Id | null
  fileName: string
  now: number
  timeZone: string
}

export type ImportDone = {
  plan: ImportPlan
  counts: ImportCounts
  unitsMade: Unit[]
  /** The units whose members, or the names of whose members, are others now. */
  unitsTouched: Id[]
  /** Who has another address now: an invitation to the old one is worth nothing any more. */
  addressesChanged: Id[]
}

/** What an import would do to this school, before anything is stored. */
export const previewImport = async (tx: Tx, reading: Reading): Promise<ImportPlan> =>
  planImport(await listKnown(tx), reading)

/** The same with what a page shows beside it: who is known, and how the units would come out. */
export async function previewForPage(tx: Tx, reading: Reading): Promise<ImportPreview> {
  const [known, units] = [await listKnown(tx), await listUnits(tx)]
  const plan = planImport(known, reading)
  return { plan, known, units: unitsAfter(plan, units) }
}

export type ImportPreview = { plan: ImportPlan; known: KnownPerson[]; units: UnitAfter[] }

/**
 * Imports what the list says: all good rows, in one transaction. Units that the list names and the school does not
 * have are made. Nobody is removed, and only memberships that an import made end by one. null when this very import
 * was done already: somebody pressed twice.
 */
export async function importPeople(tx: Tx, reading: Reading, order: ImportOrder): Promise<ImportDone | null> {
  await lockPeople(tx)
  if (await findImport(tx, order.id)) return null
  const known = await listKnown(tx)
  const plan = planImport(known, reading)
  const work = plan.rows.filter((row) => row.status === 'new' || row.status === 'changed')
  const { units, made } = await ensureUnits(tx, work, order.now)
  const byId = new Map(known.map((person) => [person.id, person]))
  const outcomes = work.map((row) => outcomeOf(row, byId.get(row.knownId ?? '') ?? newId(order.now), units))
  const starting = outcomes.flatMap(({ starts }) => starts)
  const ending = outcomes.flatMap(({ ends }) => ends)

  const today = dayOf(order.now, order.timeZone)
  // Who changes goes first: the address that somebody lets go of may be for somebody new.
  await updatePeople(tx, personsOf(outcomes, false))
  await insertPeople(tx, personsOf(outcomes, true))
  await endMemberships(tx, ending, today)
  await startMemberships(tx, starting, today, 'import')
  const counts = countRows(plan)
  await insertImport(tx, { ...order, counts, unitsMade: made.map(({ id }) => id) })
  const touched = [...starting, ...ending, ...outcomes.flatMap(({ stays }) => stays)].map(({ unit }) => unit)
  return {
    plan,
    counts,
    unitsMade: made,
    unitsTouched: [...new Set(touched)],
    addressesChanged: outcomes.filter(({ movesAddress }) => movesAddress).map(({ person }) => person.id)
  }
}

export function countRows(plan: ImportPlan): ImportCounts {
  const counts: ImportCounts = { new: 0, changed: 0, same: 0, problem: 0, skipped: 0 }
  for (const row of plan.rows) counts[row.status]++
  return counts
}

const personsOf = (outcomes: Outcome[], isNew: boolean): Person[] =>
  outcomes.filter((outcome) => outcome.isNew === isNew).map(({ person }) => person)

/** The units by name, those that the list names and the school lacks made. */
async function ensureUnits(tx: Tx, rows: PlannedRow[], now: number): Promise<{ units: UnitIds; made: Unit[] }> {
  const existing = await listUnits(tx)
  const names = rows.flatMap((row) => row.person!.units)
  const made = newUnits(names, existing).map((unit) => ({ ...unit, id: newId(now) }))
  await insertUnits(tx, made, 'import')
  return { units: new Map([...existing, ...made].map(({ id, name }) => [fold(name), id])), made }
}
