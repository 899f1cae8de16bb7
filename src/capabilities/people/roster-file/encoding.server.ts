import { ok, refuse, type Result } from '#kernel/result.ts'

/** Bytes that Windows-1252 leaves open; a text never has them. */
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])
/** Control signs that no text file holds. */
const isBinary = (byte: number): boolean =>
  byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1a && byte !== 0x1b)

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * How a file is written: in UTF-8, UTF-16 with a mark, or Windows-1252. A file in which some letters are written
 * in one way and some in another is refused: whichever we took, names would come out broken.
 */
export function encodingOf(bytes: Uint8Array): Result<Encoding> {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return ok('utf-16le')
  if (first === 0xfe && second === 0xff) return ok('utf-16be')
  if (bytes.some(isBinary)) return refuse({ code: 'file_not_spreadsheet', params: { kind: 'other' } })
  if (first === 0xef && second === 0xbb && third === 0xbf) return ok('utf-8')
  const { sequences, strays, isUndefined } = countSequences(bytes)
  if (!strays) return ok('utf-8')
  return sequences || isUndefined ? refuse({ code: 'mixed_encoding' }) : ok('windows-1252')
}

/** How much (bytes) of a file is text at one moment where it is read as a stream. */
const PART = 64 * 1024

/** The text of a file in parts. With a mark or without a stray byte, anything that does not decode is a second encoding. */
export function* decodeParts(bytes: Uint8Array, encoding: Encoding, part = PART): Generator<Result<string>> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += part)
      yield ok(decoder.decode(bytes.subarray(at, at + part), { stream: true }))
    yield ok(decoder.decode())
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    yield refuse({ code: 'mixed_encoding' })
  }
}

/** The whole text of a file. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): Result<string> {
  let text = ''
  for (const part of decodeParts(bytes, encoding, bytes.length || 1)) {
    if (!part.ok) return part
    text += part.value
  }
  return ok(text)
}

/** The beginning of a text, by which its kind is told. */
export const startOfText = (bytes: Uint8Array, encoding: Encoding): string =>
  new TextDecoder(encoding).decode(bytes.subarray(0, 8_000))

/** How many letters beyond ASCII are written as UTF-8, and how many bytes fit in no such letter. */
function countSequences(bytes: Uint8Array): { sequences: number; strays: number; isUndefined: boolean } {
  let [sequences, strays, isUndefined] = [0, 0, false]
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte < 0x80) continue
    const length =
      byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0
    const follows = bytes.subarray(at + 1, at + 1 + length)
    if (length && follows.length === length && follows.every((next) => next >= 0x80 && next < 0xc0)) {
      sequences++
      at += length
    } else {
      strays++
      isUndefined ||= UNDEFINED_IN_1252.has(byte)
    }
  }
  return { sequences, strays, isUndefined }
}
