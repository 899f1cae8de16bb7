import type { Missed } from '#board-sessions'
import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Language } from '#platform/i18n/runtime.ts'
import { oneLine } from '#platform/mail/address.ts'
import { compose, type ComposedMail } from '#platform/mail/compose.ts'
import * as mail from '#texts/mail'
import * as t from '#texts/rhythm'

/** Where a mail leads: the board, and where it can be switched off. */
export type Places = { board: string; account: string }

const noon = (day: Day) => new Date(`${day}T12:00:00Z`)

export type DigestWords = {
  unit: string
  closedAt: number
  missed: Missed
  names: Readonly<Record<Id, string>>
  places: Places
  language: Language
}

/** What somebody missed of a session: first what is theirs, then what they should know. */
export function digestLetter({ unit, closedAt, missed, names, places, language }: DigestWords): ComposedMail {
  const said = (people: readonly Id[], what: string) => {
    const who = people.flatMap((id) => names[id] ?? []).join(', ')
    return who ? t.line({ who, what }, language) : what
  }
  const withDue = (text: string, due: Day | null) => (due ? t.line_due({ what: text, due: noon(due) }, language) : text)
  return compose({
    language,
    subject: t.digest_subject({ unit: oneLine(unit), day: closedAt }, language),
    paragraphs: [t.digest_text({ unit: oneLine(unit), day: closedAt }, language), t.digest_react(language)],
    button: { label: t.digest_button(language), url: places.board },
    lists: [
      { heading: t.mine(language), items: missed.mine.map(({ text, due }) => withDue(text, due)) },
      { heading: t.asks(language), items: missed.asks.map(({ text, by }) => said(by ? [by] : [], text)) },
      { heading: t.told(language), items: missed.told.map(({ text }) => text) },
      { heading: t.decisions(language), items: missed.decisions.map(({ text, owners }) => said(owners, text)) },
      { heading: t.needs(language), items: missed.needs.map(({ person, need }) => said([person], need)) },
      { heading: t.goals(language), items: missed.goalsClosed.map(({ text }) => text) }
    ],
    footer: `${mail.footer(language)}\n${t.choices({ url: places.account }, language)}`
  })
}

export type ReminderWords = {
  /** In the order of the day: `15:15` and the unit. */
  sessions: { time: string; unit: string }[]
  actions: string[]
  /** Lesson visits that come, and the talks about them: when (ms since 1970) and what. */
  visits: { start: number; summary: string }[]
  /** Weeks of the start programme that wait to be looked back on. */
  lookBacks: { step: number; title: string }[]
  places: Places
  language: Language
}

/**
 * What this morning reminds somebody of, in one: the sessions of the day with what one said one would do, a lesson visit
 * to come, a week to look back on.
 */
export function reminderLetter({
  sessions,
  actions,
  visits,
  lookBacks,
  places,
  language
}: ReminderWords): ComposedMail {
  const [first, week] = [visits[0], lookBacks[0]]
  const about = sessions.length > 0 ? 'sessions' : first ? 'visit' : 'week'
  const subject =
    about === 'week'
      ? t.reminder_subject_week({ step: week?.step ?? 0 }, language)
      : about === 'visit'
        ? t.reminder_subject_visit({ at: first!.start }, language)
        : sessions.length === 1
          ? t.reminder_subject({ time: sessions[0]!.time }, language)
          : t.reminder_subject_more({ count: sessions.length }, language)
  return compose({
    language,
    subject,
    paragraphs: [WORDS[about].text(language)],
    button: {
      label: WORDS[about].button(language),
      url: places.board
    },
    lists: [
      {
        heading: t.reminder_sessions(language),
        items: sessions.map((session) => t.reminder_session(session, language))
      },
      {
        heading: t.reminder_visits(language),
        items: visits.map(({ start, summary }) => t.reminder_moment({ at: start, what: summary }, language))
      },
      {
        heading: t.reminder_weeks(language),
        items: lookBacks.map((lookBack) => t.reminder_week(lookBack, language))
      },
      { heading: t.reminder_actions(language), items: actions }
    ],
    footer: `${mail.footer(language)}\n${t.choices({ url: places.account }, language)}`
  })
}

const WORDS = {
  sessions: { text: t.reminder_text, button: t.reminder_button },
  visit: { text: t.reminder_visit_text, button: t.reminder_visit_button },
  week: { text: t.reminder_week_text, button: t.reminder_week_button }
}

export type ObservationWords = { unit: string; places: Places; language: Language }

/** A coach shared something with the unit. What it says is for the page, which only the unit reads. */
export const observationLetter = ({ unit, places, language }: ObservationWords): ComposedMail =>
  compose({
    language,
    subject: t.observation_subject({ unit: oneLine(unit) }, language),
    paragraphs: [t.observation_text(language)],
    button: { label: t.observation_button(language), url: places.board },
    footer: `${mail.footer(language)}\n${t.choices({ url: places.account }, language)}`
  })

export type InvitationWords = {
  /** What it is called in a calendar; null when that is not known any more. */
  what: string | null
  at: number
  kind: 'new' | 'changed' | 'cancelled'
  /** Where invitations are switched off. */
  account: string
  language: Language
}

/** What stands around an invitation, for whose mail program knows no calendar. */
export function invitationLetter({ what, at, kind, account, language }: InvitationWords): ComposedMail {
  const name = oneLine(what ?? t.invitation_nameless(language))
  return compose({
    language,
    subject:
      kind === 'changed'
        ? t.invitation_changed({ what: name }, language)
        : kind === 'cancelled' && what === null
          ? t.invitation_cancelled(language)
          : name,
    paragraphs: [t.invitation_when({ what: name, at }, language), t.invitation_text({ kind }, language)],
    footer: `${mail.footer(language)}\n${t.choices({ url: account }, language)}`
  })
}

export type BulletinWords = {
  school: string
  /** A line each, with the unit that it came from; empty when the leader added it. */
  inform: { text: string; unit: string }[]
  shield: { text: string; unit: string }[]
  minutes: number
  places: Places
  language: Language
}

/** The bulletin of the week: what came out of the sessions and what the leader added, read in a minute. */
export function bulletinLetter({ school, inform, shield, minutes, places, language }: BulletinWords): ComposedMail {
  const line = ({ text, unit }: { text: string; unit: string }) =>
    unit ? t.line({ who: unit, what: text }, language) : text
  return compose({
    language,
    subject: t.bulletin_subject({ school: oneLine(school) }, language),
    paragraphs: [t.bulletin_text({ minutes }, language)],
    button: { label: t.bulletin_button(language), url: places.board },
    lists: [
      { heading: t.bulletin_inform(language), items: inform.map(line) },
      { heading: t.bulletin_shield(language), items: shield.map(line) }
    ],
    footer: `${mail.footer(language)}\n${t.choices({ url: places.account }, language)}`
  })
}
