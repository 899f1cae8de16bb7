import type { Id } from '#kernel/id.ts'

/** The unit whose board is on this page. */
export type PaperUnit = { id: Id; name: string; mark: string; hue: number }
