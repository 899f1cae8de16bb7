import { error } from '@sveltejs/kit'
import type { Id } from '#kernel/id.ts'
import { failureText } from '#platform/i18n/failure.ts'
import type { Unit } from '#people/server'
import type { Member } from '../viewers.server.ts'

/** One of my own units; for anybody else there is no such page. */
export function ownUnit(member: Member, id: Id): Unit {
  const unit = member.units.find((candidate) => candidate.id === id)
  if (!unit) error(404, failureText({ code: 'not_found' }))
  return unit
}
