import { get } from './http.ts'

/** A page of somebody: where it is, and which page it is whatever it is about. */
export type FoundPage = { path: string; pattern: string }

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
/** What is left, in an address, of what differs from one school to another and from one week to the next. */
const patternOf = (path: string): string =>
  path
    .replace(ID, '[id]')
    .replace(/\d{4}-w?\d{2}(?:-\d{2})?/gi, '[time]')
    .replace(/\?.*$/, (query) => `?${[...new URLSearchParams(query).keys()].join('&')}`)

const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*\bhref="(\/[^"#]*)/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))

/** Every page that somebody finds by following links from `start`; of pages that differ in what they are about, one. */
export async function crawl(url: string, start: string, cookie: string): Promise<FoundPage[]> {
  const found = new Map<string, FoundPage>()
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const pattern = patternOf(path)
    if (found.has(pattern)) continue
    const { status, body } = await get(url + path, cookie)
    // Files to take along and doors that lead elsewhere are no pages.
    if (status !== 200 || !/^\s*<!doctype html>/i.test(body)) continue
    found.set(pattern, { path, pattern })
    waiting.push(...linksIn(body))
  }
  return [...found.values()].sort((a, b) => (a.pattern < b.pattern ? -1 : 1))
}
