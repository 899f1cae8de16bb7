export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
export type Day = (typeof DAYS)[number]
export type Presence = 'full' | 'am' | 'pm' | 'off'
export type WorkingDays = Record<Day, Presence>

export const everyDay = (presence: Presence): WorkingDays => ({
  mon: presence,
  tue: presence,
  wed: presence,
  thu: presence,
  fri: presence
})

export const sameDays = (one: WorkingDays | null, other: WorkingDays | null): boolean =>
  one === other || (one !== null && other !== null && DAYS.every((day) => one[day] === other[day]))

/** Someone who is there in the morning on one row and in the afternoon on another is there all day. */
export function unitePresence(one: Presence, other: Presence): Presence {
  if (one === 'off' || one === other) return other
  return other === 'off' ? one : 'full'
}

export function uniteDays(one: WorkingDays | null, other: WorkingDays | null): WorkingDays | null {
  if (!one || !other) return one ?? other
  return Object.fromEntries(DAYS.map((day) => [day, unitePresence(one[day], other[day])])) as WorkingDays
}

const SHORT: Record<Day, string> = { mon: 'ma', tue: 'di', wed: 'wo', thu: 'do', fri: 'vr' }
const MARK: Record<Presence, string> = { full: '', am: '(o)', pm: '(m)', off: '' }

/** In the writing that `readDays` reads back as the same days. */
export function writeDays(days: WorkingDays): string {
  const present = DAYS.filter((day) => days[day] !== 'off')
  return present.length ? present.map((day) => SHORT[day] + MARK[days[day]]).join(' ') : '0;0;0;0;0'
}
