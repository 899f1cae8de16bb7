import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastOf, readRoleWish, type HeldRole } from './roles.ts'

const TODAY = '2026-11-20'
const held = (person: string, role: HeldRole['role'], parts: Partial<HeldRole> = {}): HeldRole => ({
  id: `${person} ${role}`,
  person,
  role,
  unit: null,
  since: '2026-08-01',
  until: null,
  ...parts
})

describe('a wish for a role', () => {
  it('holds up to and including its last day', () => {
    expect(readRoleWish({ role: 'coach', unit: 'u', lastDay: '2026-12-31' }, TODAY)).toEqual({
      ok: true,
      value: { role: 'coach', unit: 'u', until: '2027-01-01' }
    })
    expect(readRoleWish({ role: 'coach', unit: '', lastDay: TODAY }, TODAY)).toMatchObject({
      value: { unit: null, until: '2026-11-21' }
    })
  })

  it('for the whole school drops a unit that was chosen', () => {
    expect(readRoleWish({ role: 'school_leader', unit: 'u', lastDay: '' }, TODAY)).toMatchObject({
      value: { unit: null }
    })
  })

  it.each([
    [{ role: 'king', unit: '', lastDay: '' }, 'input_invalid'],
    [{ role: 'unit_lead', unit: '', lastDay: '' }, 'role_needs_unit'],
    [{ role: 'guest', unit: 'u', lastDay: '' }, 'role_needs_end'],
    [{ role: 'coach', unit: '', lastDay: '2026-11-19' }, 'role_end_past'],
    [{ role: 'coach', unit: '', lastDay: '31-12-2026' }, 'date_invalid']
  ])('%j is refused: %s', (wish, code) => {
    expect(readRoleWish(wish, TODAY)).toMatchObject({ ok: false, failure: { code } })
  })
})

describe('the last one', () => {
  const of = (person: string) => (role: HeldRole) => role.person === person

  it('administrator, and the last keeper', () => {
    const roles = [held('a', 'administrator'), held('b', 'school_leader')]
    expect(lastOf(roles, of('a'))).toBe('administrator')
    expect(lastOf(roles, of('b'))).toBeNull()
    expect(lastOf([held('b', 'school_leader')], of('b'))).toBe('keeper')
    expect(lastOf([...roles, held('c', 'administrator')], of('a'))).toBeNull()
  })

  it('is not replaced by somebody for a while, nor by the lead of a unit', () => {
    const roles = [
      held('a', 'administrator'),
      held('b', 'administrator', { until: '2027-01-01' }),
      held('c', 'unit_lead', { unit: 'u' })
    ]
    expect(lastOf(roles, of('a'))).toBe('administrator')
    expect(lastOf(roles, of('b'))).toBeNull()
    expect(lastOf(roles, of('c'))).toBeNull()
  })

  it('is never somebody beside whom another lasting one of the same kind stays', () => {
    const role = fc.constantFrom<HeldRole['role']>('administrator', 'school_leader', 'coach')
    const roles = fc.array(fc.record({ person: fc.constantFrom('a', 'b', 'c'), role }), { maxLength: 8 })
    fc.assert(
      fc.property(roles, (list) => {
        const all = list.map(({ person, role }) => held(person, role))
        const stays = (kinds: string[]) => all.some(({ person, role }) => person !== 'a' && kinds.includes(role))
        if (stays(['administrator'])) expect(lastOf(all, of('a'))).toBeNull()
        if (!all.some(({ person }) => person === 'a')) expect(lastOf(all, of('a'))).toBeNull()
      })
    )
  })
})
