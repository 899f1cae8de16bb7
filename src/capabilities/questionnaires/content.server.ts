import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { AnswerScale, Instrument, itemsByKey, type Item } from './core/instrument.ts'

const FOLDER = resolve(import.meta.dirname, '../../../content/questionnaires')

export type Content = {
  instruments: Instrument[]
  items: ReadonlyMap<string, Item>
  scales: Record<string, AnswerScale>
}

let remembered: Content | undefined

/** The instruments that come with the program, as they stand in content/questionnaires. */
export const readContent = (): Content => (remembered ??= readFolder())

function readFolder(): Content {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))
  const names = readdirSync(FOLDER).filter((name) => /^\d\d-.*\.json$/.test(name))
  const instruments = names.sort().map((name) => v.parse(Instrument, read(name)))
  return {
    instruments,
    items: itemsByKey(instruments),
    scales: v.parse(v.record(v.string(), AnswerScale), read('scales.json'))
  }
}
