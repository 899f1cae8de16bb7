import { get } from '../../e2e/support/http.ts'

/** Addresses of the scripts that a page loads by itself: preloaded, in a script element, or imported by inline code. */
function scriptsIn(html: string): string[] {
  const found = [
    ...html.matchAll(/<link\b[^>]*\brel="modulepreload"[^>]*>/g),
    ...html.matchAll(/<script\b[^>]*\bsrc="[^"]+"[^>]*>/g)
  ].flatMap(([tag]) => /(?:href|src)="([^"]+)"/.exec(tag)?.[1] ?? [])
  const inline = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].flatMap(([, code]) =>
    [...code!.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)].map(([, address]) => address!)
  )
  return [...found, ...inline]
}

/** What a built script imports as it loads; what it fetches later, on demand, does not count. */
function importsIn(code: string): string[] {
  return [...code.matchAll(/\b(?:import|export)\b(?:[\w\s{},*$]*\bfrom)?\s*["']([^"']+)["']/g)].map(
    ([, address]) => address!
  )
}

const scripts = new Map<string, Promise<{ bytes: number; imports: string[] }>>()

async function weigh(address: string): Promise<{ bytes: number; imports: string[] }> {
  const { status, body, bytes } = await get(address)
  if (status !== 200) throw new Error(`${address} answered ${status}`)
  return { bytes, imports: importsIn(body).map((found) => new URL(found, address).href) }
}

/** Bytes of JavaScript, compressed as they travel, that a page needs before it works, and in how many files. */
export async function scriptWeight(page: string, html: string): Promise<{ bytes: number; files: number }> {
  const waiting = scriptsIn(html).map((address) => new URL(address, page).href)
  const seen = new Set<string>()
  let bytes = 0
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (seen.has(address)) continue
    seen.add(address)
    if (!scripts.has(address)) scripts.set(address, weigh(address))
    const script = await scripts.get(address)!
    bytes += script.bytes
    waiting.push(...script.imports)
  }
  return { bytes, files: seen.size }
}
