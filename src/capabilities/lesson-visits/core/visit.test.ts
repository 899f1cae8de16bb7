import { expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { visitsPaid, type LessonVisit, type VisitState } from './visit.ts'

const [ann, bo, cas] = ['ann', 'bo', 'cas'] as Id[]

const visit = (visitor: Id, day: string, state: VisitState): LessonVisit => ({
  id: `${visitor} ${day}` as Id,
  plan: null,
  wish: `${visitor} ${day}` as Id,
  visitor,
  host: cas!,
  cover: null,
  group: '',
  day,
  start: 540,
  talkDay: day,
  talkStart: 600,
  state,
  says: { visitor: true, host: true, cover: null },
  endedBy: null
})

test('visits that somebody paid: been or to come, not what was called off, not those of others', () => {
  const today = '2026-10-13'
  const visits = [
    visit(ann!, '2026-10-01', 'done'),
    visit(ann!, '2026-10-02', 'agreed'),
    visit(ann!, '2026-10-03', 'cancelled'),
    visit(ann!, '2026-10-05', 'proposed'),
    visit(ann!, '2026-10-13', 'agreed'),
    visit(ann!, '2026-10-14', 'proposed'),
    visit(ann!, '2026-10-15', 'declined'),
    visit(bo!, '2026-10-14', 'agreed')
  ]
  expect(visitsPaid(visits, ann!, today)).toEqual({ been: 2, coming: 2 })
  expect(visitsPaid(visits, cas!, today)).toEqual({ been: 0, coming: 0 })
})
