import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'

/** What somebody put in the bulletin, asked, answered, had told and said on the wall: for that person alone. */
export type InBulletin = {
  items: { text: string; at: Date }[]
  asked: { text: string; answer: string; at: Date }[]
  answered: { text: string; answer: string; at: Date }[]
  told: { text: string; at: Date }[]
  reactions: { on: string; text: string; reply: string; at: Date }[]
}

export async function aboutPersonInBulletin({ sql }: Tx, person: Id): Promise<InBulletin> {
  const [items, asked, answered, told, reactions] = await Promise.all([
    sql<InBulletin['items']>`select text, at from bulletin_items where by_person = ${person} order by at desc`,
    sql<InBulletin['asked']>`
      select text, answer, first_asked_at as at from support_requests where by_person = ${person} order by 3 desc`,
    sql<InBulletin['answered']>`
      select text, answer, answered_at as at from support_requests where answered_by = ${person} order by 3 desc`,
    sql<InBulletin['told']>`select text, at from information_items where by_person = ${person} order by at desc`,
    sql<InBulletin['reactions']>`
      select on_text as "on", text, reply, at from wall_reactions where by_person = ${person} order by at desc`
  ])
  return {
    items: [...items],
    asked: [...asked],
    answered: [...answered],
    told: [...told],
    reactions: [...reactions]
  }
}
