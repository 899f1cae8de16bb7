import * as t from '#texts/outside'
import type { VisitorRole } from '../../core/outside.ts'

const ROLES: Record<VisitorRole, () => string> = {
  listen: t.role_listen,
  inform: t.role_inform,
  'think-along': t.role_think,
  steer: t.role_steer
}

/** What a visitor comes to do: "om te luisteren". */
export const roleWord = (role: VisitorRole): string => ROLES[role]()
