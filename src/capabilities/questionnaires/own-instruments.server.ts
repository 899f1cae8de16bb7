/** The school's own instruments: begun empty or as a copy, changed, and taken away; campaigns keep what they asked. */
import { dayOf } from '#kernel/days.ts'
import { newId, type Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { timeZoneOf } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import { type Asking } from './campaigns.server.ts'
import { demand } from './rights.server.ts'
import { readOwn, typedOf, type OwnForm } from './core/own.ts'
import { allInstruments } from './instruments.server.ts'
import { mayMakeInstruments } from './policy.ts'
import * as store from './store/own-instruments.server.ts'

export type OwnSign = { id: Id; title: string; sentences: number }

export async function listOwnInstruments(tx: Tx): Promise<OwnSign[]> {
  return (await store.listOwn(tx)).map(({ id, instrument }) => ({
    id,
    title: instrument.title.nl,
    sentences: instrument.constructs.reduce((all, { items }) => all + items.length, 0)
  }))
}

/** To begin with: one of the school's own by its id, one that comes along by its key, or nothing. */
export async function ownToEdit(tx: Tx, from: string, language: 'nl' | 'en'): Promise<OwnForm | null> {
  const { instruments, items } = await allInstruments(tx)
  const own = (await store.listOwn(tx)).find(({ id }) => id === from)
  if (own) return typedOf(own, items, language)
  const instrument = instruments.find(({ key, audience }) => key === from && audience === 'team')
  return instrument ? typedOf({ instrument, scale: null }, items, language) : null
}

/** `id` null: a new one. */
export async function saveOwnInstrument(
  tx: Tx,
  id: Id | null,
  typed: unknown,
  { person, now }: Asking
): Promise<Result<Id>> {
  await demand(tx, person, ({ grants }) => mayMakeInstruments(grants))
  const known = id === null ? null : await store.findOwn(tx, id)
  if (id !== null && !known) return refuse({ code: 'not_found' })
  const own = id ?? newId(now)
  const read = readOwn(own, typed)
  if (!read.ok) return read
  const changedOn = dayOf(now, await timeZoneOf(tx))
  await store.saveOwn(tx, { id: own, ...read.value, madeBy: known?.madeBy ?? person, changedOn })
  return ok(own)
}

export async function removeOwnInstrument(tx: Tx, id: Id, { person }: Asking): Promise<Result<null>> {
  await demand(tx, person, ({ grants }) => mayMakeInstruments(grants))
  return (await store.deleteOwn(tx, id)) ? ok(null) : refuse({ code: 'not_found' })
}
