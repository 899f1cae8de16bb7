import { loadBoardParts } from '#board-sessions/ui'
import type { PageLoad } from './$types'

/** Between sessions the board comes with all of its parts; during one they are fetched after the first tap is possible. */
export const load: PageLoad = async ({ data }) => {
  if (data.paired && data.paired.board.session === null) await loadBoardParts()
  return data
}
