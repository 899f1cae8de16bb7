import { Refusal } from '#kernel/errors.ts'
import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/db/door.ts'
import { movesAddress, outcomeOf, type Outcome } from './core/import-outcome.ts'
import type { ImportChange } from './core/import-undo.ts'
import type { Person } from './core/person.ts'
import type { KnownPerson } from './core/roster/known-person.ts'
import type { ImportPlan, PlannedRow } from './core/roster/plan.ts'
import { fold } from './core/roster/text.ts'
import type { Reading } from './core/roster/types.ts'
import { sharingApart, type SharingApart } from './core/sharing-apart.ts'
import type { ThresholdsByKind } from './core/thresholds.ts'
import type { Unit } from './core/unit.ts'
import { newUnits, tooManyUnits, unitsAfter, unitsNamed, type UnitAfter, type UnitIds } from './core/units-after.ts'
import { planRoster } from './roster-file/plan-roster.server.ts'
import { inSlices } from './slices.server.ts'
import { recordChange } from './store/audit.server.ts'
import { forgetImportChanges, insertImportChanges } from './store/import-changes.server.ts'
import { findImport, insertImport, type ImportCounts } from './store/imports.server.ts'
import { listKnown } from './store/known.server.ts'
import { lockPeople } from './store/lock.server.ts'
import { insertPeople, listPeople, updatePeople } from './store/people.server.ts'
import { endMemberships, insertUnits, listUnits, startMemberships } from './store/units.server.ts'
import { thresholdsOf } from './unit-check.server.ts'

/** For this long (ms) an import can be undone. */
export const UNDO_TIME = 24 * 3_600_000

export type ImportOrder = {
  /** The import's own id: the same order a second time does nothing. */
  id: Id
  /** Who imports; null for whoever runs the server. */
  by: Id | null
  fileName: string
  now: number
  timeZone: string
  /** Somebody stops it: nothing of it is stored. */
  signal?: AbortSignal
  /** How far it is. */
  onProgress?: (progress: ImportProgress) => void
}

export type ImportProgress = { step: 'comparing' | 'storing'; done: number; of: number }

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
export const previewImport = async (database: Database, school: Id, reading: Reading): Promise<ImportPlan> =>
  planRoster(await database.read(school, listKnown), reading)

/**
 * The same with what a page shows beside it: who is known, and how the units would come out. Comparing a long list takes
 * its time: no transaction waits for it.
 */
export async function previewForPage(database: Database, school: Id, reading: Reading): Promise<ImportPreview> {
  const { known, units, thresholds } = await database.read(school, async (tx) => ({
    known: await listKnown(tx),
    units: await listUnits(tx),
    thresholds: await thresholdsOf(tx)
  }))
  const plan = await planRoster(known, reading)
  const tooMany = tooManyUnits(unitsNamed(plan), units)
  return {
    plan,
    known,
    units: tooMany === null ? unitsAfter(plan, units) : [],
    tooManyUnits: tooMany,
    apart: sharingApart(plan, known),
    thresholds
  }
}

export type ImportPreview = {
  plan: ImportPlan
  known: KnownPerson[]
  units: UnitAfter[]
  /** So many new units that this is no column of units; null where it may be one. */
  tooManyUnits: number | null
  /** Who will share a class and never meet. */
  apart: SharingApart[]
  thresholds: ThresholdsByKind
}

/**
 * Imports what the list says: all good rows, in one transaction. Units that the list names and the school does not
 * have are made. Nobody is removed, and only memberships that an import made end by one. null when this very import
 * was done already: somebody pressed twice. What it changed is remembered for a day, so that it can be undone.
 */
export async function importPeople(tx: Tx, reading: Reading, order: ImportOrder): Promise<ImportDone | null> {
  try {
    return await carryOut(tx, reading, order)
  } catch (error) {
    throw order.signal?.aborted ? new Refusal({ code: 'import_stopped' }) : error
  }
}

async function carryOut(tx: Tx, reading: Reading, order: ImportOrder): Promise<ImportDone | null> {
  const { signal, onProgress } = order
  await lockPeople(tx)
  if (await findImport(tx, order.id)) return null
  // the tables grow while the same statements go by: a plan that was kept from when they were empty is a slow one
  await tx.sql`set local plan_cache_mode = force_custom_plan`
  onProgress?.({ step: 'comparing', done: 0, of: reading.rows.length })
  const known = await listKnown(tx)
  const plan = await keepingAlive(tx, () => planRoster(known, reading, { signal }))
  const work = plan.rows.filter((row) => row.status === 'new' || row.status === 'changed')
  const { units, made } = await ensureUnits(tx, work, order.now)
  const counts = countRows(plan)
  await forgetImportChanges(tx, order.now - UNDO_TIME)
  await insertImport(tx, { ...order, counts, unitsMade: made.map(({ id }) => id) })
  const byId = new Map(known.map((person) => [person.id, person]))
  const before = new Map((await listPeople(tx)).map(({ units: _units, ...person }) => [person.id, person]))
  const today = dayOf(order.now, order.timeZone)
  // Who changes goes first: the address that somebody lets go of may be for somebody new.
  const addressesChanged = work.filter(movesAddress).map(({ knownId }) => knownId!)
  await releaseAddresses(tx, addressesChanged)
  const touched = new Set<Id>()
  // What a row comes down to is worked out when its turn comes: a long list is in memory once.
  await inSlices(
    work,
    async (rows, done) => {
      onProgress?.({ step: 'storing', done, of: work.length })
      const outcomes = rows.map((row) => outcomeOf(row, byId.get(row.knownId ?? '') ?? newId(order.now), units))
      for (const { starts, ends, stays } of outcomes)
        for (const { unit } of [...starts, ...ends, ...stays]) touched.add(unit)
      await storeOutcomes(tx, outcomes, { id: order.id, today, before })
    },
    signal
  )
  const detail = { new: counts.new, changed: counts.changed }
  await recordChange(tx, { kind: 'imported', by: order.by, detail }, order.now)
  signal?.throwIfAborted()
  return { plan, counts, unitsMade: made, unitsTouched: [...touched], addressesChanged }
}

/** How often (ms) the database hears from a transaction that is working elsewhere: it ends one that stays silent. */
const SIGN_OF_LIFE = 5_000

async function keepingAlive<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  // What is wrong with the connection shows at the next statement that matters.
  const timer = setInterval(() => void tx.sql`select 1`.catch(() => {}), SIGN_OF_LIFE)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/** Addresses that go from one to another are let go of by everybody first. */
async function releaseAddresses(tx: Tx, moving: readonly Id[]): Promise<void> {
  if (moving.length) await tx.sql`update people set email = '' where id = any(${moving}::uuid[])`
}

type Storing = { id: Id; today: string; before: ReadonlyMap<Id, Person> }

async function storeOutcomes(tx: Tx, outcomes: readonly Outcome[], { id, today, before }: Storing): Promise<void> {
  await updatePeople(tx, personsOf(outcomes, false))
  await insertPeople(tx, personsOf(outcomes, true))
  const ended = await endMemberships(
    tx,
    outcomes.flatMap(({ ends }) => ends),
    today
  )
  const started = await startMemberships(
    tx,
    outcomes.flatMap(({ starts }) => starts),
    today,
    'import'
  )
  const changes = outcomes.map(({ person }): ImportChange => ({
    person: person.id,
    before: before.get(person.id) ?? null,
    after: person,
    started: started.filter((one) => one.person === person.id).map(({ person: _person, ...one }) => one),
    ended: ended
      .filter((one) => one.person === person.id)
      .map(({ person: _person, ...one }) => ({ ...one, endedOn: today }))
  }))
  await insertImportChanges(tx, id, changes)
}

export function countRows(plan: ImportPlan): ImportCounts {
  const counts: ImportCounts = { new: 0, changed: 0, same: 0, problem: 0, skipped: 0 }
  for (const row of plan.rows) counts[row.status]++
  return counts
}

const personsOf = (outcomes: readonly Outcome[], isNew: boolean): Person[] =>
  outcomes.filter((outcome) => outcome.isNew === isNew).map(({ person }) => person)

/** The units by name, those that the list names and the school lacks made. */
async function ensureUnits(tx: Tx, rows: PlannedRow[], now: number): Promise<{ units: UnitIds; made: Unit[] }> {
  const existing = await listUnits(tx)
  const names = [...new Set(rows.flatMap((row) => row.person!.units))]
  const count = tooManyUnits(names, existing)
  if (count !== null) throw new Refusal({ code: 'import_many_units', params: { count } })
  const made = newUnits(names, existing).map((unit) => ({ ...unit, id: newId(now) }))
  await insertUnits(tx, made, 'import')
  return { units: new Map([...existing, ...made].map(({ id, name }) => [fold(name), id])), made }
}
