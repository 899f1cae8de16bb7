import * as t from '#texts/mail'
import type { Language } from '#platform/i18n/runtime.ts'
import { oneLine } from '#platform/mail/address.ts'
import { compose, type ComposedMail } from '#platform/mail/compose.ts'
import { LINK_LASTS } from './links.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export const signInLetter = (url: string, language: Language): ComposedMail =>
  compose({
    language,
    subject: t.sign_in_subject(language),
    paragraphs: [
      t.sign_in_text(language),
      t.lasts_minutes({ minutes: LINK_LASTS.sign_in / MINUTE }, language),
      t.not_asked_for(language)
    ],
    button: { label: t.sign_in_button(language), url },
    footer: t.footer(language)
  })

export const passwordLetter = (url: string, language: Language): ComposedMail =>
  compose({
    language,
    subject: t.password_subject(language),
    paragraphs: [
      t.password_text(language),
      t.lasts_minutes({ minutes: LINK_LASTS.password / MINUTE }, language),
      t.not_asked_for(language)
    ],
    button: { label: t.password_button(language), url },
    footer: t.footer(language)
  })

/** To the address that somebody wants to sign in with. It may be a typing error: it names nobody. */
export const addressLetter = (url: string, address: string, language: Language): ComposedMail =>
  compose({
    language,
    subject: t.address_subject(language),
    paragraphs: [
      t.address_text({ address }, language),
      t.lasts_minutes({ minutes: LINK_LASTS.address / MINUTE }, language),
      t.address_not_you(language)
    ],
    button: { label: t.address_button(language), url },
    footer: t.footer(language)
  })

/** To who has an account with that address already. */
export const addressTakenLetter = (url: string, language: Language): ComposedMail =>
  compose({
    language,
    subject: t.address_taken_subject(language),
    paragraphs: [t.address_taken_text(language), t.address_taken_what(language)],
    button: { label: t.sign_in_button(language), url },
    footer: t.footer(language)
  })

/** To the old address, which does not sign in any more; its button puts it back. */
export const addressChangedLetter = (url: string, language: Language): ComposedMail =>
  compose({
    language,
    subject: t.address_changed_subject(language),
    paragraphs: [
      t.address_changed_text(language),
      t.address_changed_not_you(language),
      t.lasts_days({ days: LINK_LASTS.address_back / DAY }, language)
    ],
    button: { label: t.address_changed_button(language), url },
    footer: t.footer(language)
  })

/** To the address that does not sign in any more since the old one was put back. */
export const addressBackLetter = (language: Language): ComposedMail =>
  compose({
    language,
    subject: t.address_back_subject(language),
    paragraphs: [t.address_back_text(language)],
    footer: t.footer(language)
  })

export type InvitationWords = { inviter: string; school: string; language: Language }

/** Names are typed by people; in a mail they stay on their line, so that none can pretend to be a paragraph of ours. */
export function invitationLetter(url: string, words: InvitationWords): ComposedMail {
  const { language } = words
  const [inviter, school] = [oneLine(words.inviter), oneLine(words.school)]
  return compose({
    language,
    subject: t.invitation_subject({ inviter, school }, language),
    paragraphs: [
      t.invitation_text({ inviter, school }, language),
      t.invitation_what(language),
      t.lasts_days({ days: LINK_LASTS.invitation / DAY }, language),
      t.invitation_unknown({ school }, language)
    ],
    button: { label: t.invitation_button(language), url },
    footer: t.footer(language)
  })
}

/** For the holder of the account: the second step went on or off. */
export const secondStepLetter = (now: 'on' | 'off', url: string, language: Language): ComposedMail =>
  compose({
    language,
    subject: now === 'on' ? t.second_on_subject(language) : t.second_off_subject(language),
    paragraphs: [now === 'on' ? t.second_on_text(language) : t.second_off_text(language), t.second_not_you(language)],
    button: { label: t.second_button(language), url: `${url}/account` },
    footer: t.footer(language)
  })
