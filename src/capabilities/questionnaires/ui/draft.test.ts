import { describe, expect, it } from 'vitest'
import { draftName, dropDraft, dropOldDrafts, keepDraft, readDraft, type Draft } from './draft.ts'

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear()
  }
}
const draft: Draft = { answers: { 'vision-1': '4' }, texts: { open: 'Fijn' }, at: 3, closesOn: '2026-12-01' }
const name = draftName('c', 'p')

describe('a draft', () => {
  it('comes back as it was left, for the same person only', () => {
    const storage = memory()
    expect(keepDraft(storage, name, draft)).toBe(true)
    expect(readDraft(storage, name)).toEqual(draft)
    expect(readDraft(storage, draftName('c', 'somebody else'))).toBeNull()
    dropDraft(storage, name)
    expect(readDraft(storage, name)).toBeNull()
  })

  it('that cannot be read is no draft, and a device that keeps nothing says so', () => {
    const storage = memory()
    for (const broken of ['{', 'null', '[]', '{"answers":1}']) {
      storage.setItem(name, broken)
      expect(readDraft(storage, name)).toBeNull()
    }
    const full = { ...storage, setItem: () => { throw new Error('full') } } as unknown as Storage // prettier-ignore
    expect(keepDraft(full, name, draft)).toBe(false)
  })

  it('goes two weeks after the last day, and nothing else does', () => {
    const storage = memory()
    keepDraft(storage, name, draft)
    storage.setItem('samenspel.outbox.x', 'stays')
    dropOldDrafts(storage, Date.parse('2026-12-14'))
    expect(readDraft(storage, name)).toEqual(draft)
    dropOldDrafts(storage, Date.parse('2026-12-16'))
    expect([readDraft(storage, name), storage.getItem('samenspel.outbox.x')]).toEqual([null, 'stays'])
  })
})
