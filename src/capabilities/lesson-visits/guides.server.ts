import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { sourceFile } from '#platform/source-file.ts'
import type { Guide } from './core/talk.ts'

const twoTongues = <T extends v.GenericSchema>(schema: T) => v.strictObject({ nl: schema, en: schema })
const guideFile = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z-]+$/)),
  title: twoTongues(v.string()),
  lines: twoTongues(v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(12)))
})

let known: v.InferOutput<typeof guideFile>[] | null = null

/** The viewing guides that come with the program, as they stand in content/viewing-guides. */
export function standardGuides(language: 'nl' | 'en'): Guide[] {
  known ??= read()
  return known.map(({ id, title, lines }) => ({
    id,
    title: title[language],
    lines: lines[language],
    mine: false,
    isShared: true
  }))
}

function read() {
  const folder = sourceFile('content/viewing-guides')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => v.parse(guideFile, JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}
