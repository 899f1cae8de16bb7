import { cleanLine, fold, isNothing } from './text.ts'

/** A slash separates nothing: `1/2a` is one combination group. */
const SEPARATOR = /[,;+\n]|\s+en\s+/i

/** The groups or units in one cell, each once, in their order. */
export function readList(text: string): string[] {
  return unite(
    text
      .split(SEPARATOR)
      .map(cleanLine)
      .filter((item) => !isNothing(item))
  )
}

/** All items of the lists, each once: the first writing stays. */
export function unite(...lists: readonly (readonly string[])[]): string[] {
  const items = new Map<string, string>()
  for (const item of lists.flat()) if (!items.has(fold(item))) items.set(fold(item), item)
  return [...items.values()]
}
