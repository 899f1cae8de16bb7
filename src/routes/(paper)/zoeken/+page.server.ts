import { findLines } from '#board-sessions/server'
import { findRequests } from '#bulletin/server'
import { demandShared, schoolNames } from '#app/pages/asking.server.ts'
import type { PageServerLoad } from './$types'

/** Searching in what one's own units wrote, and in what stands on the wall. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, member } = locals
  demandShared(member!)
  const typed = (url.searchParams.get('q') ?? '').slice(0, 200)
  const own = member!.units.map(({ id }) => id)
  if (typed.trim() === '') return { typed, found: null }
  return app.database.read(member!.school, async (tx) => {
    const { units } = await schoolNames(tx)
    const unitOf = (id: string | null) => units.find((unit) => unit.id === id) ?? null
    const lines = (await findLines(tx, typed, own)).map((line) => ({
      kind: line.kind,
      id: line.id,
      text: line.text,
      at: line.at,
      unit: unitOf(line.unit),
      href: !own.includes(line.unit)
        ? '/muur'
        : line.kind === 'goal'
          ? `/bord/${line.unit}/doelen/${line.id}`
          : line.session
            ? `/bord/${line.unit}/sessies/${line.session}`
            : `/bord/${line.unit}`
    }))
    const requests = (await findRequests(tx, typed, { person: member!.person, units: own })).map((request) => ({
      kind: 'request' as const,
      id: request.id,
      text: request.text,
      at: request.at,
      unit: unitOf(request.unit),
      href: '/hulpvragen'
    }))
    return { typed, found: [...lines, ...requests].sort((one, other) => other.at - one.at) }
  })
}
