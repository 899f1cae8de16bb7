import type { EarlyForm } from '#platform/ui/early-taps.ts'
import type { BoardClient } from './board-client.svelte.ts'
import { waitingPlace } from './outbox.ts'
import { livePath } from './send-command.ts'

/** How a form about `command` is sent by who taps before the page's script runs. Null on a digiboard: who taps is asked there. */
export const earlyForm = (client: BoardClient, command: object): string | null =>
  client.me === null
    ? null
    : JSON.stringify({
        path: livePath(client, 'commands'),
        place: waitingPlace(client),
        base: client.state.seq,
        command
      } satisfies EarlyForm)
