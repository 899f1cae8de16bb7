import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** What the boards of a school hold about somebody: for that person, and for nobody else. */
export type OnBoards = {
  mood: string | null
  checkIns: { at: Date; need: string; offer: string }[]
  actions: { text: string; status: string; due: string | null }[]
  goals: { text: string; status: string }[]
  successes: { text: string; at: Date }[]
  facilitated: Date[]
}

export async function aboutPersonOnBoards({ sql }: Tx, person: Id): Promise<OnBoards> {
  const [moods, checkIns, actions, goals, successes, sessions] = await Promise.all([
    sql<{ mood: string }[]>`select mood from moods where person_id = ${person} order by at desc limit 1`,
    sql<OnBoards['checkIns']>`select at, need, offer from check_ins where person_id = ${person} order by at desc`,
    sql<OnBoards['actions']>`
      select text, status, due from actions where owners @> array[${person}]::uuid[] or created_by = ${person}
      order by created_at desc`,
    sql<OnBoards['goals']>`
      select text, status from goals where keeper = ${person} or created_by = ${person} order by created_at desc`,
    sql<OnBoards['successes']>`select text, at from successes where by_person = ${person} order by at desc`,
    sql<
      { at: Date }[]
    >`select started_at as at from board_sessions where facilitator = ${person} order by started_at desc`
  ])
  return {
    mood: moods[0]?.mood ?? null,
    checkIns: [...checkIns],
    actions: [...actions],
    goals: [...goals],
    successes: [...successes],
    facilitated: sessions.map(({ at }) => at)
  }
}
