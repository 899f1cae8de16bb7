import type { WorkingDays, Workday } from '#people'
import type { Dice } from './dice.ts'
import { addressOf, namesFor, type Name } from './names.ts'

/** Through whose eyes somebody can look around. */
export const VIEWS = ['teacher', 'part_timer', 'unit_lead', 'school_leader'] as const
export type View = (typeof VIEWS)[number]

/** Which children a unit has: what its goals are about. */
export type Years = 'infants' | 'lower' | 'middle' | 'upper' | 'support'

export type CastUnit = {
  name: string
  mark: string
  hue: number
  years: Years
  /** The day of its board session, 1 = Monday, and the minute of that day at which it begins. */
  weekday: number
  minute: number
  /** Places in `people`. */
  members: number[]
  lead: number
}

export type CastPerson = Name & {
  email: string
  function: string
  groups: string[]
  workingDays: WorkingDays
  isLeader: boolean
}

/** Who plays in a demonstration school. */
export type Cast = { people: CastPerson[]; units: CastUnit[]; eyes: Record<View, number> }

type Part = { function: string; groups: string[]; days: string; also?: string; view?: View; isLead?: boolean }
type UnitPlan = Omit<CastUnit, 'members' | 'lead'> & { parts: Part[] }

const teacher = (group: string, days = 'ma di wo do vr', more: Partial<Part> = {}): Part => ({
  function: 'Leerkracht',
  groups: [group],
  days,
  ...more
})
/** Two part-timers who share a class. */
const duo = (group: string, first: string, second: string, more: Partial<Part> = {}): Part[] => [
  teacher(group, first),
  teacher(group, second, more)
]

const TEA = 15 * 60 + 15

/** The middle unit comes first: a small school is the beginning of this list. */
const PLAN: readonly UnitPlan[] = [
  {
    name: 'Unit 5-6',
    mark: '56',
    hue: 3,
    years: 'middle',
    weekday: 2,
    minute: TEA,
    parts: [
      ...duo('5a', 'ma di wo(o)', 'wo(m) do vr', { view: 'part_timer' }),
      teacher('5b', undefined, { view: 'teacher' }),
      ...duo('6a', 'ma di', 'wo do vr'),
      teacher('6b', undefined, { view: 'unit_lead', isLead: true })
    ]
  },
  {
    name: 'Unit 3-4',
    mark: '34',
    hue: 1,
    years: 'lower',
    weekday: 4,
    minute: TEA,
    parts: [
      teacher('3a', undefined, { isLead: true }),
      ...duo('3b', 'ma di wo', 'do vr'),
      ...duo('4a', 'ma di', 'wo do vr'),
      teacher('4b', 'ma di do vr')
    ]
  },
  {
    name: 'Kleuters',
    mark: 'KL',
    hue: 0,
    years: 'infants',
    weekday: 4,
    minute: TEA - 15,
    parts: [
      teacher('1/2a', undefined, { isLead: true }),
      ...duo('1/2b', 'ma di wo(o)', 'do vr'),
      ...duo('1/2c', 'ma di', 'wo do vr'),
      { function: 'Onderwijsassistent', groups: [], days: 'ma di do vr(o)', also: 'Zorg en ondersteuning' }
    ]
  },
  {
    name: 'Unit 7-8',
    mark: '78',
    hue: 5,
    years: 'upper',
    weekday: 1,
    minute: TEA,
    parts: [
      teacher('7a', undefined, { isLead: true }),
      ...duo('7b', 'ma di wo', 'do vr'),
      ...duo('8a', 'ma di wo', 'wo do vr')
    ]
  },
  {
    name: 'Zorg en ondersteuning',
    mark: 'ZO',
    hue: 4,
    years: 'support',
    weekday: 3,
    minute: 12 * 60 + 45,
    parts: [
      { function: 'Intern begeleider', groups: [], days: 'ma di wo do', isLead: true },
      { function: 'Remedial teacher', groups: [], days: 'di wo(o)' },
      { function: 'Vakleerkracht bewegingsonderwijs', groups: [], days: 'ma wo do' },
      { function: 'Onderwijsassistent', groups: [], days: 'ma di wo do vr', also: 'Unit 5-6' },
      { function: 'Administratief medewerker', groups: [], days: 'ma(o) di(o) wo(o) do(o) vr(o)' },
      { function: 'Conciërge', groups: [], days: 'ma di wo do vr' }
    ]
  }
]

const DAYS: Record<string, Workday> = { ma: 'mon', di: 'tue', wo: 'wed', do: 'thu', vr: 'fri' }

function workingDaysOf(text: string): WorkingDays {
  const days: WorkingDays = { mon: 'off', tue: 'off', wed: 'off', thu: 'off', fri: 'off' }
  for (const [, day, part] of text.matchAll(/(ma|di|wo|do|vr)(?:\((o|m)\))?/g))
    days[DAYS[day!]!] = part === 'o' ? 'am' : part === 'm' ? 'pm' : 'full'
  return days
}

/** Everybody who plays, with names by chance and parts that are always the same. `units` from one to five. */
export function composeCast(dice: Dice, domain: string, units: number = PLAN.length): Cast {
  const plans = PLAN.slice(0, Math.max(1, units))
  const leader: Part = { function: 'Schoolleider', groups: [], days: 'ma di wo do vr', view: 'school_leader' }
  // The leader stands at the board of whoever supports the groups, where the school has such a unit.
  const parts = [leader, ...plans.flatMap(({ parts: own }) => own)]
  const names = namesFor(dice, parts.length)
  const taken = new Set<string>()
  const people = parts.map((part, at): CastPerson => {
    let email = addressOf(names[at]!, domain)
    if (taken.has(email)) email = email.replace('@', `${at}@`)
    taken.add(email)
    const { function: label, groups, days } = part
    return {
      ...names[at]!,
      email,
      function: label,
      groups,
      workingDays: workingDaysOf(days),
      isLeader: part === leader
    }
  })
  const placed = plans.map((plan): CastUnit => {
    const { parts: own, ...unit } = plan
    const guests = parts.flatMap((part, at) => (part.also === plan.name ? [at] : []))
    const host = plan.years === 'support' ? [0] : []
    const members = [...host, ...own.map((part) => parts.indexOf(part)), ...guests]
    return { ...unit, members, lead: parts.findIndex((part) => own.includes(part) && part.isLead) }
  })
  const eye = (view: View) => parts.findIndex((part) => part.view === view)
  const eyes = Object.fromEntries(VIEWS.map((view) => [view, eye(view)])) as Record<View, number>
  return { people, units: placed, eyes }
}
