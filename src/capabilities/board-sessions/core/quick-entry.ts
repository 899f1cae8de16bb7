import { addDays, isDay, weekdayOf, type Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'

/** Somebody who can be named, with every way in which the unit writes the name. */
export type Nameable = { id: Id; names: string[] }

export type QuickAction = {
  text: string
  owners: Id[]
  due: Day | null
  /** Words before the colon that name nobody here, or more than one person. */
  unknown: string[]
  /** For each of those that several people share: who they are, to choose from. */
  choices: { word: string; people: Id[] }[]
}

const WEEKDAYS = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag']
const ENGLISH_WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const MONTHS = ['jan', 'feb', 'maa|mrt|mar', 'apr', 'mei|may', 'jun', 'jul', 'aug', 'sep', 'okt|oct', 'nov', 'dec']

/** Lower case without accents, so that "Zoë" is found as "zoe". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/**
 * Reads one line of Dutch (or English) as an action: `Sanne en Karim: exit-ticket proberen voor do`.
 * What stands before the colon names the owners, `voor`/`by` and a day at the end is the date; the rest is the
 * text. Nothing is ever lost: what cannot be read stays text.
 */
export function readQuickEntry(line: string, people: Nameable[], today: Day): QuickAction {
  const named = splitOwners(line, people)
  const { text, due } = splitDue(named.text, today)
  return { ...named, text, due }
}

function splitOwners(line: string, people: Nameable[]): Omit<QuickAction, 'due'> {
  const colon = line.indexOf(':')
  const head = colon < 0 ? '' : line.slice(0, colon)
  const words = head.split(/\s*(?:,|\+|&|\/|\ben\b|\band\b)\s*/i).filter((word) => word.trim() !== '')
  // "12:30 bellen" or a long sentence with a colon in it names nobody.
  if (words.length === 0 || words.length > 3 || head.length > 80 || /\d$/.test(head))
    return { text: line.trim(), owners: [], unknown: [], choices: [] }
  const found = words.map((word) => ({ word: word.trim(), person: findPerson(word, people) }))
  const owners = [...new Set(found.flatMap(({ person }) => (person ? [person] : [])))]
  if (owners.length === 0 && !looksLikeName(words)) return { text: line.trim(), owners: [], unknown: [], choices: [] }
  const unknown = found.filter(({ person }) => person === null).map(({ word }) => word)
  const choices = unknown
    .map((word) => ({ word, people: peopleNamed(word, people).map(({ id }) => id) }))
    .filter((choice) => choice.people.length > 1)
  return { text: line.slice(colon + 1).trim(), owners, unknown, choices }
}

const looksLikeName = (words: string[]): boolean =>
  words.every((word) => word.trim().split(/\s+/).length <= 4 && /^\p{Lu}/u.test(word.trim()))

/** The one person whose name this is, or begins with; null when nobody or several. */
export function findPerson(word: string, people: Nameable[]): Id | null {
  const named = peopleNamed(word, people)
  return named.length === 1 ? named[0]!.id : null
}

/** Everybody whose name this is; where it is nobody's, everybody whose name begins with it. */
function peopleNamed(word: string, people: Nameable[]): Nameable[] {
  const wanted = plain(word)
  if (!wanted) return []
  const exact = people.filter((person) => person.names.some((name) => plain(name) === wanted))
  if (exact.length > 0) return exact
  return people.filter((person) => person.names.some((name) => plain(name).startsWith(wanted)))
}

/** A day at the end that needs no "voor": "Sanne: ouders bellen vrijdag". Only whole words that are nothing else. */
const BARE_DAY = new RegExp(
  `^(.*\\S)\\s+((?:komende |aanstaande |next )?(?:${[...WEEKDAYS, ...ENGLISH_WEEKDAYS].join('|')})|` +
    '(?:volgende|deze|next|this) week|vandaag|morgen|overmorgen|today|tomorrow)$',
  'iu'
)

function splitDue(text: string, today: Day): { text: string; due: Day | null } {
  const match =
    /^(.*\S)\s+(?:voor|vóór|op|uiterlijk|by|before|on)\s+(\S+(?:\s+\S+)?)$/iu.exec(text) ?? BARE_DAY.exec(text)
  if (!match) return { text, due: null }
  const due = readDay(match[2]!, today)
  return due ? { text: match[1]!, due } : { text, due: null }
}

/** A day as a person writes it: `do`, `donderdag`, `morgen`, `12 maart`, `12-3`, `volgende week`. */
export function readDay(words: string, today: Day): Day | null {
  const text = plain(words).replace(/[.,]$/, '')
  if (text === 'vandaag' || text === 'today') return today
  if (text === 'morgen' || text === 'tomorrow') return addDays(today, 1)
  if (text === 'overmorgen') return addDays(today, 2)
  if (text === 'volgende week' || text === 'next week') return addDays(today, 8 - weekdayOf(today))
  // This week: by its last working day, and in the weekend by that of the week to come.
  if (text === 'deze week' || text === 'this week') return addDays(today, (5 - weekdayOf(today) + 7) % 7)
  const weekday = weekdayNamed(text)
  if (weekday) return addDays(today, (weekday - weekdayOf(today) + 7) % 7 || 7)
  const numeric = /^(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}))?$/.exec(text)
  if (numeric) return nextDate(Number(numeric[1]), Number(numeric[2]), numeric[3], today)
  const written = /^(\d{1,2}) ([a-z]{3,})$/.exec(text)
  const month = written ? MONTHS.findIndex((names) => new RegExp(`^(?:${names})`).test(written[2]!)) : -1
  return written && month >= 0 ? nextDate(Number(written[1]), month + 1, undefined, today) : null
}

/** 1 = Monday; a name may be shortened to two letters or more. */
function weekdayNamed(text: string): number {
  const word = text.replace(/^(komende|aanstaande|a\.?s\.?|next|coming) /, '')
  if (word.length < 2) return 0
  const dutch = WEEKDAYS.findIndex((name) => name.startsWith(word))
  return (dutch >= 0 ? dutch : ENGLISH_WEEKDAYS.findIndex((name) => name.startsWith(word))) + 1
}

function nextDate(day: number, month: number, year: string | undefined, today: Day): Day | null {
  const make = (of: number) => `${of}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const thisYear = Number(today.slice(0, 4))
  const candidates = year ? [make(Number(year))] : [make(thisYear), make(thisYear + 1)]
  return candidates.find((candidate) => isDay(candidate) && (year !== undefined || candidate >= today)) ?? null
}
