import * as t from '#texts/rights'
import type { Role } from '../policy.ts'

const NAMES: Record<Role, () => string> = {
  school_leader: t.role_school_leader,
  unit_lead: t.role_unit_lead,
  coach: t.role_coach,
  quality_coordinator: t.role_quality_coordinator,
  trust_member: t.role_trust_member,
  administrator: t.role_administrator,
  guest: t.role_guest
}

const MEANINGS: Record<Role, () => string> = {
  school_leader: t.role_school_leader_may,
  unit_lead: t.role_unit_lead_may,
  coach: t.role_coach_may,
  quality_coordinator: t.role_quality_coordinator_may,
  trust_member: t.role_trust_member_may,
  administrator: t.role_administrator_may,
  guest: t.role_guest_may
}

export const roleName = (role: Role): string => NAMES[role]()

/** What a role means, in plain words. */
export const roleMeaning = (role: Role): string => MEANINGS[role]()
