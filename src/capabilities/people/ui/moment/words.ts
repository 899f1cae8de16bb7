import type { WeeklySlot } from '../../core/weekly-moment.ts'
import * as t from '#texts/moment'

const twoDigits = (count: number): string => String(count).padStart(2, '0')

/** "15:15" */
export const clock = (minute: number): string => `${Math.floor(minute / 60)}:${twoDigits(minute % 60)}`

/** "dinsdag 15:15" */
export const slotName = ({ weekday, minute }: WeeklySlot): string =>
  t.slot({ weekday: String(weekday), clock: clock(minute) })
