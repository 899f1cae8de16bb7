/** The talk's three questions: what did you see, what did it do to pupils, what would you try. */
export const TALK_QUESTIONS = [1, 2, 3] as const
export type TalkQuestion = (typeof TALK_QUESTIONS)[number]

export const isTalkQuestion = (value: unknown): value is TalkQuestion =>
  (TALK_QUESTIONS as readonly unknown[]).includes(value)

export const PAPER_LIMIT = 5000

/** What a viewing guide may be: a name, and a few lines of a sentence or two. */
export const GUIDE_NAME_LENGTH = 120
export const GUIDE_LINES_AT_MOST = 12
export const GUIDE_LINE_LENGTH = 300

export type Guide = { id: string; title: string; lines: string[]; mine: boolean; isShared: boolean }
