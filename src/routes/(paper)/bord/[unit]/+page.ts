import { loadUnitBoard, loadVisitorScreen } from '#board-sessions/ui'
import type { PageLoad } from './$types'
import { loadBetween } from './between.ts'

/** Between sessions the page comes with the unit's board; during one that is left for later. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  VisitorScreen: data.isVisit ? await loadVisitorScreen() : null,
  Between: data.board.session === null ? await loadBetween() : null,
  UnitBoard: data.board.session === null ? await loadUnitBoard() : null
})
