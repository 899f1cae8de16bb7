import { refuse, ok, type Result } from '#kernel/result.ts'
import { domainToASCII } from 'node:url'

/** One mail address in lower case, the form in which it is stored, compared and sent to. */
export type EmailAddress = string

// RFC 5321: an atom with dots before the @ (at most 64), labels of letters, digits and hyphens after it. Quoted
// local parts and address literals exist, but not in schools; leaving them out leaves no room for header tricks.
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** What a person typed, as one address; an international domain becomes its ASCII form. */
export function parseEmailAddress(typed: unknown, field = 'email'): Result<EmailAddress> {
  const invalid = refuse({ code: 'email_invalid', field })
  if (typeof typed !== 'string' || typed.length > 320) return invalid
  const text = typed.trim().toLowerCase()
  const at = text.lastIndexOf('@')
  if (at < 1 || at > 64) return invalid
  const local = text.slice(0, at)
  const typedDomain = text.slice(at + 1)
  const domain = DOMAIN.test(typedDomain) ? typedDomain : domainToASCII(typedDomain)
  if (!LOCAL.test(local) || !DOMAIN.test(domain)) return invalid
  const address = `${local}@${domain}`
  return address.length > 254 ? invalid : ok(address)
}

/** A header is one line: control characters and line breaks in a name or subject become a space. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()

/** `Name <address>` or a bare address, as an operator writes it in MAIL_FROM. */
export function parseSender(text: string): { name: string; address: EmailAddress } | null {
  const parts = /^(?:"?([^"<>]*?)"?\s*<([^<>]+)>|([^<>\s]+))$/.exec(text.trim())
  const address = parts && parseEmailAddress(parts[2] ?? parts[3])
  return address?.ok ? { name: oneLine(parts?.[1] ?? ''), address: address.value } : null
}
