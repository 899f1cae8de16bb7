import { readContent } from './content.server.ts'
import { itemsByKey, type AnswerScale, type Instrument, type Item } from './core/instrument.ts'
import type { Tx } from '#platform/db/door.ts'
import { listOwn } from './store/own-instruments.server.ts'

export type AllInstruments = {
  instruments: Instrument[]
  items: ReadonlyMap<string, Item>
  scales: Record<string, AnswerScale>
}

/** What can be asked here: the instruments that come with the program and the school's own. */
export async function allInstruments(tx: Tx): Promise<AllInstruments> {
  const content = readContent()
  const own = await listOwn(tx)
  const instruments = [...content.instruments, ...own.map(({ instrument }) => instrument)]
  return {
    instruments,
    items: itemsByKey(instruments),
    scales: {
      ...content.scales,
      ...Object.fromEntries(own.flatMap(({ instrument, scale }) => (scale ? [[instrument.scale, scale] as const] : [])))
    }
  }
}
