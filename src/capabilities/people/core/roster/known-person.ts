import type { Id } from '#kernel/id.ts'
import type { WorkingDays } from './days.ts'

/** A membership that someone made by hand stays, whatever a list says. */
export type KnownUnit = { name: string; source: 'import' | 'hand' }

/** A person of the school, as far as an import compares. */
export type KnownPerson = {
  id: Id
  givenName: string
  infix: string
  familyName: string
  email: string
  function: string
  staffNumber: string
  units: readonly KnownUnit[]
  groups: readonly string[]
  workingDays: WorkingDays | null
  /** Who brought this person in; people added by hand are never proposed as leaving. */
  source: 'import' | 'hand'
  left: boolean
}
