import { loadEndedSession } from '#board-sessions/ui'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ data }) => ({ ...data, EndedSession: await loadEndedSession() })
