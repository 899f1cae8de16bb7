import { LIMITS } from './types.ts'
import { clean, isNothing } from './text.ts'

/** Stricter than the standard: the addresses that schools and mail services really hand out. */
const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/

export const isEmail = (text: string): boolean =>
  text.length <= LIMITS.email && text.indexOf('@') <= 64 && ADDRESS.test(text)

/** `Jan Jansen <j.jansen@school.nl>` and `mailto:` are how mail programs copy an address. */
const unwrap = (text: string): string =>
  (/<([^<>]*@[^<>]*)>\s*$/.exec(text)?.[1] ?? text).replace(/^\s*mailto:\s*/i, '').trim()

/** The address in small letters; empty where the cell says there is none; `null` when it is no address. */
export function readEmail(text: string): string | null {
  if (isNothing(text)) return ''
  const address = unwrap(clean(text)).toLowerCase()
  return isEmail(address) ? address : null
}

/** "Bedoel je ...?": the address that was most likely meant by what is none, or `null` without a good guess. */
export function suggestEmail(text: string): string | null {
  const given = unwrap(clean(text)).toLowerCase()
  const first = given.split(/[;,\n]\s*(?=\S+@)|\s+(?:\/|of|en|or)\s+/)[0]!
  const guess = first
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s*[([{]\s*(?:at|apenstaartje)\s*[)\]}]\s*|\s+at\s+/g, '@')
    .replace(/\s*[([{]\s*(?:dot|punt)\s*[)\]}]\s*/g, '.')
    .replace(/[,;]/g, '.')
    .replace(/\s*([@.])\s*/g, '$1')
    .replace(/@{2,}/g, '@')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.<"']+|[.>"':]+$/g, '')
    .replace(/\.?@\.?/g, '@')
    .replace(/\s+(?=[^@]*@)/g, '.')
    .replace(/\s+/g, '')
  return guess !== given && isEmail(guess) ? guess : null
}
