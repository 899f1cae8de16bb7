import { addDays, isDay } from '#kernel/days.ts'
import { currentLanguage, date } from '#platform/i18n/runtime.ts'
import * as memberships from '#texts/memberships'
import * as t from '#texts/rights'
import { ROLES, type Role } from '../policy.ts'
import { listed } from './listed.ts'
import { roleName } from './role-words.ts'

/** A change as the page about changes knows it; names that are gone are null. */
export type ShownChange = {
  kind: string
  by: string | null
  isServer: boolean
  isOwn: boolean
  about: string | null
  /** The others about whom the same was changed at the same moment. */
  others?: (string | null)[]
  unit: string | null
  detail: {
    role?: string
    since?: string
    until?: string | null
    new?: number
    changed?: number
    team?: string
    fewest?: number
    most?: number
    newOneIn?: number
    site?: string
    from?: string
    school?: string
  }
}

/** More names than this in one sentence are counted. */
const MOST_NAMES = 4

/** What one person did at one moment to several colleagues is one line. Within a moment they come in any order. */
export function groupChanges<T extends ShownChange & { at: number }>(changes: readonly T[]): T[] {
  const groups: T[] = []
  for (const change of changes) {
    const place = GROUPED.includes(change.kind) ? groups.findLastIndex((group) => isSame(group, change)) : -1
    const group = groups[place]
    if (group) groups[place] = { ...group, others: [...(group.others ?? []), change.about] }
    else groups.push(change)
  }
  return groups
}

const GROUPED: readonly string[] = ['unit_joined', 'unit_left']
const isSame = (one: ShownChange & { at: number }, other: ShownChange & { at: number }): boolean =>
  one.at === other.at &&
  one.kind === other.kind &&
  one.by === other.by &&
  one.unit === other.unit &&
  JSON.stringify(one.detail) === JSON.stringify(other.detail)

/** "Els, Thijs, Noor, Bo en nog 8". */
function namesOf({ about, others = [] }: ShownChange): string {
  const names = [about, ...others].map((name) => name ?? t.somebody())
  names.sort((one, other) => one.localeCompare(other, currentLanguage()))
  const more = names.length - MOST_NAMES
  return listed(more > 1 ? [...names.slice(0, MOST_NAMES), t.and_more({ count: more })] : names)
}

const dayOf = (day: string) => new Date(day)

/** From and until when, where that is not simply from today. */
function spanOf({ since, until }: ShownChange['detail'], at: number): string {
  const dayText = (moment: Date | number) => date(moment, 'full', currentLanguage())
  const from = isDay(since) && dayText(dayOf(since)) !== dayText(at)
  return (
    (from ? t.did_from({ day: dayOf(since) }) : '') +
    (isDay(until) ? t.did_until({ day: new Date(addDays(until, -1)) }) : '')
  )
}

/** One change as a sentence: who did what, about whom. */
export function changeSentence(change: ShownChange & { at?: number }): string {
  const by = change.isServer ? t.server() : (change.by ?? t.somebody())
  const about = change.about ?? t.somebody()
  const known = ROLES.find((role) => role === change.detail.role)
  const role = known ? roleName(known satisfies Role) : ''
  const unit = change.unit ?? t.some_unit()
  const where = change.unit ? t.did_where({ unit: change.unit }) : ''
  switch (change.kind) {
    case 'role_granted': {
      const { until } = change.detail
      const end = isDay(until) ? t.did_until({ day: new Date(addDays(until, -1)) }) : ''
      return t.did_role_granted({ by, about, role, where }) + end
    }
    case 'role_ended':
      return change.isOwn ? t.did_role_laid_down({ by, role, where }) : t.did_role_ended({ by, about, role, where })
    case 'left':
      return t.did_left({ by, about })
    case 'returned':
      return t.did_returned({ by, about })
    case 'erased':
      return t.did_erased({ by })
    case 'second_step_reset':
      return t.did_second_step_reset({ by, about })
    case 'second_step_asked':
      return t.did_second_step_asked({ by })
    case 'second_step_not_asked':
      return t.did_second_step_not_asked({ by })
    case 'import_undone':
      return t.did_import_undone({ by, count: change.detail.changed ?? 0 })
    case 'unit_joined':
      return t.did_unit_joined({ by, names: namesOf(change), unit }) + spanOf(change.detail, change.at ?? 0)
    case 'unit_left':
      return t.did_unit_left({ by, names: namesOf(change), unit })
    case 'unit_ended': {
      const { until } = change.detail
      if (!isDay(until)) return t.did_unit_endless({ by, about, unit })
      return t.did_unit_ended({ by, about, unit, day: new Date(addDays(until, -1)) })
    }
    case 'thresholds_set': {
      const { team = 'other', fewest = 0, most = 0, newOneIn = 0 } = change.detail
      return t.did_thresholds_set({ by, kind: memberships.kind_name({ kind: team }), fewest, most, oneIn: newOneIn })
    }
    case 'site_added':
    case 'site_removed':
    case 'site_renamed': {
      const { site = '', from = '' } = change.detail
      return change.kind === 'site_added'
        ? t.did_site_added({ by, site })
        : change.kind === 'site_removed'
          ? t.did_site_removed({ by, site })
          : t.did_site_renamed({ by, from, site })
    }
    case 'unit_site': {
      const { site } = change.detail
      return site ? t.did_unit_site({ by, unit, site }) : t.did_unit_siteless({ by, unit })
    }
    case 'person_site': {
      const { site } = change.detail
      return site ? t.did_person_site({ by, about, site }) : t.did_person_siteless({ by, about })
    }
    case 'imported':
      return t.did_imported({ by, new: change.detail.new ?? 0, changed: change.detail.changed ?? 0 })
    case 'trust_made':
      return t.did_trust_made({ by })
    case 'trust_joined':
      return t.did_trust_joined({ by })
    case 'trust_left':
      return t.did_trust_left({ by })
    case 'trust_put_out':
      return t.did_trust_put_out({ by, school: change.detail.school ?? '' })
    case 'trust_code_renewed':
      return t.did_trust_code_renewed({ by })
    case 'trust_contributed':
      return t.did_trust_contributed({ by })
    case 'trust_taken_back':
      return t.did_trust_taken_back({ by })
    default:
      return change.kind
  }
}
