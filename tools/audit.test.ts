import { expect, it } from 'vitest'
import { isWelcome, lockfileFaults } from './audit.ts'

const good = { resolved: 'https://registry.example/a/-/a-1.0.0.tgz', integrity: 'sha512-x', license: 'MIT' }

it('takes what comes from the registry, with a sum, under a licence that goes with ours', () => {
  expect(lockfileFaults({ '': {}, 'node_modules/a': good })).toEqual([])
  expect(lockfileFaults({ a: { ...good, resolved: 'git+ssh://elsewhere' } })).toHaveLength(1)
  expect(lockfileFaults({ a: { ...good, integrity: '' } })).toHaveLength(1)
  expect(lockfileFaults({ a: { ...good, license: 'SSPL-1.0' } })).toEqual(['a has licence SSPL-1.0'])
})

it('reads licences with a choice or a sum in them', () => {
  expect(isWelcome('(MIT OR GPL-3.0-only)')).toBe(true)
  expect(isWelcome('MIT AND GPL-3.0-only')).toBe(false)
})
