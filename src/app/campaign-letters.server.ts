import type { Id } from '#kernel/id.ts'
import { fullName } from '#people'
import { findPerson, thisSchool } from '#people/server'
import { findCampaign, type Letter } from '#questionnaires/server'
import { minutesFor } from '#questionnaires'
import type { Language } from '#platform/i18n/runtime.ts'
import { oneLine, parseEmailAddress } from '#platform/mail/address.ts'
import { compose, type ComposedMail } from '#platform/mail/compose.ts'
import { isReceiverRefused } from '#platform/mail/mailer.ts'
import * as t from '#texts/campaigns'
import type { App } from './app.server.ts'
import { isDemonstration } from './demonstration.server.ts'
import { letterPath } from './pages/answering.server.ts'

export type Mailed = { mailed: number; withoutAddress: number; failed: number; isConfigured: boolean }

/** Mail servers take a few at a time; more at once only waits there. */
const AT_ONCE = 4

type Parts = Pick<App, 'auth' | 'database' | 'log'>
type Order = { school: Id; campaign: Id; by: Id; language: Language }

/**
 * Sends each letter to its own address. The token stands in the mail and in this call only; nothing is logged about who
 * got one. What is not taken waits on Today like every campaign.
 */
export async function sendCampaignLetters(app: Parts, letters: readonly Letter[], order: Order): Promise<Mailed> {
  const { refused, ...mailed } = await send(app, letters, { ...order, kind: 'ask' })
  return { ...mailed, failed: mailed.failed + refused }
}

/** What became of a reminder. No numbers: beside the list of people they tell who has not answered. */
export type Reminded = { isConfigured: boolean; isTaken: boolean }

/**
 * Reminds who has not answered. How many letters went and how many people have no address would tell of somebody without
 * one, or of somebody who left, whether they answered; and so would a mailbox that is marked today, or no longer.
 */
export async function sendReminders(app: Parts, letters: readonly Letter[], order: Order): Promise<Reminded> {
  const { isConfigured, mailed, failed } = await send(app, letters, { ...order, kind: 'remind' })
  return { isConfigured, isTaken: mailed > 0 || failed === 0 }
}

async function send(
  app: Parts,
  letters: readonly Letter[],
  { school, campaign, by, language, kind }: Order & { kind: 'ask' | 'remind' }
): Promise<Mailed & { refused: number }> {
  const { mailer, publicUrl } = app.auth
  const isConfigured = mailer.isConfigured && !(await isDemonstration(app, school))
  const done = { mailed: 0, withoutAddress: 0, failed: 0, refused: 0, isConfigured }
  if (!isConfigured) return done
  const [asker, here, found] = await app.database.read(school, (tx) =>
    Promise.all([findPerson(tx, by), thisSchool(tx), findCampaign(tx, campaign)])
  )
  if (!found) return done
  const words = {
    inviter: asker ? oneLine(fullName(asker)) : '',
    school: oneLine(here?.name ?? ''),
    title: oneLine(found.title),
    minutes: minutesFor(found.form),
    day: new Date(`${found.closesOn}T12:00:00Z`)
  }
  const waiting = [...letters]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const address = parseEmailAddress(next.email)
      if (!address.ok) {
        done.withoutAddress++
        continue
      }
      const url = publicUrl.replace(/\/+$/, '') + letterPath(school, campaign, next.token)
      const letter = letterOf(url, { ...words, isNamed: next.isNamed }, kind, language)
      const sent = await mailer.send(address.value, letter, school)
      if (sent.ok) done.mailed++
      else if (isReceiverRefused(sent.failure)) done.refused++
      else {
        done.failed++
        app.log.warn({ failure: sent.failure }, 'a letter of a campaign was not sent')
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return done
}

type Words = { inviter: string; school: string; title: string; minutes: number; day: Date; isNamed: boolean }

function letterOf(url: string, words: Words, kind: 'ask' | 'remind', language: Language): ComposedMail {
  const isFirst = kind === 'ask'
  const letter = compose({
    language,
    subject: isFirst ? t.mail_subject(words, language) : t.mail_reminder_subject(words, language),
    paragraphs: [
      isFirst ? t.mail_text(words, language) : t.mail_reminder(words, language),
      t.mail_until(words, language),
      words.isNamed ? t.mail_named(words, language) : t.mail_anonymous(language)
    ],
    button: { label: t.mail_button(language), url },
    footer: t.mail_footer(language)
  })
  return isFirst ? letter : { ...letter, isUntold: true }
}
