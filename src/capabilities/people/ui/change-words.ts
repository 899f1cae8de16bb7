import { addDays, isDay } from '#kernel/days.ts'
import * as t from '#texts/rights'
import { ROLES, type Role } from '../policy.ts'
import { roleName } from './role-words.ts'

/** A change as the page about changes knows it; names that are gone are null. */
export type ShownChange = {
  kind: string
  by: string | null
  isServer: boolean
  isOwn: boolean
  about: string | null
  unit: string | null
  detail: { role?: string; until?: string | null; new?: number; changed?: number }
}

/** One change as a sentence: who did what, about whom. */
export function changeSentence(change: ShownChange): string {
  const by = change.isServer ? t.server() : (change.by ?? t.somebody())
  const about = change.about ?? t.somebody()
  const known = ROLES.find((role) => role === change.detail.role)
  const role = known ? roleName(known satisfies Role) : ''
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
    case 'imported':
      return t.did_imported({ by, new: change.detail.new ?? 0, changed: change.detail.changed ?? 0 })
    default:
      return change.kind
  }
}
