import { DAYS, everyDay, unitePresence, type Day, type Presence, type WorkingDays } from './days.ts'
import { fold, isNothing } from './text.ts'

const DAY_WORDS: Record<Day, string> = {
  mon: 'maandag(?:en|s)?|maa|ma|monday(?:s)?|mon|mo',
  tue: 'dinsdag(?:en|s)?|dins|din|di|tuesday(?:s)?|tues|tue|tu',
  wed: 'woensdag(?:en|s)?|woens|woe|wo|wednesday(?:s)?|wed|we',
  thu: 'donderdag(?:en|s)?|dond|don|do|thursday(?:s)?|thurs|thur|thu|th',
  fri: 'vrijdag(?:en|s)?|vr|friday(?:s)?|fri|fr'
}
const AM = 'ochtend(?:en|s)?|ocht|och|voormiddag|morgens?|mornings?|vm|am|a\\.m|o'
const PM = 'namiddag|middag(?:en|s)?|midd|mid|afternoons?|nm|pm|p\\.m|m'

const AT_DAY = new RegExp(
  `(?:${DAYS.map((day) => `(?<${day}>${DAY_WORDS[day]})`).join('|')})(?:(?![a-z])|(?=${AM}|${PM}))`,
  'y'
)
/** `wo(o)`, `wo-ochtend`, `wo 's middags`, `woensdagmiddag`. */
const AT_HALF = new RegExp(`[\\s.\\-/]*\\(?\\s*(?:'s\\s*)?(?:(?<am>${AM})|(?<pm>${PM}))(?![a-z])\\.?\\s*\\)?`, 'y')
const AT_SEPARATOR = /(?:[\s,;/+&|.]|en(?![a-z])|and(?![a-z]))+/y

const ALL =
  /^(?:alle (?:werk)?dagen|alles|hele week|elke dag|iedere dag|dagelijks|full-?time|5(?: dagen)?|all(?: days)?|every day)$/
const ALL_MORNINGS = new RegExp(`^(?:alle|elke|iedere|all|every)? ?(?:ochtend(?:en)?|mornings?)$`)
const ALL_AFTERNOONS = new RegExp(`^(?:alle|elke|iedere|all|every)? ?(?:middag(?:en)?|afternoons?)$`)
const NOT_SAID =
  /^(?:wisselend|variabel|flexibel|in overleg|divers|nader te bepalen|ntb|n\.t\.b\.|oproep|op afroep|on call|varies)$/

/**
 * The days that a cell names; the other days are off. `null`: the cell does not say. `'unreadable'`: it says
 * something that we do not understand, and a guess would plan people on a day they are not there.
 */
export function readDays(text: string): WorkingDays | null | 'unreadable' {
  if (isNothing(text)) return null
  const said = fold(text).replace(/\s+/g, ' ')
  if (NOT_SAID.test(said)) return null
  if (ALL.test(said)) return everyDay('full')
  if (ALL_MORNINGS.test(said)) return everyDay('am')
  if (ALL_AFTERNOONS.test(said)) return everyDay('pm')
  if (/^[01][01\s;,\-/|]*$/.test(said)) return readDigits(said.replace(/\D/g, ''))
  return readWords(said)
}

/** One digit per day, per half day, or per day of a week of seven whose weekend is free. */
function readDigits(digits: string): WorkingDays | 'unreadable' {
  if (digits.length === 10) {
    const half = (at: number, presence: Presence): Presence => (digits[at] === '1' ? presence : 'off')
    return Object.fromEntries(
      DAYS.map((day, index) => [day, unitePresence(half(2 * index, 'am'), half(2 * index + 1, 'pm'))])
    ) as WorkingDays
  }
  if (!/^[01]{5}(00)?$/.test(digits)) return 'unreadable'
  return Object.fromEntries(DAYS.map((day, index) => [day, digits[index] === '1' ? 'full' : 'off'])) as WorkingDays
}

type Named = { day: number; presence: Presence; joinedBy: 'list' | 'dash' | 'range' }

function readWords(said: string): WorkingDays | 'unreadable' {
  const named = scan(
    said
      .replace(/\b(?:tot en met|tot|until|through|thru|to)\b|\bt ?\/ ?m\b\.?|\bt\.?m\b\.?/g, '>')
      .replace(/\bvan(?=\s+(?:ma|di|wo|do))/g, ' ')
  )
  if (!named?.length) return 'unreadable'
  const days = everyDay('off')
  const add = (day: number, presence: Presence) => (days[DAYS[day]!] = unitePresence(days[DAYS[day]!], presence))
  for (const [index, { day, presence }] of named.entries()) {
    add(day, presence)
    if (!isRange(named, index)) continue
    const from = named[index - 1]!.day
    if (from >= day) return 'unreadable'
    for (let between = from + 1; between < day; between++) add(between, 'full')
  }
  return days
}

/** `ma-vr` is a range; in `ma-di-wo` the dash is a separator like any other. */
function isRange(named: readonly Named[], index: number): boolean {
  const joinedBy = named[index]!.joinedBy
  const chained = named[index - 1]?.joinedBy === 'dash' || named[index + 1]?.joinedBy === 'dash'
  return joinedBy === 'range' || (joinedBy === 'dash' && !chained)
}

function scan(said: string): Named[] | null {
  const named: Named[] = []
  let at = 0
  let joinedBy: Named['joinedBy'] = 'list'
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(said)
    if (found) at = pattern.lastIndex
    return found
  }
  const presenceOf = (half: RegExpExecArray | null): Presence =>
    half?.groups?.['am'] ? 'am' : half?.groups?.['pm'] ? 'pm' : 'full'

  while (at < said.length) {
    if (take(AT_SEPARATOR)) continue
    const mark = take(/\s*([->])\s*/y)?.[1]
    if (mark) {
      if (joinedBy !== 'list' || !named.length) return null
      joinedBy = mark === '>' ? 'range' : 'dash'
      continue
    }
    const day = take(AT_DAY)
    if (day) {
      const index = DAYS.findIndex((name) => day.groups?.[name])
      named.push({ day: index, presence: presenceOf(take(AT_HALF)), joinedBy })
      joinedBy = 'list'
      continue
    }
    // "wo ochtend en middag": the second half is of the same day
    const last = named.at(-1)
    const half = last && last.presence !== 'full' && joinedBy === 'list' ? take(AT_HALF) : null
    if (!last || !half) return null
    named.push({ day: last.day, presence: presenceOf(half), joinedBy: 'list' })
  }
  return joinedBy === 'list' ? named : null
}

/** The heading of a column for a day, or for half a day: `Ma`, `maandag`, `Ma ocht`, `di (m)`. */
export function readDayHeading(heading: string): { day: Day; half: 'am' | 'pm' | null } | null {
  const named = scan(fold(heading).replace(/^(ochtend|middag) (.+)$/, '$2 $1'))
  if (named?.length !== 1) return null
  const { day, presence } = named[0]!
  return { day: DAYS[day]!, half: presence === 'am' || presence === 'pm' ? presence : null }
}

const HALF_HEADING = new RegExp(`^(?:(?<am>${AM})|(?<pm>${PM}))\\.?$`)

/** A heading that stands under that of a day. */
export function readHalfHeading(heading: string): 'am' | 'pm' | null {
  const groups = HALF_HEADING.exec(fold(heading))?.groups
  return groups?.['am'] ? 'am' : groups?.['pm'] ? 'pm' : null
}
