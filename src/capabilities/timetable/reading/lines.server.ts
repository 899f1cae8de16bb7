import type { TextLine } from '../core/read/records.ts'

const UTF8 = new TextDecoder('utf-8', { fatal: true })
const WINDOWS = new TextDecoder('windows-1252')

/**
 * The lines of a text file. Programs write UTF-8 or Windows-1252; where one file holds both, the lines that do not fit
 * the rest are marked broken, so that no name comes in with the wrong letters.
 */
export function linesOf(bytes: Uint8Array): TextLine[] {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  if (wide) return split(new TextDecoder(wide).decode(bytes))
  const parts: Uint8Array[] = []
  let from = 0
  for (let at = 0; at <= bytes.length; at++)
    if (at === bytes.length || bytes[at] === 0x0a) {
      parts.push(bytes.subarray(from, at))
      from = at + 1
    }
  const decoded = parts.map(decode)
  const hasUtf8 = decoded.some(({ text, isUtf8 }) => isUtf8 && /[^\u0000-\u007f\ufeff]/.test(text))
  return decoded.map(({ text, isUtf8 }, at) => ({
    line: at + 1,
    text: text.replace(/^\ufeff/, '').replace(/\r$/, ''),
    ...(!isUtf8 && hasUtf8 ? { isBroken: true } : {})
  }))
}

function decode(part: Uint8Array): { text: string; isUtf8: boolean } {
  try {
    return { text: UTF8.decode(part), isUtf8: true }
  } catch {
    return { text: WINDOWS.decode(part), isUtf8: false }
  }
}

const split = (text: string): TextLine[] =>
  text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line, at) => ({ line: at + 1, text: line.replace(/\r$/, '') }))
