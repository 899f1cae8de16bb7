import { describe, expect, it } from 'vitest'
import { ROLES } from '../policy.ts'
import { roleMeaning, roleName } from './role-words.ts'

describe('roles in words', () => {
  it('each has a name and a meaning of its own', () => {
    expect(new Set(ROLES.map(roleName)).size).toBe(ROLES.length)
    expect(new Set(ROLES.map(roleMeaning)).size).toBe(ROLES.length)
  })
})
