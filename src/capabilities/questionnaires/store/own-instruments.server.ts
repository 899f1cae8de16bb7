import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { AnswerScale, Instrument } from '../core/instrument.ts'

export type OwnInstrument = {
  id: Id
  instrument: Instrument
  /** Its own scale; null when it uses one that comes with the program. */
  scale: AnswerScale | null
  madeBy: Id | null
  changedOn: Day
}

const columns = ({ sql }: Tx) => sql`id, instrument, scale, made_by as "madeBy", changed_on as "changedOn"`

/** The school's own instruments, the latest changed first. */
export async function listOwn(tx: Tx): Promise<OwnInstrument[]> {
  return await tx.sql<OwnInstrument[]>`
    select ${columns(tx)} from own_instruments order by changed_on desc, id desc`
}

export async function findOwn(tx: Tx, id: Id): Promise<OwnInstrument | null> {
  const [row] = await tx.sql<OwnInstrument[]>`select ${columns(tx)} from own_instruments where id = ${id} for update`
  return row ?? null
}

export async function saveOwn(tx: Tx, own: OwnInstrument): Promise<void> {
  const { id, instrument, scale, madeBy, changedOn } = own
  await tx.sql`
    insert into own_instruments (school_id, id, instrument, scale, made_by, changed_on)
    values (${tx.school}, ${id}, ${tx.sql.json(instrument as never)}, ${scale && tx.sql.json(scale as never)}, ${madeBy},
      ${changedOn})
    on conflict (school_id, id) do update
      set instrument = excluded.instrument, scale = excluded.scale, changed_on = excluded.changed_on`
}

export async function deleteOwn(tx: Tx, id: Id): Promise<boolean> {
  return (await tx.sql`delete from own_instruments where id = ${id}`).count > 0
}
