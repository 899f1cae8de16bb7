/**
 * Zero-width signs, direction marks, the soft hyphen and a byte order mark: invisible, so never meant. Joiners are,
 * between letters and between emoji: Persian names are written with them.
 */
const INVISIBLE =
  /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|(?<![\p{L}\p{M}\p{Emoji}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Emoji}])/gu
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g

/** What someone fills in to say that there is nothing to fill in. */
const NOTHING = new Set(['', '-', '--', '---', '?', 'nvt', 'na', 'geen', 'none', 'onbekend', 'unknown', 'nb'])

/** Keeps the writing, takes away what nobody can see. A line break stays: it may separate two groups. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, ' ')
    .replace(INVISIBLE, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()

export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ')

/** Two writings of one name fold to the same text: case, accents, spaces and the shape of quotes do not count. */
export const fold = (text: string): string =>
  cleanLine(text)
    .normalize('NFD')
    .replace(/[\p{M}\u200c\u200d]+/gu, '')
    .replace(/[‘’´`ʼ]/g, "'")
    .replace(/[‐‑–—]/g, '-')
    .toLowerCase()

/** `-`, `n.v.t.`, `geen` and the like. */
export const isNothing = (text: string): boolean =>
  NOTHING.has(
    fold(text)
      .replace(/[./()\s]/g, '')
      .replace(/-+/g, '-')
  )

/** The text, or nothing where it says that there is nothing. */
export const valueOf = (text: string): string => (isNothing(text) ? '' : clean(text))

export const lengthOf = (text: string): number => [...text].length
