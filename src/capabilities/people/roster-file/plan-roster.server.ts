import { Refusal } from '#kernel/errors.ts'
import type { Id } from '#kernel/id.ts'
import type { KnownPerson } from '../core/roster/known-person.ts'
import { planImport, type ImportPlan, type PlannedRow } from '../core/roster/plan.ts'
import type { Reading } from '../core/roster/types.ts'
import { inThread, type ThreadOptions } from './roster-thread.server.ts'

/** Up to here comparing takes less time than starting a thread for it. */
const SHORT = 1_000

/** `planImport`; that of a long list, or for a school with many people, in a thread of its own. */
export async function planRoster(
  known: readonly KnownPerson[],
  reading: Pick<Reading, 'rows' | 'columns'>,
  options: ThreadOptions = {}
): Promise<ImportPlan> {
  const { rows, columns } = reading
  if (rows.length + known.length <= SHORT) return planImport(known, reading)
  const answer = await inThread({ kind: 'plan' }, options, async (port) => {
    await port.send('known', known)
    await port.send('rows', rows)
  })
  if (!answer.ok) throw new Refusal(answer.failure)
  const { port } = answer.value
  const decided = port.rowsOf<Omit<PlannedRow, 'person' | 'line' | 'lines'>>('plan')
  const leaving = new Set(port.rowsOf<Id>('leaving'))
  return {
    rows: rows.map(({ person, line, lines }, index) => ({ ...decided[index]!, person, line, lines })),
    columns,
    leaving: known.filter(({ id }) => leaving.has(id))
  }
}
