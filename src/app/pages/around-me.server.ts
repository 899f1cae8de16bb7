import { isVisitor, missedBy, wasThere, type Missed } from '#board-sessions'
import { lastEnded, loadBoard } from '#board-sessions/server'
import { isFor, mayAnswer, weekOf } from '#bulletin'
import { askerOf, itemsOfWeek, openRequests, reactionsBy } from '#bulletin/server'
import { dayOf } from '#kernel/days.ts'
import { maySeeSchool, maySeeShared } from '#people'
import { timeZoneOf, type Unit } from '#people/server'
import type { App } from '../app.server.ts'
import type { Member } from '../viewers.server.ts'
import { schoolNames } from './asking.server.ts'

const DAY = 86_400_000
export type MissedAt = { unit: Unit; missed: Missed; closedAt: number }

/** What from outside a board waits for me: requests, news, answers from the wall, sessions I missed or am expected in. */
export async function aroundMe(app: App, { school, person, units, grants }: Member, seen: number | null) {
  const now = app.clock()
  if (!maySeeSchool(grants)) return { requests: 0, news: 0, replies: [], invited: [], missed: [], names: {} }
  const own = units.map(({ id }) => id)
  const reads = maySeeShared(grants, units)
  return app.database.read(school, async (tx) => {
    const asker = await askerOf(tx, person)
    const known = await schoolNames(tx)
    const items = !reads ? [] : await itemsOfWeek(tx, weekOf(dayOf(now, await timeZoneOf(tx))))
    const replies = (await reactionsBy(tx, person, now - 14 * DAY)).filter(
      ({ answer }) => answer === 'invited' || answer === 'written-back'
    )
    const missed: MissedAt[] = []
    for (const unit of units) {
      const ended = await lastEnded(tx, unit.id, now - 7 * DAY)
      const digest = ended && !wasThere(ended, person) ? missedBy(person, ended) : null
      if (ended && digest) missed.push({ unit, missed: digest, closedAt: ended.lastSession?.closedAt ?? 0 })
    }
    const invited: Unit[] = []
    const open = await tx.sql<{ unit: string }[]>`select unit_id as unit from board_sessions where closed_at is null`
    for (const { unit } of open)
      if (!own.includes(unit) && isVisitor(await loadBoard(tx, unit), person))
        invited.push(...known.units.filter(({ id }) => id === unit))
    return {
      requests: (await openRequests(tx)).filter((request) => mayAnswer(request, asker)).length,
      news: items.filter((item) => item.by !== person && isFor(item, own) && item.at > (seen ?? 0)).length,
      replies: replies.map(({ id, on, answer, reply }) => ({
        id,
        about: on.text,
        answer,
        reply,
        unit: known.units.find((unit) => unit.id === on.unit)?.name ?? ''
      })),
      invited,
      missed,
      names: known.names
    }
  })
}
