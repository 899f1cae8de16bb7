import { THRESHOLD } from '#analytics/suppression/suppress.ts'

/** Fewer people than this are not asked, and of fewer answers nothing is shown. */
export const LEAST_ASKED = THRESHOLD
