import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import { forgetObservations } from './observing.server.ts'
import { forgetInProgramme } from './store.server.ts'
import { forgetVoices } from './voices.server.ts'

/** Everything that somebody said, saw or was in the programme; what the team decided stays. */
export async function forgetPersonInProgramme(tx: Tx, person: Id): Promise<void> {
  await forgetVoices(tx, person)
  await forgetObservations(tx, person)
  await forgetInProgramme(tx, person)
}
