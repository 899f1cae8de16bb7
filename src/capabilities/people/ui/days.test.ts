import { expect, it } from 'vitest'
import type { PartOfDay, WorkingDays } from '../core/person.ts'
import { daysText } from './days.ts'

const days = (mon: PartOfDay, tue: PartOfDay, wed: PartOfDay, thu: PartOfDay, fri: PartOfDay): WorkingDays => ({
  mon,
  tue,
  wed,
  thu,
  fri
})

it.each([
  [days('full', 'full', 'full', 'full', 'full'), 'ma t/m vr'],
  [days('off', 'full', 'full', 'full', 'off'), 'di t/m do'],
  [days('full', 'full', 'off', 'off', 'off'), 'ma di'],
  [days('full', 'full', 'off', 'full', 'off'), 'ma di do'],
  [days('full', 'full', 'am', 'off', 'off'), 'ma di wo(o)'],
  [days('off', 'off', 'pm', 'full', 'full'), 'wo(m) do vr'],
  [days('off', 'off', 'off', 'off', 'off'), 'geen vaste dagen'],
  [null, '']
])('writes %o as %s', (workingDays, text) => {
  expect(daysText(workingDays)).toBe(text)
})
